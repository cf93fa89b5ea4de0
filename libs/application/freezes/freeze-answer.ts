import { formatInstant } from '#libs/calendar';
import type { FreezeAnswer } from '#libs/contracts/http';
import { codeOf } from './freeze-digest.js';
import type { FigureFreeze } from './freezes.port.js';

/** Kept figures as lists tell them, with what they supersede and what supersedes them. */
export function freezeAnswer(freeze: FigureFreeze, all: readonly FigureFreeze[]): FreezeAnswer {
  const { id, cycleId, areaCode: area, areaName, name, at, digest, actorName: by, reason } = freeze;
  const earlier = all.find((each) => each.id === freeze.supersedes);
  const later = all.find(({ supersedes }) => supersedes === id);
  return {
    ...{ id, cycleId, area, areaName, name, at, digest, by, reason, code: codeOf(freeze) },
    supersedes: earlier && codeOf(earlier),
    supersededBy: later && codeOf(later),
    text: frozenText(freeze),
  };
}

/** `Số liệu chốt lúc 17:00 ngày 04/11/2026, mã 4f0c-91ab`. */
export const frozenText = (freeze: Pick<FigureFreeze, 'at' | 'digest'>): string =>
  `Số liệu chốt lúc ${formatInstant(freeze.at)}, mã ${codeOf(freeze)}`;
