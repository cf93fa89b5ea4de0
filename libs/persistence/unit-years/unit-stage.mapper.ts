import type { StageLine } from '#libs/unit-year';
import type { UnitStageRow } from './unit-stage.rows.js';

export function toStageLine(row: UnitStageRow): StageLine {
  return {
    stage: row.stage,
    inPack: row.inPack,
    status: row.status,
    counted: row.counted,
    round: row.round,
    opensDay: row.opensDay ?? undefined,
    dueDay: row.dueDay ?? undefined,
    cutOff: row.cutOff ?? undefined,
    graceUntil: row.graceUntil ?? undefined,
    late: row.late ?? undefined,
    effectiveAt: row.effectiveAt?.toISOString(),
    commandId: row.commandId ?? undefined,
    basis: row.basis ?? undefined,
    recognised: row.recognised ?? undefined,
    classKey: row.classKey ?? undefined,
    appeal: row.appeal ?? undefined,
    revocation: row.revocation ?? undefined,
    awards: row.awards,
    announced: row.announced,
  };
}
