import type { DecisionRecord } from '#libs/application';
import type { DecisionRow } from './paper.rows.js';

export function toDecision(row: DecisionRow): DecisionRecord {
  return {
    kind: row.kind,
    commandId: row.commandId,
    cycleId: row.cycleId,
    unitId: row.unitId,
    stage: row.stage,
    round: row.round,
    recognised: row.recognised,
    number: row.number,
    date: row.date,
    signer: row.signer,
    certificate: row.certificate ?? undefined,
    officeCode: row.officeCode ?? undefined,
    classKey: row.classKey ?? undefined,
    total: row.total === null ? undefined : Number(row.total),
    excluded: row.excluded ?? undefined,
  };
}
