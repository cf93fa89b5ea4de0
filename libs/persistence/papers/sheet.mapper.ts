import type { SheetRecord } from '#libs/application';
import type { ScoreSheetRow } from './paper.rows.js';

export function toSheet(row: ScoreSheetRow): SheetRecord {
  return {
    cycleId: row.cycleId,
    unitId: row.unitId,
    round: row.round,
    self: row.self ?? undefined,
    higher: row.higher ?? undefined,
    gapChoices: row.gapChoices,
    profile: row.profile,
    ownRecordsNote: row.ownRecordsNote ?? undefined,
    provisionalTotal: row.provisionalTotal === null ? undefined : Number(row.provisionalTotal),
    finalTotal: row.finalTotal === null ? undefined : Number(row.finalTotal),
    choiceBasis: row.choiceBasis ?? undefined,
    packHash: row.packHash ?? undefined,
    finalRecognition: row.finalRecognition ?? undefined,
    finalClass: row.finalClass ?? undefined,
  };
}
