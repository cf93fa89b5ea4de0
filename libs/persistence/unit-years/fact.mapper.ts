import type { FactRecord } from '#libs/application';
import type { FactRow } from './fact.rows.js';

export function toFact(row: FactRow): FactRecord {
  return {
    cycleId: row.cycleId,
    unitId: row.unitId,
    version: row.version,
    round: row.round,
    commandId: row.commandId,
    fact: row.body,
    recordedAt: row.recordedAt.toISOString(),
    atCycle: row.atCycle.toISOString(),
  };
}
