import { type EntityManager, In, LessThanOrEqual } from 'typeorm';
import type {
  DecisionRecord,
  Draft,
  HeadsRecord,
  PaperRecords,
  ReportPaper,
  ReportRecord,
  SheetRecord,
  SubmissionRecord,
} from '#libs/application';
import type { ReportFigures } from '#libs/contracts';
import { withinArea } from '../areas/within-area.js';
import { HeadTermRow } from '../decisions/decision.rows.js';
import { inserting } from '../plain-sql.js';
import { DecisionRow, DraftRow, ScoreSheetRow, SubmissionRow } from './paper.rows.js';
import { toSheet } from './sheet.mapper.js';

export class PostgresPaperRecords implements PaperRecords {
  constructor(private readonly manager: EntityManager) {}

  async insertSubmission(submission: SubmissionRecord): Promise<void> {
    const [insert, parameters] = inserting(this.manager, SubmissionRow, {
      ...submission,
      figures: submission.figures ?? null,
      onBehalf: submission.onBehalf ?? null,
      effectiveAt: new Date(submission.effectiveAt),
    });
    await this.manager.query(insert, [...parameters]);
  }

  async insertDecision(decision: DecisionRecord): Promise<void> {
    await this.manager.insert(DecisionRow, {
      ...decision,
      certificate: decision.certificate ?? null,
      officeCode: decision.officeCode ?? null,
      classKey: decision.classKey ?? null,
      total: decision.total === undefined ? null : String(decision.total),
      excluded: decision.excluded ?? null,
    });
  }

  async contentOf(commandId: string): Promise<unknown> {
    return (await this.manager.findOneBy(SubmissionRow, { commandId }))?.content;
  }

  async insertHeads({ commandId, cycleId, unitId, heads }: HeadsRecord): Promise<void> {
    await this.manager.insert(
      HeadTermRow,
      heads.map(({ name, position, from, to }, ordinal) => ({
        commandId,
        ordinal,
        cycleId,
        unitId,
        name,
        position: position ?? null,
        fromDay: from,
        toDay: to ?? null,
      })),
    );
  }

  async latestSheets(
    cycleId: string,
    units: readonly { readonly unitId: string; readonly round: number }[],
  ): Promise<readonly SheetRecord[]> {
    const found = await this.manager.query<{ unit_id: string; round: number }[]>(
      `SELECT DISTINCT ON (s.unit_id) s.unit_id, s.round
         FROM score_sheet s JOIN unnest($2::text[], $3::int[]) AS asked (unit_id, round)
           ON asked.unit_id = s.unit_id AND s.round <= asked.round
        WHERE s.cycle_id = $1 ORDER BY s.unit_id, s.round DESC`,
      [cycleId, units.map(({ unitId }) => unitId), units.map(({ round }) => round)],
    );
    if (found.length === 0) return [];
    const rows = await this.manager.find(ScoreSheetRow, {
      where: found.map(({ unit_id: unitId, round }) => ({ cycleId, unitId, round })),
    });
    return rows.map(toSheet);
  }

  async figuresOf(cycleId: string, unitId: string, stage: string): Promise<ReportFigures | undefined> {
    const [row] = await this.manager.query<{ figures: ReportFigures | null }[]>(
      `SELECT s.figures FROM submission s JOIN fact f ON f.command_id = s.command_id
        WHERE s.cycle_id = $1 AND s.unit_id = $2 AND s.stage = $3 ORDER BY f.version DESC LIMIT 1`,
      [cycleId, unitId, stage],
    );
    return row?.figures ?? undefined;
  }

