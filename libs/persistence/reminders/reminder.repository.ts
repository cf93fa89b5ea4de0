import { randomUUID } from 'node:crypto';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { type Scope, scopeCode } from '#libs/access';
import type {
  AddressedYear,
  ContactAddresses,
  FailedMail,
  NewReminder,
  OpenDay,
  Reminder,
  ReminderRecords,
  ReminderState,
  ReminderWork,
  StandingFilter,
  SubjectFilter,
  ToldDay,
} from '#libs/application';
import type { ManagementLevel } from '#libs/policy';
import { OfficeRow } from '../areas/area.rows.js';
import { inScope, placeOfCounter, placeOfYear, scoped } from '../areas/in-scope.js';
import { CycleRow } from '../cycles/cycle.rows.js';
import { AmendmentRow } from '../deadlines/amendment.rows.js';
import { MessageRow } from '../mail/mail.rows.js';
import { UnitStageRow } from '../unit-years/unit-stage.rows.js';
import { toUnitYear } from '../unit-years/unit-year.mapper.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';
import { ContactRow, UnitRow } from '../units/unit.rows.js';
import { PLANNED_THROUGH } from './planned-through.js';
import { toReminder } from './reminder.mapper.js';
import { ReminderRow } from './reminder.rows.js';

const OPEN = `('awaiting', 'returned')`;

/** Ends a query whose `reminded` has the reminders of cycle $1 and stage $2: the day last told, corrections included. */
const LAST_TOLD = `
  who AS (SELECT DISTINCT recipient, unit_id FROM reminded),
  told AS (
    SELECT r.recipient, r.unit_id, r.due_day, m.created_at, m.params->>'addressee' AS addressee
      FROM reminded r JOIN message m ON m.id = r.message_id
    UNION ALL
    SELECT who.recipient, who.unit_id, a.last_day, m.created_at, m.params->>'addressee'
      FROM who JOIN amendment a ON a.cycle_id = $1 AND a.stage = $2
      JOIN message m ON m.key = 'correction/' || a.id || '/' || who.recipient
     WHERE who.unit_id = ANY (string_to_array(m.params->>'unitIds', ' '))
    UNION ALL
    SELECT who.recipient, who.unit_id, c.body->>'until', m.created_at, m.params->>'addressee'
      FROM who JOIN command c ON c.cycle_id = $1 AND c.unit_id = who.unit_id AND c.body->>'kind' = 'extend'
       AND c.body->>'stage' = $2
      JOIN message m ON m.key = 'correction/' || c.id || '/' || who.recipient)
  SELECT DISTINCT ON (recipient, unit_id) recipient, unit_id AS "unitId", due_day AS "dueDay", addressee
    FROM told ORDER BY recipient, unit_id, created_at DESC`;

/** Name and addresses of a subject. */
interface Named {
  readonly name: string;
  readonly address?: string;
  readonly contacts?: ContactAddresses;
}

export class PostgresReminderRecords implements ReminderRecords {
  constructor(private readonly manager: EntityManager) {}

  async openDays(cycleId: string, scope: Scope | 'whole cycle'): Promise<readonly OpenDay[]> {
    const isWhole = scope === 'whole cycle';
    const seen = isWhole ? '$2::text IS NULL' : inScope(scope, placeOfCounter('$1'), '$2');
    return this.manager.query<OpenDay[]>(
      `SELECT stage, level, due_day AS "dueDay", sum(n)::int AS subjects
         FROM counter
        WHERE cycle_id = $1 AND status IN ${OPEN} AND due_day <> '' AND ${seen}
        GROUP BY 1, 2, 3 HAVING sum(n) > 0
        ORDER BY 3, 1, 2`,
      [cycleId, isWhole ? null : scopeCode(scope)],
    );
  }

  async standing(
    { cycleId, stage, level, dueDay }: StandingFilter,
    afterId: string | undefined,
    limit: number,
  ): Promise<readonly AddressedYear[]> {
    const rows = await this.page(cycleId, afterId, limit)
      .innerJoin(UnitStageRow, 'line', 'line.cycleId = year.cycleId AND line.unitId = year.unitId')
      .andWhere(`line.standing = 'inside' AND line.inPack AND line.counted IN ${OPEN}`)
      .andWhere('line.stage = :stage AND line.level = :level AND line.dueDay = :dueDay', {
        ...{ stage, level, dueDay },
      })
      .getMany();
    return this.addressed(rows);
  }

