import type { Amendment } from '#libs/application';
import type { AmendmentRow } from './amendment.rows.js';

export function toAmendment(row: AmendmentRow): Amendment {
  const { id, cycleId, version, stage, level, operator, day, lastDay, words, number, date } = row;
  const { reason, actorId, corrected } = row;
  return {
    id,
    cycleId,
    version,
    stage,
    level,
    operator,
    day,
    lastDay,
    words,
    number,
    date,
    reason,
    actorId,
    effectiveAt: row.effectiveAt.toISOString(),
    corrected,
  };
}
