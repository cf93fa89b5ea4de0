import type { ApiClient } from '#libs/api-client';
import type { CycleStageAnswer } from '#libs/contracts/http';
import { CliError, EXIT } from './cli.error.js';

/** What is done at a stage that need not be named. */
export type StageAct = Exclude<CycleStageAnswer['act'], 'none' | 'submit'>;

const WORDS: Readonly<Record<StageAct, string>> = {
  appraise: 'thẩm định',
  decide: 'quyết định',
  classify: 'phân loại',
  review: 'xét',
};

/** The stage of the units at which that is done in the cycle, the first where there are several. */
export async function stageOfAct(client: ApiClient, cycle: string, act: StageAct): Promise<string> {
  const { stages } = await client.call('GET /cycles/{cycleId}', { params: { cycleId: cycle } });
  const found = stages.find((each) => each.act === act && each.body === undefined);
  if (found !== undefined) return found.stage;
  throw new CliError(
    EXIT.usage,
    `Chu kỳ ${cycle} không có bước ${WORDS[act]}. Hãy chỉ rõ bước bằng --stage <bước>.`,
  );
}
