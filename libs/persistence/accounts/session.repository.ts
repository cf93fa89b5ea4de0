import { type DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { scopeOf } from '#libs/access';
import type { FoundSession, NewSession, SessionRecords, SessionStore, Way } from '#libs/application';
import { deputyAsOf } from './deputy-as.js';
import type { AccountGrantRow } from './person.rows.js';
import { AccountSessionRow } from './session.rows.js';

const NOW = () => 'clock_timestamp()';
/** SQL: a session with its account and the grant that it acts in, and what tells of them whether it still opens anything. */
const FOUND = `s.id, s.account_id, a.name, s.seen_at, s.ends_at, s.idle_ms, s.use_limit, s.has_code, s.named_until,
              s.ended_at, a.disabled_at, s.grant_id, g.role, g.scope_level, g.scope_code, g.office_code, g.deputy_for, g.deputy_capacity,
              g.deputy_position, g.from_day, g.to_day,
              g.ended_at AS grant_ended_at, clock_timestamp() AS now`;
const SESSIONS = `account_session s
         JOIN account a ON a.id = s.account_id
         JOIN account_grant g ON g.id = s.grant_id`;

/** Sessions within a transaction. */
export class PostgresSessionRecords implements SessionRecords {
  constructor(private readonly manager: EntityManager) {}

  async begin({ absoluteMs, limit, namedUntil, ...session }: NewSession): Promise<void> {
    // What nobody can come by any more is of no use to the list either.
    await this.manager.query(
      `DELETE FROM account_session
        WHERE account_id = $1 AND ends_at < now() AND coalesce(named_until, ends_at) < now()`,
      [session.accountId],
    );
    await this.manager.insert(AccountSessionRow, {
      ...session,
      useLimit: limit ?? null,
      namedUntil: namedUntil === undefined ? null : new Date(namedUntil),
      startedAt: NOW,
      seenAt: NOW,
      endsAt: () => `clock_timestamp() + make_interval(secs => ${absoluteMs / 1000})`,
    });
  }

  async actIn(id: string, grantId: string, digest: string): Promise<void> {
    await this.manager.update(AccountSessionRow, { id }, { grantId, digest });
  }

  async ofAccount(accountId: string) {
    const rows = await this.manager.query<ListedRow[]>(
      `SELECT ${FOUND}, s.way, s.user_agent, s.started_at FROM ${SESSIONS}
        WHERE s.account_id = $1 AND s.ended_at IS NULL ORDER BY s.started_at DESC`,
      [accountId],
    );
    return rows.map((row) => ({
      ...foundOf(row),
      ...{ way: row.way, userAgent: row.user_agent, startedAt: row.started_at.toISOString() },
    }));
  }

  async hasCode(id: string): Promise<boolean> {
    return this.manager.existsBy(AccountSessionRow, { id, hasCode: true });
  }

  async startedAt(id: string): Promise<string | undefined> {
    return (await this.manager.findOneBy(AccountSessionRow, { id }))?.startedAt.toISOString();
  }

  async end(accountId: string, id: string): Promise<boolean> {
    const { affected } = await this.manager.update(
      AccountSessionRow,
      { id, accountId, endedAt: IsNull() },
      { endedAt: NOW },
    );
    return affected === 1;
  }

  async endOf(digest: string) {
    const [rows] = await this.manager.query<[{ account_id: string; named_until: Date | null }[], number]>(
      `UPDATE account_session SET ended_at = clock_timestamp() WHERE digest = $1 AND ended_at IS NULL
       RETURNING account_id, named_until`,
      [digest],
    );
    const [row] = rows;
    return row && { accountId: row.account_id, namedUntil: row.named_until?.toISOString() };
  }

  async endOthers(accountId: string, id: string | undefined): Promise<void> {
    const others = id === undefined ? {} : { id: Not(id) };
    await this.manager.update(
      AccountSessionRow,
      { accountId, endedAt: IsNull(), ...others },
      { endedAt: NOW },
    );
  }
}

interface FoundRow {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly seen_at: Date;
  readonly ends_at: Date;
  readonly idle_ms: number;
  readonly has_code: boolean;
  readonly use_limit: AccountSessionRow['useLimit'];
  readonly named_until: Date | null;
  readonly ended_at: Date | null;
  readonly disabled_at: Date | null;
  readonly grant_id: string;
  readonly role: AccountGrantRow['role'];
  readonly scope_level: AccountGrantRow['scopeLevel'];
  readonly scope_code: string;
  readonly office_code: string | null;
  readonly deputy_for: string | null;
  readonly deputy_capacity: AccountGrantRow['deputyCapacity'];
  readonly deputy_position: string | null;
  readonly from_day: string;
  readonly to_day: string | null;
  readonly grant_ended_at: Date | null;
  readonly now: Date;
}

interface ListedRow extends FoundRow {
  readonly way: Way;
  readonly user_agent: string;
  readonly started_at: Date;
}

/** Sessions as every request asks for them. */
export class PostgresSessionStore implements SessionStore {
  constructor(private readonly source: DataSource) {}

  async find(digest: string): Promise<FoundSession | undefined> {
    const [row] = await this.source.query<FoundRow[]>(
      `SELECT ${FOUND} FROM ${SESSIONS} WHERE s.digest = $1`,
      [digest],
    );
    return row === undefined ? undefined : foundOf(row);
  }

  async note(sessionId: string): Promise<void> {
    await this.source.query(`UPDATE account_session SET seen_at = clock_timestamp() WHERE id = $1`, [
      sessionId,
    ]);
  }
}

const foundOf = (row: FoundRow): FoundSession => ({
  id: row.id,
  accountId: row.account_id,
  name: row.name,
  seenAt: row.seen_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  idleMs: row.idle_ms,
  limit: row.use_limit ?? undefined,
  hasCode: row.has_code,
  namedUntil: row.named_until?.toISOString(),
  endedAt: row.ended_at?.toISOString(),
  disabledAt: row.disabled_at?.toISOString(),
  grant: {
    id: row.grant_id,
    role: row.role,
    scope: scopeOf(row.scope_level, row.scope_code),
    officeCode: row.office_code ?? undefined,
    deputyFor: row.deputy_for ?? undefined,
    deputyAs: deputyAsOf({ capacity: row.deputy_capacity, position: row.deputy_position }),
    from: row.from_day,
    to: row.to_day ?? undefined,
    endedAt: row.grant_ended_at?.toISOString(),
  },
  now: row.now.toISOString(),
});
