import { type EntityManager, LessThanOrEqual } from 'typeorm';
import type { DecisionRecord, Draft, PaperRecords, SheetRecord, SubmissionRecord } from '#libs/application';
import { toSheet } from '../mappers.js';
import { DecisionRow, DraftRow, ScoreSheetRow, SubmissionRow } from '../rows/paper.rows.js';

export class PostgresPaperRecords implements PaperRecords {
  constructor(private readonly manager: EntityManager) {}

  async insertSubmission(submission: SubmissionRecord): Promise<void> {
    await this.manager.insert(SubmissionRow, {
      ...submission,
      content: submission.content as object,
      figures: submission.figures ?? null,
      onBehalf: submission.onBehalf ?? null,
      effectiveAt: new Date(submission.effectiveAt),
    });
  }

  async insertDecision(decision: DecisionRecord): Promise<void> {
    await this.manager.insert(DecisionRow, {
      ...decision,
      officeCode: decision.officeCode ?? null,
      classKey: decision.classKey ?? null,
      total: decision.total === undefined ? null : String(decision.total),
      excluded: decision.excluded ?? null,
    });
  }

  async latestSheet(cycleId: string, unitId: string, round: number): Promise<SheetRecord | undefined> {
    const row = await this.manager.findOne(ScoreSheetRow, {
      where: { cycleId, unitId, round: LessThanOrEqual(round) },
      order: { round: 'DESC' },
    });
    return row === null ? undefined : toSheet(row);
  }

  async saveSheet(sheet: SheetRecord): Promise<void> {
    const row = {
      cycleId: sheet.cycleId,
      unitId: sheet.unitId,
      round: sheet.round,
      self: sheet.self === undefined ? null : [...sheet.self],
      higher: sheet.higher === undefined ? null : [...sheet.higher],
      gapChoices: sheet.gapChoices,
      profile: sheet.profile,
      ownRecordsNote: sheet.ownRecordsNote ?? null,
      provisionalTotal: sheet.provisionalTotal === undefined ? null : String(sheet.provisionalTotal),
      finalTotal: sheet.finalTotal === undefined ? null : String(sheet.finalTotal),
    };
    await this.manager.upsert(ScoreSheetRow, row, ['cycleId', 'unitId', 'round']);
  }

  async draft(cycleId: string, unitId: string, stage: string): Promise<Draft | undefined> {
    const row = await this.manager.findOneBy(DraftRow, { cycleId, unitId, stage });
    if (row === null) return undefined;
    const { body, version, updatedBy } = row;
    return { cycleId, unitId, stage, body, version, updatedBy, updatedAt: row.updatedAt.toISOString() };
  }

  async saveDraft(draft: Omit<Draft, 'version' | 'updatedAt'>, expected: number): Promise<Draft | undefined> {
    const rows = await this.manager.query<{ version: number; updated_at: Date }[]>(
      `INSERT INTO draft (cycle_id, unit_id, stage, body, version, updated_by, updated_at)
       SELECT $1, $2, $3, $4::jsonb, 1, $5, clock_timestamp() WHERE $6 = 0
       ON CONFLICT (cycle_id, unit_id, stage) DO NOTHING
       RETURNING version, updated_at`,
      [draft.cycleId, draft.unitId, draft.stage, JSON.stringify(draft.body), draft.updatedBy, expected],
    );
    const inserted = rows[0];
    if (inserted !== undefined) {
      return { ...draft, version: inserted.version, updatedAt: inserted.updated_at.toISOString() };
    }
    const result = await this.manager
      .createQueryBuilder()
      .update(DraftRow)
      .set({
        body: draft.body as object,
        version: () => 'version + 1',
        updatedBy: draft.updatedBy,
        updatedAt: () => 'clock_timestamp()',
      })
      .where({ cycleId: draft.cycleId, unitId: draft.unitId, stage: draft.stage, version: expected })
      .execute();
    return result.affected === 1 ? this.draft(draft.cycleId, draft.unitId, draft.stage) : undefined;
  }
}
