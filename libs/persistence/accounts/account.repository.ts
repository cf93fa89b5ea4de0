import { randomUUID } from 'node:crypto';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { scopeCode, scopeOf } from '#libs/access';
import type {
  AccountRecords,
  Actor,
  GivenGrant,
  GrantEnd,
  NewAccount,
  NewGrant,
  PasswordHolder,
  PersonAccount,
  ProofChange,
} from '#libs/application';
import type { ActorRole } from '#libs/policy';
import { deputyAsOf } from './deputy-as.js';
import { isGrantInForce, isOpenGrant } from './open-grant.js';
import { AccountGrantRow, AccountPasswordRow, AccountRow, ProofChangeRow } from './person.rows.js';

const NOW = () => 'clock_timestamp()';
/** Rows of one statement. */
const PAGE = 500;

/** Accounts, their grants and passwords. */
export class PostgresAccountRecords implements AccountRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(id: string): Promise<PersonAccount | undefined> {
    return toAccount(await this.manager.findOneBy(AccountRow, { id }));
  }

  async any(): Promise<boolean> {
    return this.manager.exists(AccountRow);
  }

  async lock(id: string): Promise<PersonAccount | undefined> {
    return toAccount(
      await this.manager.findOne(AccountRow, { where: { id }, lock: { mode: 'pessimistic_write' } }),
    );
  }

  async ofAddress(email: string): Promise<readonly PersonAccount[]> {
    const rows = await this.manager.find(AccountRow, {
      where: { email, disabledAt: IsNull() },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return rows.map(accountOf);
  }

  async ofProvince(provinceCode: string): Promise<readonly PersonAccount[]> {
    const rows = await this.manager.find(AccountRow, {
      where: { provinceCode },
      order: { name: 'ASC', id: 'ASC' },
    });
    return rows.map(accountOf);
  }

  async add(account: NewAccount): Promise<void> {
    await this.addAll([account]);
  }

  async addAll(accounts: readonly NewAccount[]): Promise<void> {
    for (let start = 0; start < accounts.length; start += PAGE) {
      const page = accounts.slice(start, start + PAGE).map(({ email, telephone, ...account }) => ({
        ...account,
        email: email ?? null,
        telephone: telephone ?? null,
        createdAt: NOW,
      }));
      await this.manager.insert(AccountRow, page);
    }
  }

  async setTelephone(id: string, telephone: string): Promise<void> {
    await this.manager.update(AccountRow, { id }, { telephone });
  }

  async countsOfAddresses(emails: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.manager.query<{ email: string; count: number }[]>(
      `SELECT email, count(*)::int AS count FROM account
        WHERE email = ANY($1) AND disabled_at IS NULL GROUP BY email`,
      [emails],
    );
    return new Map(rows.map(({ email, count }) => [email, count]));
  }

  async disable(id: string, disabledBy: string, disabledReason: string): Promise<void> {
    await this.manager.update(AccountRow, { id }, { disabledAt: NOW, disabledBy, disabledReason });
  }

  async lockAdministrators(provinceCode: string): Promise<readonly PersonAccount[]> {
    const rows = await this.manager
      .createQueryBuilder(AccountRow, 'account')
      .setLock('pessimistic_write')
      .where('account.provinceCode = :provinceCode', { provinceCode })
      .andWhere('account.disabledAt IS NULL AND account.signedInAt IS NOT NULL')
      .andWhere(
        `EXISTS (SELECT 1 FROM account_grant g WHERE g.account_id = account.id AND g.ended_at IS NULL
                    AND g.role = 'administrator' AND g.scope_level = 'tinh' AND g.scope_code = :provinceCode)`,
      )
      // In one order, so that two who end each other's grants never wait for each other.
      .orderBy('account.id')
      .getMany();
    return rows.map(accountOf);
  }

  async invited(id: string, wave?: number): Promise<void> {
    const inWave = wave === undefined ? {} : { invitedInWave: wave };
    await this.manager.update(AccountRow, { id }, { invitedAt: NOW, ...inWave });
  }

  async signedIn(id: string): Promise<void> {
    await this.manager.update(AccountRow, { id }, { signedInAt: NOW });
  }

  async grantsOf(accountIds: readonly string[]): Promise<readonly GivenGrant[]> {
    const rows = await this.manager.find(AccountGrantRow, {
      where: { accountId: In([...accountIds]) },
      order: { grantedAt: 'ASC', id: 'ASC' },
    });
    return rows.map(grantOf);
  }

  async makersOf(actorId: string, withinDays: number): Promise<readonly string[]> {
    const rows = await this.manager.query<{ readonly id: string }[]>(
      `WITH RECURSIVE maker (id) AS (
         SELECT $1::text
         UNION
         SELECT made.by FROM maker JOIN (
           SELECT id::text AS account, created_by AS by, created_at AS at FROM account
           UNION ALL SELECT account_id::text, granted_by, granted_at FROM account_grant WHERE deputy_for IS NULL
           UNION ALL SELECT account_id::text, changed_by, changed_at FROM account_proof_change
         ) made ON made.account = maker.id
          WHERE made.at > clock_timestamp() - make_interval(days => $2)
       ) SELECT id FROM maker`,
      [actorId, withinDays],
    );
    return rows.map(({ id }) => id);
  }

  async actorsOf(provinceCode: string): Promise<readonly Actor[]> {
    return this.manager.query<Actor[]>(
      `WITH place AS (
         SELECT code FROM area WHERE code = $1 OR parent_code = $1
         UNION SELECT commune.code FROM area commune JOIN area district ON district.code = commune.parent_code
          WHERE district.parent_code = $1)
       SELECT g.role, g.scope_level AS "scopeLevel", g.scope_code AS "scopeCode"
         FROM account_grant g JOIN account a ON a.id = g.account_id
        WHERE g.scope_code IN (SELECT code FROM place) AND a.disabled_at IS NULL AND ${isOpenGrant('g')}
       UNION SELECT role, scope_level, scope_code FROM api_token
        WHERE scope_code IN (SELECT code FROM place) AND revoked_at IS NULL AND cycle_id IS NULL AND account_id IS NULL`,
      [provinceCode],
    );
  }

  async holdersAt(unitId: string, role: ActorRole): Promise<readonly PersonAccount[]> {
    const rows = await this.manager
      .createQueryBuilder(AccountRow, 'account')
      .innerJoin(AccountGrantRow, 'held', 'held.accountId = account.id')
      .where(`held.scopeLevel = 'unit' AND held.scopeCode = :unitId AND held.role = :role`, { unitId, role })
      .andWhere(`account.disabledAt IS NULL AND ${isGrantInForce('held')}`)
      .orderBy('held.grantedAt')
      .addOrderBy('account.id')
      .getMany();
    return rows.map(accountOf);
  }

  async deputiesAt(unitId: string): Promise<readonly GivenGrant[]> {
    const rows = await this.manager.find(AccountGrantRow, {
      where: { scopeLevel: 'unit', scopeCode: unitId, deputyFor: Not(IsNull()) },
      order: { fromDay: 'ASC', id: 'ASC' },
    });
    return rows.map(grantOf);
  }

  async addGrant(grant: NewGrant): Promise<void> {
    await this.addGrants([grant]);
  }

  async addGrants(grants: readonly NewGrant[]): Promise<void> {
    for (let start = 0; start < grants.length; start += PAGE) {
      const page = grants.slice(start, start + PAGE).map((grant) => {
        const { id, accountId, role, officeCode, deputyFor, deputyAs, from, to, paper, grantedBy } = grant;
        return {
          ...{ id, accountId, role, paper, grantedBy },
          scopeLevel: grant.scope.level,
          scopeCode: scopeCode(grant.scope),
          officeCode: officeCode ?? null,
          deputyFor: deputyFor ?? null,
          deputyCapacity: deputyAs?.capacity ?? null,
          deputyPosition: deputyAs?.capacity === 'delegate' ? deputyAs.position : null,
          fromDay: from,
          toDay: to ?? null,
          grantedAt: NOW,
        };
      });
      await this.manager.insert(AccountGrantRow, page);
    }
  }

  async endGrant(id: string, { by, paper, at }: GrantEnd): Promise<boolean> {
    const [, ended] = await this.manager.query<[unknown[], number]>(
      `UPDATE account_grant SET ended_at = coalesce($4::timestamptz, clock_timestamp()), ended_by = $2, end_paper = $3
        WHERE id = $1 AND (ended_at IS NULL OR ended_at > clock_timestamp())`,
      [id, by, paper, at ?? null],
    );
    return ended === 1;
  }

  async endDeputiesOf(accountId: string, { by, paper, at }: GrantEnd) {
    const end = `coalesce($4::timestamptz, clock_timestamp())`;
    const [ended] = await this.manager.query<[{ id: string; account_id: string }[], number]>(
      `UPDATE account_grant deputy SET ended_at = ${end}, ended_by = $2, end_paper = $3
        WHERE deputy.granted_by = $1 AND deputy.deputy_for IS NOT NULL
          AND (deputy.ended_at IS NULL OR deputy.ended_at > ${end})
          AND NOT EXISTS (
            SELECT 1 FROM account_grant own JOIN account a ON a.id = own.account_id
             WHERE own.account_id::text = $1 AND own.role = 'unit-head' AND own.deputy_for IS NULL
               AND own.scope_level = deputy.scope_level AND own.scope_code = deputy.scope_code
               AND a.disabled_at IS NULL AND ${isOpenGrant('own')} AND (own.ended_at IS NULL OR own.ended_at > ${end}))
       RETURNING id, account_id`,
      [accountId, by, paper, at ?? null],
    );
    return ended.map(({ id, account_id }) => ({ id, accountId: account_id }));
  }

  async passwordsOf(email: string): Promise<readonly PasswordHolder[]> {
    const accounts = await this.ofAddress(email);
    const rows = await this.manager.findBy(AccountPasswordRow, {
      accountId: In(accounts.map(({ id }) => id)),
    });
    const digests = new Map(rows.map(({ accountId, digest }) => [accountId, digest]));
    return accounts.flatMap((account) => {
      const digest = digests.get(account.id);
      return digest === undefined ? [] : [{ account, digest }];
    });
  }

  async setAddress(id: string, email: string): Promise<void> {
    await this.manager.update(AccountRow, { id }, { email });
  }

  async noteProofChange({ by, formerEmail, ...change }: ProofChange): Promise<void> {
    await this.manager.insert(ProofChangeRow, {
      ...{ id: randomUUID(), ...change, changedBy: by, changedAt: NOW },
      formerEmail: formerEmail ?? null,
    });
  }

  async formerAddressesOf(accountId: string, withinMs: number): Promise<readonly string[]> {
    const rows = await this.manager.query<{ readonly email: string }[]>(
      `SELECT DISTINCT former_email AS email FROM account_proof_change change JOIN account ON account.id = account_id
        WHERE account_id = $1 AND changed_at > clock_timestamp() - $2 * interval '1 ms'
          AND former_email IS DISTINCT FROM account.email AND former_email IS NOT NULL
        ORDER BY 1`,
      [accountId, withinMs],
    );
    return rows.map(({ email }) => email);
  }

  async setPassword(accountId: string, digest: string): Promise<void> {
    await this.manager.query(
      `INSERT INTO account_password (account_id, digest, set_at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (account_id) DO UPDATE SET digest = excluded.digest, set_at = excluded.set_at`,
      [accountId, digest],
    );
  }
}

const toAccount = (row: AccountRow | null): PersonAccount | undefined =>
  row === null ? undefined : accountOf(row);

const accountOf = (row: AccountRow): PersonAccount => ({
  id: row.id,
  provinceCode: row.provinceCode,
  name: row.name,
  email: row.email ?? undefined,
  telephone: row.telephone ?? undefined,
  createdAt: row.createdAt.toISOString(),
  signedInAt: row.signedInAt?.toISOString(),
  invitedAt: row.invitedAt?.toISOString(),
  invitedInWave: row.invitedInWave ?? undefined,
  disabledAt: row.disabledAt?.toISOString(),
});

const grantOf = (row: AccountGrantRow): GivenGrant => ({
  id: row.id,
  accountId: row.accountId,
  role: row.role,
  scope: scopeOf(row.scopeLevel, row.scopeCode),
  officeCode: row.officeCode ?? undefined,
  deputyFor: row.deputyFor ?? undefined,
  deputyAs: deputyAsOf({ capacity: row.deputyCapacity, position: row.deputyPosition }),
  from: row.fromDay,
  to: row.toDay ?? undefined,
  paper: row.paper,
  endedAt: row.endedAt?.toISOString(),
  endPaper: row.endPaper ?? undefined,
});
