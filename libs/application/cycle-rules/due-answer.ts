import { lastDayPhrase } from '#libs/calendar';
import type { DueAnswer } from '#libs/contracts/http';
import { cite, type PolicyPack, type ResolvedStage } from '#libs/policy';

/** A due day with the words and the source behind it. */
export function dueAnswer(
  pack: PolicyPack,
  stage: ResolvedStage,
  graceUntil?: string,
): DueAnswer | undefined {
  if (stage.due === undefined) return undefined;
  const { lastDay, words, src, status } = stage.due;
  return {
    lastDay,
    phrase: lastDayPhrase(lastDay),
    words,
    source: status === 'assumed' ? 'mốc giả định, chưa có văn bản' : cite(pack, src),
    status,
    graceUntil,
  };
}

/** Which of a stage's other days no document names. */
export function assumedDays(stage: ResolvedStage): {
  readonly opensAssumed?: boolean;
  readonly cutOffAssumed?: boolean;
} {
  return {
    opensAssumed: stage.opensStatus === 'assumed' ? true : undefined,
    cutOffAssumed: stage.cutOff?.status === 'assumed' ? true : undefined,
  };
}