  async reports(cycleId: string, papers: readonly ReportPaper[]): Promise<readonly ReportRecord[]> {
    type Row = Omit<ReportRecord, 'effectiveAt' | 'figures' | 'lastAt'> & {
      effectiveAt: Date;
      figures: ReportFigures | null;
      lastAt: Date | null;
    };
    const rows = await this.manager.query<Row[]>(
      `SELECT s.command_id AS "commandId", s.effective_at AS "effectiveAt", s.late, s.figures,
              since.n AS since, since.last AS "lastAt"
         FROM unnest($2::uuid[], $3::text[], $4::text[]) AS r(command_id, area_code, unit_id)
         JOIN submission s ON s.command_id = r.command_id AND s.cycle_id = $1
         JOIN fact own ON own.command_id = r.command_id
         CROSS JOIN LATERAL (
           SELECT count(*)::int AS n, max(e.at) AS last
             FROM (SELECT cycle_id, unit_id, recorded_at, at_cycle AS at FROM fact
                   UNION ALL SELECT cycle_id, unit_id, recorded_at, at FROM register_entry) AS e
             JOIN unit_year y ON y.cycle_id = e.cycle_id AND y.unit_id = e.unit_id
            WHERE e.cycle_id = $1 AND e.recorded_at > own.recorded_at AND y.body_key IS NULL
              AND (r.unit_id IS NULL OR e.unit_id = r.unit_id)
              AND ${withinArea('y.commune_code', 'r.area_code')}) AS since`,
      [
        cycleId,
        papers.map(({ commandId }) => commandId),
        papers.map(({ areaCode }) => areaCode ?? null),
        papers.map(({ unitId }) => unitId ?? null),
      ],
    );
    return rows.map(({ effectiveAt, figures, lastAt, ...row }) => ({
      ...row,
      effectiveAt: effectiveAt.toISOString(),
      figures: figures ?? undefined,
      lastAt: lastAt?.toISOString(),
    }));
  }

  async latestSheet(cycleId: string, unitId: string, round: number): Promise<SheetRecord | undefined> {
    const row = await this.manager.findOne(ScoreSheetRow, {
      where: { cycleId, unitId, round: LessThanOrEqual(round) },
      order: { round: 'DESC' },
    });
    return row === null ? undefined : toSheet(row);
  }

  async sheetsOf(cycleId: string, unitIds: readonly string[]): Promise<readonly SheetRecord[]> {
    const rows = await this.manager.find(ScoreSheetRow, {
      where: { cycleId, unitId: In([...unitIds]) },
      order: { unitId: 'ASC', round: 'ASC' },
    });
    return rows.map(toSheet);
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
      choiceBasis: sheet.choiceBasis ?? null,
      packHash: sheet.packHash ?? null,
      finalRecognition: sheet.finalRecognition ?? null,
      finalClass: sheet.finalClass ?? null,
    };
    await this.manager.upsert(ScoreSheetRow, row, ['cycleId', 'unitId', 'round']);
  }

  async draft(cycleId: string, unitId: string, stage: string): Promise<Draft | undefined> {
    return toDraft(await this.manager.findOneBy(DraftRow, { cycleId, unitId, stage }));
  }

  async lockDraft(cycleId: string, unitId: string, stage: string): Promise<Draft | undefined> {
    const row = await this.manager.findOne(DraftRow, {
      where: { cycleId, unitId, stage },
      lock: { mode: 'pessimistic_write' },
    });
    return toDraft(row);
  }

  async saveDraft(
    draft: Omit<Draft, 'version' | 'updatedAt'>,
    expected: readonly number[] | 'any',
  ): Promise<Draft | undefined> {
    const rows = await this.manager.query<{ version: number; updated_at: Date }[]>(
      `INSERT INTO draft (cycle_id, unit_id, stage, body, version, updated_by, updated_at)
       SELECT $1, $2, $3, $4::jsonb, 1, $5, clock_timestamp() WHERE $6::boolean
       ON CONFLICT (cycle_id, unit_id, stage) DO NOTHING
       RETURNING version, updated_at`,
      [
        draft.cycleId,
        draft.unitId,
        draft.stage,
        JSON.stringify(draft.body),
        draft.updatedBy,
        expected !== 'any' && expected.includes(0),
      ],
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
      .where({ cycleId: draft.cycleId, unitId: draft.unitId, stage: draft.stage })
      .andWhere(expected === 'any' ? 'true' : { version: In([...expected]) })
      .execute();
    return result.affected === 1 ? this.draft(draft.cycleId, draft.unitId, draft.stage) : undefined;
  }
}

function toDraft(row: DraftRow | null): Draft | undefined {
  if (row === null) return undefined;
  const { cycleId, unitId, stage, body, version, updatedBy, updatedAt } = row;
  return { cycleId, unitId, stage, body, version, updatedBy, updatedAt: updatedAt.toISOString() };
}
