import type { EntityManager } from 'typeorm';
import type {
  Contact,
  DeadMailbox,
  NewDeadMailbox,
  OfficeAct,
  OverseerMail,
  OverseerMailKind,
  OverseerTurnMark,
  OversightRecords,
  OwedLine,
  SectorOffice,
  ToldList,
} from '#libs/application';
import type { ManagementLevel, UnitKind } from '#libs/policy';
import { isOpenGrant } from '../accounts/open-grant.js';
import { OfficeRow } from '../areas/area.rows.js';
import { toOffice } from '../units/unit.mapper.js';
import { OverseerTurnRow } from './oversight.rows.js';

const OPEN = `('awaiting', 'returned')`;
const OVERSEES = 'supervises:';
/** SQL: the address of dead mailbox `d` stands in the lists of units and offices, and not with an account alone. */
const IS_LISTED = ['unit', 'contact', 'office']
  .map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE email = d.address)`)
  .join(' OR ');
const GRANTS = 'account p JOIN account_grant g ON g.account_id = p.id';
/** SQL: somebody who may act by grant `g` reads what is sent to the address of dead mailbox `d`. */
const IS_HELD = `p.email = d.address AND p.disabled_at IS NULL AND ${isOpenGrant('g')}`;

export class PostgresOversightRecords implements OversightRecords {
  constructor(private readonly manager: EntityManager) {}

  async turn(cycleId: string): Promise<OverseerTurnMark> {
    type Row = { through: Date | null; lookedAt: Date | null; recheck: boolean | null; dead: boolean };
    const [row] = await this.manager.query<Row[]>(
      `SELECT t.through, t.looked_at AS "lookedAt", t.recheck,
              EXISTS (SELECT 1 FROM dead_mailbox WHERE cycle_id = $1 AND told_on IS NULL)
           OR EXISTS (SELECT 1 FROM message WHERE cycle_id = $1 AND state = 'failed' AND NOT escalated) AS dead
         FROM (SELECT 1) AS one LEFT JOIN overseer_turn t ON t.cycle_id = $1`,
      [cycleId],
    );
    if (row === undefined) throw new Error('a question always has an answer');
    return {
      through: row.through?.toISOString(),
      lookedAt: row.lookedAt?.toISOString(),
      recheck: row.recheck === true,
      deadMailboxes: row.dead,
    };
  }

  async markTurn(cycleId: string, mark: Parameters<OversightRecords['markTurn']>[1]): Promise<void> {
    const { through, lookedAt, recheck } = mark;
    await this.manager.upsert(
      OverseerTurnRow,
      { cycleId, through: new Date(through), lookedAt: new Date(lookedAt), recheck },
      ['cycleId'],
    );
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
             WHERE needs.stage = s.stage AND r.in_pack
               -- What has come on paper is taken in, also after the cut-off, and its content is waited for.
               AND (r.counted = 'received' OR r.counted IN ${OPEN} AND NOT coalesce(
                 needs.until_cut_off AND r.cut_off IS NOT NULL AND greatest(r.cut_off, r.grace_until) < $3, false)))
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

  async doneBefore(
    { provinceCode, year }: { readonly provinceCode: string; readonly year: number },
    day: string,
  ): Promise<ReadonlyMap<string, number> | undefined> {
    const [cycle] = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM cycle
        WHERE province_code = $1 AND year = $2 AND clock_kind = 'calendar' AND state <> 'opening'
          AND (past_known_from IS NULL OR past_known_from <= $3)
        ORDER BY created_at DESC LIMIT 1`,
      [provinceCode, year - 1, day],
    );
    if (cycle === undefined) return undefined;
    const rows = await this.manager.query<{ stage: string; n: number }[]>(
      `SELECT stage, sum(by)::int AS n FROM counter_day
        WHERE cycle_id = $1 AND day <= $2 AND unit_kind <> 'body' AND status IN ('submitted', 'done')
        GROUP BY stage`,
      [cycle.id, day],
    );
    return new Map(rows.map(({ stage, n }) => [stage, n]));
  }

  async addDead(cycleId: string, mailboxes: readonly NewDeadMailbox[]): Promise<void> {
    // One address may have failed several times in a page.
    const latest = [...new Map(mailboxes.map((each) => [each.address, each])).values()];
    await this.manager.query(
      `INSERT INTO dead_mailbox (cycle_id, address, since, message_id, answer)
       SELECT $1, * FROM unnest($2::text[], $3::timestamptz[], $4::uuid[], $5::text[])
       ON CONFLICT (cycle_id, address) DO UPDATE SET message_id = excluded.message_id, answer = excluded.answer`,
      [
        cycleId,
        latest.map(({ address }) => address),
        latest.map(({ since }) => since),
        latest.map(({ messageId }) => messageId),
        latest.map(({ answer }) => answer),
      ],
    );
  }

  async forgetMended(cycleId: string): Promise<void> {
    await this.manager.query(
      `DELETE FROM dead_mailbox d
        WHERE d.cycle_id = $1
          AND (EXISTS (SELECT 1 FROM message m JOIN message failed ON failed.id = d.message_id
                        WHERE m.cycle_id = d.cycle_id AND m.recipient = d.address AND m.state = 'accepted'
                          AND m.created_at > failed.created_at)
            OR NOT (${IS_LISTED})
           AND NOT EXISTS (SELECT 1 FROM ${GRANTS} WHERE ${IS_HELD}))`,
      [cycleId],
    );
  }

  async dead(cycleId: string): Promise<readonly DeadMailbox[]> {
    type Row = Omit<
      DeadMailbox,
      'since' | 'managedBy' | 'communeCode' | 'communeName' | 'districtCode' | 'contact'
    > & {
      readonly since: Date;
      readonly managedBy: ManagementLevel | null;
      readonly communeCode: string | null;
      readonly communeName: string | null;
      readonly districtCode: string | null;
      readonly contact: string | null;
      readonly role: Contact['role'] | null;
      readonly phone: string | null;
    };
    const rows = await this.manager.query<Row[]>(
      `SELECT d.address, d.since, d.message_id AS "messageId", d.answer, d.told_on IS NOT NULL AS told, who.*
         FROM dead_mailbox d JOIN cycle ON cycle.id = d.cycle_id
        CROSS JOIN LATERAL (
          SELECT u.id AS "ownerId", u.name AS "ownerName", y.managed_by AS "managedBy",
                 y.commune_code AS "communeCode", a.name AS "communeName", y.district_code AS "districtCode",
                 c.name AS contact, c.role, c.phone
            FROM unit_year y JOIN unit u ON u.id = y.unit_id JOIN area a ON a.code = y.commune_code
            LEFT JOIN contact c ON c.unit_id = u.id AND c.email = d.address
           WHERE y.cycle_id = d.cycle_id AND y.body_key IS NULL AND (u.email = d.address OR c.email = d.address)
           UNION ALL
          SELECT o.code, o.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM office o JOIN area a ON a.code = o.area_code LEFT JOIN area up ON up.code = a.parent_code
           WHERE o.email = d.address AND cycle.province_code IN (a.code, a.parent_code, up.parent_code)
           UNION ALL
          SELECT DISTINCT coalesce(u.id, o.code, place.code), coalesce(u.name, o.name, place.name), y.managed_by,
                 y.commune_code, a.name, y.district_code, NULL, NULL, NULL
            FROM ${GRANTS}
            LEFT JOIN unit u ON g.scope_level = 'unit' AND u.id = g.scope_code
            LEFT JOIN unit_year y ON y.cycle_id = d.cycle_id AND y.unit_id = u.id
            LEFT JOIN area a ON a.code = y.commune_code
            LEFT JOIN office o ON o.code = g.office_code
            LEFT JOIN area place ON place.code = split_part(g.scope_code, ':', 1)
           WHERE ${IS_HELD} AND p.province_code = cycle.province_code AND coalesce(u.id, o.code, place.code) IS NOT NULL AND NOT (${IS_LISTED})) AS who
        WHERE d.cycle_id = $1
        ORDER BY d.since, d.address, "ownerId"`,
      [cycleId],
    );
    return rows.map(
      ({ since, managedBy, communeCode, communeName, districtCode, contact, role, phone, ...row }) => ({
        ...row,
        since: since.toISOString(),
        managedBy: managedBy ?? undefined,
        communeCode: communeCode ?? undefined,
        communeName: communeName ?? undefined,
        districtCode: districtCode ?? undefined,
        contact:
          contact === null || role === null ? undefined : { name: contact, role, phone: phone ?? undefined },
      }),
    );
  }

  async markDeadTold(cycleId: string, addresses: readonly string[], day: string): Promise<void> {
    await this.manager.query(
      `UPDATE dead_mailbox SET told_on = $3 WHERE cycle_id = $1 AND address = ANY ($2) AND told_on IS NULL`,
      [cycleId, addresses, day],
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