  async subjects(cycleId: string, unitIds: readonly string[]): Promise<readonly AddressedYear[]> {
    return this.addressed(await this.manager.findBy(UnitYearRow, { cycleId, unitId: In([...unitIds]) }));
  }

  async holdSubjects(cycleId: string, unitIds: readonly string[]): Promise<readonly AddressedYear[]> {
    const rows = await this.manager.find(UnitYearRow, {
      where: { cycleId, unitId: In([...unitIds]) },
      order: { unitId: 'ASC' },
      lock: { mode: 'pessimistic_read' },
    });
    return this.addressed(rows);
  }

  async visible(cycleId: string, scope: Scope, filter: SubjectFilter): Promise<readonly AddressedYear[]> {
    const query = this.page(cycleId, filter.afterId, filter.limit);
    scoped(query, scope, placeOfYear('year'));
    if (filter.communeCode !== undefined)
      query.andWhere('year.communeCode = :commune', { commune: filter.communeCode });
    if (filter.unitId !== undefined) query.andWhere('year.unitId = :unit', { unit: filter.unitId });
    if (filter.maybeLate !== undefined) {
      const { today, stage, of, withDone } = filter.maybeLate;
      query.andWhere(
        `EXISTS (SELECT 1 FROM unit_stage s
                  WHERE s.cycle_id = year.cycleId AND s.unit_id = year.unitId AND s.standing = 'inside' AND s.in_pack
                    AND (:lateStage::text IS NULL OR s.stage = :lateStage)
                    AND (:lateOf::text IS NULL OR (s.unit_kind = 'body') = (:lateOf = 'bodies'))
                    AND (s.counted IN ${OPEN} AND s.due_day < :today
                      OR s.counted = 'closed' AND s.due_day IS NOT NULL OR :withDone::boolean AND s.late))`,
        { today, lateStage: stage ?? null, lateOf: of ?? null, withDone },
      );
    }
    if (filter.onPaper === true) {
      query.andWhere(
        `EXISTS (SELECT 1 FROM unit_stage s
                  WHERE s.cycle_id = year.cycleId AND s.unit_id = year.unitId AND s.in_pack
                    AND (s.counted = 'received' OR s.announced))`,
      );
    }
    return this.addressed(await query.getMany());
  }

  async deadAddresses(cycleId: string): Promise<ReadonlySet<string>> {
    const rows = await this.manager.query<{ recipient: string }[]>(
      `WITH refused AS (
         SELECT recipient, max(created_at) AS at FROM message
          WHERE cycle_id = $1 AND state = 'failed' GROUP BY recipient)
       SELECT recipient FROM refused
        WHERE NOT EXISTS (SELECT 1 FROM message m
                           WHERE m.cycle_id = $1 AND m.recipient = refused.recipient
                             AND m.state = 'accepted' AND m.created_at > refused.at)`,
      [cycleId],
    );
    return new Set(rows.map(({ recipient }) => recipient));
  }

  async add(reminders: readonly NewReminder[]): Promise<void> {
    if (reminders.length === 0) return;
    const column = <K extends keyof NewReminder>(name: K) => reminders.map((reminder) => reminder[name]);
    await this.manager.query(
      `INSERT INTO reminder (id, cycle_id, unit_id, stage, due_day, rung, recipient, send_day, state, reason, due_at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                            $8::text[], $9::text[], $10::text[], $11::timestamptz[])
       ON CONFLICT (cycle_id, unit_id, stage, due_day, rung, recipient) DO NOTHING`,
      [
        reminders.map(() => randomUUID()),
        column('cycleId'),
        column('unitId'),
        column('stage'),
        column('dueDay'),
        column('rung'),
        column('recipient'),
        column('sendDay'),
        column('state'),
        column('reason'),
        column('dueAt'),
      ],
    );
  }

  async supersedeOthers(cycleId: string, stages: readonly string[], reason: string): Promise<number> {
    const { affected } = await this.manager
      .createQueryBuilder()
      .update(ReminderRow)
      .set({ state: 'superseded', reason })
      .where(`cycle_id = :cycleId AND state = 'planned' AND NOT stage = ANY(:stages)`, { cycleId, stages })
      .execute();
    return affected ?? 0;
  }

