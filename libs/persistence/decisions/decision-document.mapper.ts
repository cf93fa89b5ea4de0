import type { DecisionDocument } from '#libs/application';
import type { DecisionDocumentRow } from './decision.rows.js';

export function toDocument(row: DecisionDocumentRow): DecisionDocument {
  const { id, cycleId, stage, issuer, number, date, signer, actorId, actorName } = row;
  const { idempotencyKey, bodyDigest, units } = row;
  return {
    id,
    cycleId,
    stage,
    issuer,
    number,
    date,
    signer,
    officeCode: row.officeCode ?? undefined,
    actorId,
    actorName,
    idempotencyKey,
    bodyDigest,
    recordedAt: row.recordedAt.toISOString(),
    units,
  };
}
