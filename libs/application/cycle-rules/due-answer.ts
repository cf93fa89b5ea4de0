import { lastDayPhrase } from '#libs/calendar';
import type { DueAnswer } from '#libs/contracts/http';
import {
  cite,
  dutyAndDayText,
  type PolicyPack,
  type ResolvedStage,
  sourceOfDay,
  suggestedFor,
} from '#libs/policy';

/** A due day with the words and the source behind it. */
export function dueAnswer(
  pack: PolicyPack,
  stage: ResolvedStage,
  graceUntil?: string,
): DueAnswer | undefined {
  if (stage.due === undefined) return undefined;
  const { lastDay, words, status } = stage.due;
  const source = sourceOfDay(pack, stage);
  const kinds = suggestedFor(stage);
  return {
    lastDay,
    phrase: lastDayPhrase(lastDay),
    words,
    source: status === 'assumed' ? dutyAndDayText(source) : cite(pack, stage.due.src),
    duty: source.duty,
    status,
    suggestedFor: kinds.length === 0 ? undefined : [...kinds],
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
