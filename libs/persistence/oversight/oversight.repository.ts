import type { EntityManager } from 'typeorm';
import type {
  OfficeAct,
  OverseerMail,
  OverseerMailKind,
  OverseerTurnMark,
  OversightRecords,
  OwedLine,
  SectorOffice,
  ToldList,
} from '#libs/application';
import type { UnitKind } from '#libs/policy';
import { OfficeRow } from '../areas/area.rows.js';
import { toOffice } from '../units/unit.mapper.js';
import { OverseerTurnRow } from './oversight.rows.js';

const OPEN = `('awaiting', 'returned')`;
const OVERSEES = 'supervises:';

export class PostgresOversightRecords implements OversightRecords {
  constructor(private readonly manager: EntityManager) {}

  async turn(cycleId: string): Promise<OverseerTurnMark> {
    const [row] = await this.manager.query<{ through: Date | null; dead: boolean }[]>(
      `SELECT (SELECT through FROM overseer_turn WHERE cycle_id = $1) AS through,
              EXISTS (SELECT 1 FROM dead_mailbox WHERE cycle_id = $1 AND told_on IS NULL)
           OR EXISTS (SELECT 1 FROM message WHERE cycle_id = $1 AND state = 'failed' AND NOT escalated) AS dead`,
      [cycleId],
    );
    if (row === undefined) throw new Error('a question always has an answer');
    return { through: row.through?.toISOString(), deadMailboxes: row.dead };
  }

  async markTurn(cycleId: string, through: string): Promise<void> {
    await this.manager.upsert(OverseerTurnRow, { cycleId, through: new Date(through) }, ['cycleId']);
  }

  async owed(
    cycleId: string,
    { lastDay, today }: { readonly lastDay: string; readonly today: string },
    acts: readonly OfficeAct[],
  ): Promise<readonly OwedLine[]> {
    type Row = Omit<OwedLine, 'districtCode' | 'bodyKey' | 'cutOff'> & {
      readonly districtCode: string | null;
      readonly bodyKey: string | null;
      readonly cutOff: string | null;
    };
    const rows = await this.manager.query<Row[]>(
      `WITH needs AS (
         SELECT * FROM unnest($4::text[], $5::text[], $6::boolean[]) AS need (stage, required, until_cut_off))
       SELECT s.unit_id AS "unitId", coalesce(u.name, o.name, s.unit_id) AS "unitName",
              s.commune_code AS "communeCode", a.name AS "communeName", y.district_code AS "districtCode",
              s.unit_kind AS kind, y.body_key AS "bodyKey", s.level AS "managedBy", s.stage, s.counted AS status,
              s.opens_day AS "opensDay", s.due_day AS "dueDay", s.cut_off AS "cutOff"
         FROM unit_stage s
         JOIN unit_year y ON y.cycle_id = s.cycle_id AND y.unit_id = s.unit_id
         JOIN area a ON a.code = s.commune_code
         LEFT JOIN unit u ON y.body_key IS NULL AND u.id = s.unit_id
         LEFT JOIN office o ON y.body_key IS NOT NULL AND o.code = s.unit_id
        WHERE s.cycle_id = $1 AND s.standing = 'inside' AND s.in_pack AND s.counted IN ${OPEN}
          AND s.opens_day <= $3 AND s.due_day <= $2 AND y.status = 'open'
          AND NOT EXISTS (
            SELECT 1 FROM needs
              JOIN unit_stage r ON r.cycle_id = s.cycle_id AND r.unit_id = s.unit_id AND r.stage = needs.required
             WHERE needs.stage = s.stage AND r.in_pack AND r.counted IN ${OPEN}
               AND NOT coalesce(
                 needs.until_cut_off AND r.cut_off IS NOT NULL AND greatest(r.cut_off, r.grace_until) < $3, false))
        ORDER BY s.unit_id, s.stage`,
      [
        cycleId,
        lastDay,
        today,
        acts.map(({ stage }) => stage),
        acts.map(({ requires }) => requires),
        acts.map(({ untilCutOff }) => untilCutOff),
      ],
    );
    return rows.map(({ districtCode, bodyKey, cutOff, ...row }) => ({
      ...row,
      districtCode: districtCode ?? undefined,
      bodyKey: bodyKey ?? undefined,
      cutOff: cutOff ?? undefined,
    }));
  }

  async sectors(provinceCode: string): Promise<readonly SectorOffice[]> {
    const rows = await this.manager.find(OfficeRow, {
      where: { kind: 'sector', areaCode: provinceCode },
      order: { code: 'ASC' },
    });
    return rows.flatMap((row) =>
      row.duties
        .filter((duty) => duty.startsWith(OVERSEES))
        .map((duty) => ({ ...toOffice(row), oversees: duty.slice(OVERSEES.length) as UnitKind })),
    );
  }

  async lastTold(cycleId: string, kind: OverseerMailKind): Promise<readonly ToldList[]> {
    return this.manager.query<ToldList[]>(
      `SELECT DISTINCT ON (office_code) office_code AS "officeCode", day, told
         FROM overseer_mail WHERE cycle_id = $1 AND kind = $2 ORDER BY office_code, day DESC`,
      [cycleId, kind],
    );
  }

  async add(cycleId: string, mails: readonly OverseerMail[]): Promise<void> {
    if (mails.length === 0) return;
    const rows = mails.map(({ officeCode, kind, day, told, messageId }) => ({
      ...{ office_code: officeCode, kind, day, told, message_id: messageId },
    }));
    await this.manager.query(
      `WITH added AS (
         INSERT INTO overseer_mail (cycle_id, office_code, kind, day, told, message_id)
         SELECT $1, office_code, kind, day::date, ARRAY(SELECT jsonb_array_elements_text(told)), message_id::uuid
           FROM jsonb_to_recordset($2::jsonb) AS mail (office_code text, kind text, day text, told jsonb, message_id text)
         ON CONFLICT (cycle_id, office_code, kind, day) DO NOTHING
         RETURNING office_code, kind, day)
       UPDATE overseer_mail old SET told = '{}'
         FROM added WHERE old.cycle_id = $1 AND old.office_code = added.office_code AND old.kind = added.kind
          AND old.day < added.day AND old.told <> '{}'`,
      [cycleId, JSON.stringify(rows)],
    );
  }
}
