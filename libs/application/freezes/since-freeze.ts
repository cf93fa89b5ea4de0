import { frozenText } from './freeze-answer.js';
import { isAsKept } from './freeze-digest.js';
import type { FreezeRecords, SinceFreeze } from './freezes.port.js';
import { latestOf } from './frozen-report.js';

/** How far a step has come. */
interface StepFigure {
  readonly stage: string;
  readonly name: string;
  readonly done: number;
}

/** Undefined where no figures of the province were kept. */
export async function sinceFreeze(
  records: { readonly freezes: Pick<FreezeRecords, 'list' | 'parts'> },
  { id, provinceCode }: { readonly id: string; readonly provinceCode: string },
  figures: readonly StepFigure[],
): Promise<SinceFreeze | undefined> {
  const freeze = latestOf(await records.freezes.list(id, [provinceCode]), provinceCode);
  if (freeze === undefined) return undefined;
  const parts = await records.freezes.parts(freeze.id);
  const whole = parts.find(({ areaCode }) => areaCode === provinceCode);
  const then = whole?.content.figures.stages ?? [];
  const changes = figures.flatMap(({ stage, name, done }) => {
    const difference = done - (then.find((each) => each.stage === stage)?.done ?? done);
    return difference === 0 ? [] : [{ name, difference }];
  });
  return { name: freeze.name, text: frozenText(freeze), isIntact: isAsKept(freeze, parts), changes };
}
