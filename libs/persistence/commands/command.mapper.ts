import type { Command } from '#libs/application';
import type { CommandRow } from './command.rows.js';

export function toCommand(row: CommandRow): Command {
  return {
    id: row.id,
    idempotencyKey: row.idempotencyKey,
    bodyDigest: row.bodyDigest,
    cycleId: row.cycleId,
    unitId: row.unitId,
    updateName: row.updateName,
    body: row.body,
    actor: row.actor,
    receivedAt: row.receivedAt.toISOString(),
    effectiveAt: row.effectiveAt.toISOString(),
    status: row.status,
    outcome: row.outcome ?? undefined,
    decidedAt: row.decidedAt?.toISOString(),
    attempt: row.attempt,
    approves: row.approves ?? undefined,
    trace: row.trace ?? undefined,
  };
}
