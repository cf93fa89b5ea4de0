import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { scopeCode } from '#libs/access';
import type { RehearsalAccount, RehearsalRecords, RehearsalTotals, Unsettled } from '#libs/application';
import { ApiTokenRow } from '../accounts/account.rows.js';
import { changedAt } from '../cycles/cycle-change.rows.js';
import { PLANNED_THROUGH } from '../reminders/planned-through.js';
import { UnitYearRow } from '../unit-years/unit-year.rows.js';

/** A mail to be tried again later than this is not waited for: the relay has asked for more than a moment. */
const RETRY_SECONDS = 120;

export class PostgresRehearsalRecords implements RehearsalRecords {
  constructor(private readonly manager: EntityManager) {}

  async unsettled(cycleId: string): Promise<Unsettled> {
    const due = (turn: 'calendar' | 'reminders') =>
      `coalesce(${turn}_planned_at IS NULL OR ${turn}_planned_at < ${changedAt('c')} OR ${turn}_next_at <= clock_at, false)`;
    // Until the closing that the calendar has begun is done, the calendar is still at work.
    const closing = `EXISTS (SELECT 1 FROM calendar_act a WHERE a.cycle_id = c.id AND a.kind = 'close')`;
    // What is planned has still to become mail unless the quiet hours hold it, and a day that was moved has still to be told.
    const carrying = `(${PLANNED_THROUGH} AND EXISTS (SELECT 1 FROM reminder r WHERE r.cycle_id = c.id AND r.state = 'planned'))
      OR EXISTS (SELECT 1 FROM amendment a WHERE a.cycle_id = c.id AND NOT a.corrected)`;
    const [row] = await this.manager.query<Unsettled[]>(
      `SELECT (SELECT count(*)::int FROM command
                WHERE cycle_id = c.id AND status = 'received' AND carried_at IS NULL) AS commands,
              (SELECT count(*)::int FROM message
                WHERE cycle_id = c.id AND relay = 'capture'
                  AND (state IN ('pending', 'sending')
                    OR (state IN ('deferred', 'uncertain')
                      AND next_attempt_at <= clock_timestamp() + make_interval(secs => $2)))) AS mails,
              (SELECT count(*)::int FROM message
                WHERE cycle_id = c.id AND state = 'failed' AND NOT escalated) AS escalations,
              (state = 'opening' OR (state = 'open' AND (${due('calendar')} OR ${closing})))::int AS calendar,
              (state = 'opening' OR (state = 'open' AND (${due('reminders')} OR ${carrying})))::int AS reminders
         FROM cycle c WHERE c.id = $1`,
      [cycleId, RETRY_SECONDS],
    );
    if (row === undefined) throw new Error(`cycle ${cycleId} is gone`);
    return row;
  }

  async totals(cycleId: string): Promise<RehearsalTotals> {
    const [commands] = await this.manager.query<RehearsalTotals['commands'][]>(
      `SELECT count(*) FILTER (WHERE status = 'applied')::int AS applied,
              count(*) FILTER (WHERE status = 'refused')::int AS refused
         FROM command WHERE cycle_id = $1`,
      [cycleId],
    );
    const [mails] = await this.manager.query<RehearsalTotals['mails'][]>(
      `SELECT count(*) FILTER (WHERE state = 'accepted')::int AS accepted,
              count(*) FILTER (WHERE state = 'failed')::int AS failed,
              count(*) FILTER (WHERE uncertain)::int AS uncertain,
              count(*) FILTER (WHERE state IN ('pending', 'sending', 'deferred', 'uncertain'))::int AS waiting
         FROM message WHERE cycle_id = $1`,
      [cycleId],
    );
    if (commands === undefined || mails === undefined) throw new Error('a count always has one row');
    return { commands, mails };
  }

  async unitsOf(cycleId: string, unitIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.manager.find(UnitYearRow, {
      where: { cycleId, unitId: In([...unitIds]) },
      select: { unitId: true },
    });
    return rows.map(({ unitId }) => unitId);
  }

  async saveAccounts(cycleId: string, accounts: readonly RehearsalAccount[]): Promise<void> {
    if (accounts.length === 0) return;
    const known = await this.manager.find(ApiTokenRow, {
      where: { cycleId, scopeCode: In([...new Set(accounts.map(({ scope }) => scopeCode(scope)))]) },
      select: { id: true, role: true, scopeLevel: true, scopeCode: true, officeCode: true },
    });
    const ids = new Map(
      known.map((each) => [
        `${each.role}/${each.scopeLevel}/${each.scopeCode}/${each.officeCode ?? ''}`,
        each.id,
      ]),
    );
    await this.manager.upsert(
      ApiTokenRow,
      accounts.map(({ digest, name, role, scope, officeCode }) => ({
        id: ids.get(`${role}/${scope.level}/${scopeCode(scope)}/${officeCode ?? ''}`) ?? randomUUID(),
        digest,
        name,
        role,
        scopeLevel: scope.level,
        scopeCode: scopeCode(scope),
        officeCode: officeCode ?? null,
        cycleId,
        revokedAt: null,
      })),
      ['id'],
    );
  }
}