  async work(cycleId: string): Promise<ReminderWork> {
    const [row] = await this.manager.query<ReminderWork[]>(
      `SELECT EXISTS (SELECT 1 FROM reminder WHERE cycle_id = $1 AND state = 'planned') AS planned,
              EXISTS (SELECT 1 FROM message WHERE cycle_id = $1 AND state = 'failed' AND NOT escalated)
           OR EXISTS (SELECT 1 FROM amendment WHERE cycle_id = $1 AND NOT corrected) AS reports`,
      [cycleId],
    );
    if (row === undefined) throw new Error('a question always has an answer');
    return row;
  }

  async recipients(cycleId: string, afterRecipient: string, limit: number): Promise<readonly string[]> {
    const rows = await this.manager.query<{ recipient: string }[]>(
      `SELECT DISTINCT recipient FROM reminder
        WHERE cycle_id = $1 AND state = 'planned' AND recipient > $2 ORDER BY recipient LIMIT $3`,
      [cycleId, afterRecipient, limit],
    );
    return rows.map(({ recipient }) => recipient);
  }

  async lockPlanned(cycleId: string, recipients: readonly string[]): Promise<readonly Reminder[]> {
    const rows = await this.manager.find(ReminderRow, {
      where: { cycleId, state: 'planned', recipient: In([...recipients]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return rows.map(toReminder);
  }

  async lockQueued(cycleId: string, recipients: readonly string[]): Promise<readonly Reminder[]> {
    const rows = await this.manager
      .createQueryBuilder(ReminderRow, 'reminder')
      .innerJoin(MessageRow, 'message', 'message.id = reminder.messageId')
      .where(`reminder.cycleId = :cycleId AND reminder.state = 'carried'`, { cycleId })
      .andWhere('reminder.recipient IN (:...recipients)', { recipients })
      .andWhere(`message.template = 'reminders' AND message.state IN ('pending', 'deferred')`)
      .orderBy('reminder.id')
      // A mail that is being claimed at this moment is on its way.
      .setLock('pessimistic_write', undefined, ['reminder', 'message'])
      .setOnLocked('skip_locked')
      .getMany();
    return rows.map(toReminder);
  }

  async ofSubjects(cycleId: string, unitIds: readonly string[]): Promise<readonly Reminder[]> {
    const rows = await this.manager.findBy(ReminderRow, { cycleId, unitId: In([...unitIds]) });
    return rows.map(toReminder);
  }

  async settle(
    ids: readonly string[],
    state: Exclude<ReminderState, 'planned' | 'carried'>,
    reason: string,
  ): Promise<void> {
    if (ids.length === 0) return;
    await this.manager.update(ReminderRow, { id: In([...ids]) }, { state, reason });
  }

  async carried(pairs: readonly { reminderId: string; messageId: string }[], sendDay: string): Promise<void> {
    await this.manager.query(
      `UPDATE reminder SET state = 'carried', message_id = pair.message_id, send_day = $3
         FROM unnest($1::uuid[], $2::uuid[]) AS pair (reminder_id, message_id)
        WHERE reminder.id = pair.reminder_id`,
      [pairs.map(({ reminderId }) => reminderId), pairs.map(({ messageId }) => messageId), sendDay],
    );
  }

  async lockFailed(cycleId: string, limit: number): Promise<readonly FailedMail[]> {
    const rows = await this.manager.find(MessageRow, {
      where: { cycleId, state: 'failed', escalated: false },
      order: { createdAt: 'ASC', id: 'ASC' },
      take: limit,
      lock: { mode: 'pessimistic_write' },
    });
    const carried = await this.manager.query<{ id: string; unitId: string }[]>(
      `SELECT DISTINCT message_id AS id, unit_id AS "unitId" FROM reminder WHERE message_id = ANY($1)`,
      [rows.filter(({ unitId }) => unitId === null).map(({ id }) => id)],
    );
    const textOf = ({ params }: MessageRow, name: string) => {
      const value = params[name];
      return typeof value === 'string' ? value : undefined;
    };
    const corrected = (row: MessageRow) => textOf(row, 'unitIds')?.split(' ') ?? [];
    return rows.map((row) => ({
      id: row.id,
      unitId: row.unitId ?? undefined,
      subjects: [...carried.filter(({ id }) => id === row.id).map(({ unitId }) => unitId), ...corrected(row)],
      template: row.template,
      recipient: row.recipient,
      addressee: textOf(row, 'addressee'),
      subject: row.subject ?? undefined,
      answer: row.lastAnswer ?? '',
    }));
  }

  async markEscalated(messageIds: readonly string[]): Promise<void> {
    await this.manager.update(MessageRow, { id: In([...messageIds]) }, { escalated: true });
  }

  async told(
    cycleId: string,
    stage: string,
    level: ManagementLevel | '*',
    afterRecipient: string,
    limit: number,
  ): Promise<readonly ToldDay[]> {
    return this.manager.query<ToldDay[]>(
      `WITH standing AS (
         SELECT r.recipient, r.unit_id, r.due_day, r.message_id
           FROM reminder r JOIN unit_stage s ON s.cycle_id = r.cycle_id AND s.unit_id = r.unit_id AND s.stage = r.stage
          WHERE r.cycle_id = $1 AND r.stage = $2 AND r.state = 'carried' AND r.recipient > $4
            AND ($3 = '*' OR s.level = $3) AND s.counted IN ${OPEN}),
       page AS (SELECT DISTINCT recipient FROM standing ORDER BY recipient LIMIT $5),
       reminded AS (SELECT * FROM standing JOIN page USING (recipient)),
       ${LAST_TOLD}`,
      [cycleId, stage, level, afterRecipient, limit],
    );
  }

  async toldSubjects(
    cycleId: string,
    unitIds: readonly string[],
    stage: string,
  ): Promise<readonly ToldDay[]> {
    return this.manager.query<ToldDay[]>(
      `WITH reminded AS (
         SELECT recipient, unit_id, due_day, message_id
           FROM reminder WHERE cycle_id = $1 AND stage = $2 AND unit_id = ANY($3) AND state = 'carried'),
       ${LAST_TOLD}`,
      [cycleId, stage, unitIds],
    );
  }

  async markCorrected(amendmentId: string): Promise<void> {
    await this.manager.update(AmendmentRow, { id: amendmentId }, { corrected: true });
  }

  async astray(cycleId: string, olderThanSeconds: number): Promise<readonly Reminder[]> {
    // A planned reminder is as old as the turn that planned it: the cycle's own time may stand still or jump.
    const rows = await this.manager
      .createQueryBuilder(ReminderRow, 'reminder')
      .innerJoin(CycleRow, 'cycle', 'cycle.id = reminder.cycleId')
      .leftJoin(MessageRow, 'message', 'message.id = reminder.messageId')
      .where(
        `reminder.cycleId = :cycleId
          AND (reminder.state = 'carried' AND (reminder.messageId IS NULL OR message.state = 'cancelled')
            OR reminder.state = 'planned' AND ${PLANNED_THROUGH}
              AND cycle.remindersPlannedAt < clock_timestamp() - make_interval(secs => :seconds))`,
        { cycleId, seconds: olderThanSeconds },
      )
      .orderBy('reminder.id')
      .getMany();
    return rows.map(toReminder);
  }

  private page(cycleId: string, afterId: string | undefined, limit: number): SelectQueryBuilder<UnitYearRow> {
    return this.manager
      .createQueryBuilder(UnitYearRow, 'year')
      .where('year.cycleId = :cycleId AND year.unitId > :after', { cycleId, after: afterId ?? '' })
      .orderBy('year.unitId')
      .limit(limit);
  }

  /** Names and addresses for a page of rows. */
  private async addressed(rows: readonly UnitYearRow[]): Promise<AddressedYear[]> {
    if (rows.length === 0) return [];
    const unitIds = rows.flatMap(({ unitId, bodyKey }) => (bodyKey === null ? [unitId] : []));
    const officeCodes = rows.flatMap(({ unitId, bodyKey }) => (bodyKey === null ? [] : [unitId]));
    const named = new Map<string, Named>();
    for (const { id, name, email } of await this.manager.find(UnitRow, {
      where: { id: In(unitIds) },
      select: { id: true, name: true, email: true },
    })) {
      named.set(id, { name, address: email ?? undefined, contacts: { mailbox: email ?? undefined } });
    }
    for (const { unitId, role, email } of await this.manager.findBy(ContactRow, { unitId: In(unitIds) })) {
      const unit = named.get(unitId);
      if (unit === undefined || email === null) continue;
      const contacts = { ...unit.contacts, [role]: email };
      named.set(unitId, { ...unit, contacts, address: contacts.officer ?? unit.address });
    }
    for (const { code, name, email } of await this.manager.findBy(OfficeRow, { code: In(officeCodes) })) {
      named.set(code, { name, address: email ?? undefined });
    }
    return rows.map((row) => {
      const { name = row.unitId, address, contacts } = named.get(row.unitId) ?? {};
      return { ...toUnitYear(row, name), address, contacts, headAddress: contacts?.head };
    });
  }
}
