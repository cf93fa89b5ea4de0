import type { Batch, BatchItem } from '#libs/application';
import type { BatchItemRow, BatchRow } from './batch.rows.js';

export function toBatch(row: BatchRow): Batch {
  const { id, cycleId, request, digest, places, closedYears, orderedBy, idempotencyKey, bodyDigest, state } =
    row;
  return {
    ...{ id, cycleId, request, digest, places, closedYears, orderedBy, idempotencyKey, bodyDigest, state },
    orderedAt: row.orderedAt.toISOString(),
    approvedBy: row.approvedBy ?? undefined,
    approvedAt: row.approvedAt?.toISOString(),
    startedAt: row.startedAt?.toISOString(),
    endedAt: row.endedAt?.toISOString(),
    trace: row.trace ?? undefined,
    failing:
      row.failingSince === null ? undefined : { since: row.failingSince.toISOString(), tries: row.failures },
  };
}

export const toItem = ({ unitId, line, state, commandId, code, detail }: BatchItemRow): BatchItem => ({
  ...{ unitId, line, state },
  commandId: commandId ?? undefined,
  code: code ?? undefined,
  detail: detail ?? undefined,
});
