import type { Stores } from '../transaction/records.port.js';
import { frozenText } from './freeze-answer.js';
import type { SinceFreeze } from './freezes.port.js';
import { latestOf } from './frozen-report.js';

/** How far a step has come. */
interface StepFigure {
  readonly stage: string;
  readonly name: string;
  readonly done: number;
}

/** Undefined where no figures of the province were kept. */
export async function sinceFreeze(
  records: Stores<'freezes'>,
  { id, provinceCode }: { readonly id: string; readonly provinceCode: string },
  figures: readonly StepFigure[],
): Promise<SinceFreeze | undefined> {
  const freeze = latestOf(await records.freezes.list(id, [provinceCode]), provinceCode);
  if (freeze === undefined) return undefined;
  const [part] = await records.freezes.parts(freeze.id, provinceCode);
  const then = part?.content.figures.stages ?? [];
  const changes = figures.flatMap(({ stage, name, done }) => {
    const difference = done - (then.find((each) => each.stage === stage)?.done ?? done);
    return difference === 0 ? [] : [{ name, difference }];
  });
  return { name: freeze.name, text: frozenText(freeze), changes };
}
