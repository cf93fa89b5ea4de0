import type { BatchAnswer } from '#libs/contracts/http';
import type { Batch, BatchCounts } from './batches.port.js';

/** A batch and how far it is, without the units that were left out. */
export function batchAnswer(
  batch: Batch,
  counts: BatchCounts,
  stages: BatchAnswer['stages'],
): Omit<BatchAnswer, 'leftOut'> {
  const { id, cycleId, request, digest, state, orderedBy, orderedAt, approvedBy, approvedAt, endedAt } =
    batch;
  const { waiting, applied, moved, refused } = counts;
  return {
    ...{ id, cycleId, act: request.act, reason: request.reason, digest, state },
    ...{ orderedBy: orderedBy.name, orderedAt, approvedBy: approvedBy?.name, approvedAt, endedAt },
    ...(state === 'running' ? { failing: batch.failing } : {}),
    ...{ stages, communes: batch.places.length, closedYears: batch.closedYears },
    ...{ total: waiting + applied + moved + refused, applied, moved, refused },
  };
}
