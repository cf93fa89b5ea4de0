import { addDays, dateOf } from '#libs/calendar';
import { earlierOf, officeTime, weekdays } from './days.js';
import type { Draw } from './draw.js';
import {
  type ExpectedBody,
  officeKey,
  type PlannedAct,
  type PopulationBody,
  type StageDays,
} from './population.types.js';

/** A late office comes at most so many days after the last day. */
const LATEST_DAYS = 5;

/** One office's own papers: each in time, or each late. */
export function bodyActs(input: {
  readonly draw: Draw;
  readonly body: PopulationBody;
  readonly stages: readonly StageDays[];
  readonly isLate: boolean;
}): { readonly acts: readonly PlannedAct[]; readonly expected: ExpectedBody } {
  const { draw, body, isLate } = input;
  const papers = input.stages.map(({ stage, opens, lastDay, cutOff, isOnlyAsked }) => {
    const latest = addDays(lastDay, LATEST_DAYS);
    const end = cutOff === undefined ? latest : earlierOf(cutOff, latest);
    const before = addDays(lastDay, -1);
    const inTime = officeTime(draw, opens, weekdays(opens, before).length > 0 ? before : lastDay);
    const late = officeTime(draw, earlierOf(addDays(lastDay, 1), end), end);
    const at = isLate ? late : inTime;
    return { stage, at, late: isOnlyAsked !== true && dateOf(at) > lastDay };
  });
  return {
    acts: papers.map(({ stage, at }) => ({
      at,
      subject: body.id,
      isBody: true,
      stage,
      turn: 1,
      by: officeKey(body.id),
      body: {
        kind: 'submit',
        stage,
        paper: {
          number: `${draw.whole(1, 900)}/${stage}`,
          date: dateOf(at),
          summary: 'Văn bản của cơ quan trong kỳ diễn tập',
        },
      },
    })),
    expected: {
      id: body.id,
      stages: papers.map(({ stage, late }) => ({ stage, status: 'submitted', late })),
    },
  };
}
