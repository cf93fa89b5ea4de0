import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SpecDatabase } from '../../../test/support/database/spec-database.js';
import { seedAreas } from '../../../test/support/lists.js';
import type { Identity } from '../identity/identity.js';
import { tokenDigest } from '../identity/tokens.js';
import { Callers } from './callers.js';
import { Door } from './door.js';
import { KeepAccounts, type WantedGrant } from './keep-accounts.use-case.js';
import { OneTimeSecrets } from './one-time-secrets.js';
import { KeepOwnAccount } from './own-account.use-case.js';
import { SignInByPassword } from './sign-in-by-password.use-case.js';

const administrator: Identity = {
  actorId: 'spec',
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode: '51' },
};
const EMAIL = 'can-bo@example.test';
const PASSWORD = 'câu dài của cán bộ';
const POLICE: WantedGrant = {
  role: 'appraiser',
  scope: { level: 'tinh', provinceCode: '51' },
  officeCode: 'PA',
  from: '2026-01-01',
  paper: 'QĐ 1',
};
const withoutOffice = (role: WantedGrant['role']): WantedGrant => {
  const { officeCode: _office, ...wanted } = POLICE;
  return { ...wanted, role };
};
const BOARD: WantedGrant = { ...POLICE, role: 'deciding-body', paper: 'QĐ 2' };

const secrets = new OneTimeSecrets(() => Buffer.alloc(32));
let database: SpecDatabase;
let keeping: KeepAccounts;
let own: KeepOwnAccount;
let callers: Callers;
/** How many passwords were hashed. */
let hashed = 0;
const paused: number[] = [];

beforeAll(async () => {
  database = await SpecDatabase.open();
  await seedAreas(database);
  await database.source.query(
    `INSERT INTO office (code, kind, area_code, name, duties)
     VALUES ('PA', 'cong-an', '51', 'Phòng', '{}'), ('PB', 'cong-an', NULL, 'Phòng khác', '{}')`,
  );
  await database.remember();
  keeping = new KeepAccounts(database.unitOfWork, secrets);
  own = new KeepOwnAccount(database.unitOfWork);
  callers = new Callers({ find: async () => undefined }, database.sessions);
}, 60_000);
beforeEach(async () => {
  await database.restore();
  hashed = 0;
  paused.length = 0;
});
afterAll(() => database?.dispose());

/** Hashes nothing: what a hash costs is asked of the adapter. */
const passwords = {
  hash: async (password: string) => `of ${password}`,
  verify: async (digest: string, password: string) => {
    hashed += 1;
    return digest === `of ${password}`;
  },
  pretend: async (): Promise<false> => {
    hashed += 1;
    return false;
  },
};

const signIn = (
  password = PASSWORD,
  { email = EMAIL, net = '10.0.0.1', earlier = undefined as string | undefined } = {},
) =>
  new SignInByPassword(
    database.unitOfWork,
    new Door({ idleMs: 1_800_000, absoluteMs: 28_800_000 }, secrets),
    passwords,
    async (ms) => {
      paused.push(ms);
    },
  )
    .execute({ email, password, net, userAgent: 'spec', ...(earlier === undefined ? {} : { earlier }) })
    .then((admitted) => {
      if ('ticket' in admitted) throw new Error('a code was asked for');
      return admitted;
    });

async function person(
  name: string,
  grants: readonly WantedGrant[] = [POLICE],
  password = PASSWORD,
  email = EMAIL,
) {
  const { account } = await keeping.create(administrator, { name, email }, randomUUID());
  for (const grant of grants) await keeping.grant(administrator, account.id, grant, randomUUID());
  await database.unitOfWork.inTransaction(({ accounts }) =>
    accounts.setPassword(account.id, `of ${password}`),
  );
  return account.id;
}
const callerOf = (secret: string, noted = true) =>
  callers.find({ kind: 'session', digest: tokenDigest(secret) }, noted);
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
const inDatabase = (sql: string, values: readonly unknown[] = []) =>
  database.source.query<Record<string, unknown>[]>(sql, [...values]);

describe('a person who signs in', () => {
  it('acts as the account, in the grant given last, and chooses another one', async () => {
    const id = await person('Nguyễn Văn A', [POLICE, BOARD]);
    const { secret } = await signIn();
    const caller = await callerOf(secret);
    expect(caller).toMatchObject({ actorId: id, name: 'Nguyễn Văn A', role: 'deciding-body' });
    if (caller === undefined) return;
    const shown = await own.show(caller);
    const police = shown?.grants.find(({ role }) => role === 'appraiser');
    const acting = await own.actIn(caller, police?.id ?? '');
    expect(acting.identity).toMatchObject({ actorId: id, role: 'appraiser' });
    expect(await callerOf(secret)).toBeUndefined();
    expect(await callerOf(acting.secret)).toMatchObject({ actorId: id, role: 'appraiser' });
    expect(await codeOf(own.actIn(caller, randomUUID()))).toBe('GRANT.UNKNOWN');
  });

  it('has a secret that nothing stored tells, and a new one each time', async () => {
    await person('Nguyễn Văn A');
    const { secret } = await signIn();
    const again = await signIn(PASSWORD, { earlier: tokenDigest(secret) });
    expect(again.secret).not.toBe(secret);
    expect(await callerOf(secret)).toBeUndefined();
    expect(await callerOf(again.secret)).toBeDefined();
    const rows = JSON.stringify(await inDatabase('SELECT * FROM account_session'));
    for (const each of [secret, again.secret]) expect(rows).not.toContain(each);
  });

  it('is out after signing out, and sees and ends the other sessions alone', async () => {
    const id = await person('Nguyễn Văn A');
    await person('Trần Thị B', [POLICE], 'mật khẩu của bà B', 'khac@example.test');
    const [first, second] = [await signIn(), await signIn()];
    const stranger = await callerOf(
      (await signIn('mật khẩu của bà B', { email: 'khac@example.test' })).secret,
    );
    const caller = await callerOf(first.secret);
    if (caller === undefined || stranger === undefined) throw new Error('not signed in');
    const sessions = await own.sessions(caller);
    expect(sessions).toHaveLength(2);
    const other = sessions.find((each) => each.id !== caller.session?.id)?.id ?? '';
    expect(await codeOf(own.endSession(stranger, other))).toBe('SESSION.UNKNOWN');
    await own.endSession(caller, other);
    expect(await callerOf(second.secret)).toBeUndefined();
    await own.signOut(caller);
    expect(await callerOf(first.secret)).toBeUndefined();
    expect(id).toBe(caller.actorId);
  });

  it('is out when idle, when the day is over, when the grant ends or the account is disabled', async () => {
    const id = await person('Nguyễn Văn A');
    const expectOut = async (change: () => Promise<unknown>) => {
      const { secret } = await signIn();
      expect(await callerOf(secret)).toBeDefined();
      await change();
      expect(await callerOf(secret)).toBeUndefined();
    };
    await expectOut(() => inDatabase(`UPDATE account_session SET seen_at = now() - interval '30 minutes'`));
    await expectOut(() => inDatabase(`UPDATE account_session SET ends_at = now()`));
    const [given] = await database.unitOfWork.inTransaction(({ accounts }) => accounts.grantsOf([id]));
    const which = { accountId: id, grantId: given?.id ?? '' };
    await expectOut(() => keeping.endGrant(administrator, which, 'QĐ 9', randomUUID()));
    expect(await codeOf(signIn())).toBe('AUTH.NO_GRANT');
    await keeping.grant(administrator, id, BOARD, randomUUID());
    await expectOut(() => keeping.disable(administrator, id, 'Nghỉ hưu', randomUUID()));
    expect(await codeOf(signIn())).toBe('AUTH.WRONG');
  });

  it('is noted once a minute, and not by a look that nobody has caused', async () => {
    await person('Nguyễn Văn A');
    const { secret } = await signIn();
    const back = (interval: string) =>
      inDatabase(`UPDATE account_session SET seen_at = now() - $1::interval`, [interval]);
    const idle = async () =>
      Number(
        (await inDatabase(`SELECT extract(epoch FROM now() - seen_at) AS s FROM account_session`))[0]?.['s'],
      );
    await back('50 seconds');
    await callerOf(secret);
    expect(await idle()).toBeGreaterThan(49);
    await back('70 seconds');
    await callerOf(secret, false);
    expect(await idle()).toBeGreaterThan(69);
    await callerOf(secret);
    expect(await idle()).toBeLessThan(5);
  });
});

describe('who guesses', () => {
  it('is told the same of every address, and pays a hash for an unknown one', async () => {
    await person('Nguyễn Văn A');
    expect(await codeOf(signIn('sai mật khẩu'))).toBe('AUTH.WRONG');
    expect(await codeOf(signIn(PASSWORD, { email: 'khong-co@example.test' }))).toBe('AUTH.WRONG');
    expect(hashed).toBe(2);
  });

  it('waits after five wrong ones, however many come at once, and so does nobody else behind the net', async () => {
    await person('Nguyễn Văn A');
    await person('Trần Thị B', [POLICE], 'mật khẩu của bà B', 'khac@example.test');
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(signIn('sai mật khẩu'))));
    expect(codes.filter((code) => code === 'AUTH.WRONG')).toHaveLength(5);
    expect(codes.filter((code) => code === 'AUTH.WAIT')).toHaveLength(15);
    expect(hashed).toBe(5);
    expect(await codeOf(signIn())).toBe('AUTH.WAIT');
    expect(await codeOf(signIn('mật khẩu của bà B', { email: 'khac@example.test' }))).toBe('done');
    expect(await codeOf(signIn(PASSWORD, { net: '10.0.0.2' }))).toBe('done');
    await inDatabase(`UPDATE sign_in_attempt SET last_at = now() - interval '2 seconds'`);
    expect(await codeOf(signIn())).toBe('done');
  });

  it('from many nets waits too, and the holder does not where they have signed in from before', async () => {
    await person('Nguyễn Văn A');
    expect(await codeOf(signIn())).toBe('done');
    const codes: string[] = [];
    for (let net = 0; net < 25; net += 1) codes.push(await codeOf(signIn('sai', { net: `10.1.0.${net}` })));
    expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'AUTH.WRONG'));
    expect(codes.slice(20)).toContain('AUTH.WAIT');
    expect(await codeOf(signIn(PASSWORD, { net: '10.2.0.1' }))).toBe('AUTH.WAIT');
    expect(await codeOf(signIn())).toBe('done');
  });

  it('from one net at many addresses is told later, and nobody is turned away', async () => {
    await person('Nguyễn Văn A');
    for (let each = 0; each < 52; each += 1) {
      expect(await codeOf(signIn('sai', { email: `thu-${each}@example.test` }))).toBe('AUTH.WRONG');
    }
    expect(paused).toEqual([2_000]);
    expect(await codeOf(signIn())).toBe('done');
  });

  it('at an address of two accounts comes in to the one whose password it is', async () => {
    const [first, second] = [
      await person('Nguyễn Văn A'),
      await person('Trần Thị B', [BOARD], 'mật khẩu của bà B'),
    ];
    expect(await callerOf((await signIn()).secret)).toMatchObject({ actorId: first });
    expect(await callerOf((await signIn('mật khẩu của bà B')).secret)).toMatchObject({ actorId: second });
  });
});

describe('an administrator', () => {
  it('keeps the accounts of the own province alone, and each change is audited', async () => {
    const id = await person('Nguyễn Văn A', []);
    const other: Identity = { ...administrator, scope: { level: 'tinh', provinceCode: '22' } };
    expect(await keeping.list(other)).toEqual([]);
    expect(await codeOf(keeping.grant(other, id, POLICE, randomUUID()))).toBe('ACCOUNT.UNKNOWN');
    expect(await codeOf(keeping.disable(other, id, 'x', randomUUID()))).toBe('ACCOUNT.UNKNOWN');
    expect(await codeOf(keeping.list({ ...administrator, cycleId: 'dt' }))).toBe('ACTOR.REHEARSAL_ONLY');
    const officer: Identity = { ...administrator, role: 'supervisor' };
    expect(await codeOf(keeping.create(officer, { name: 'x' }, randomUUID()))).toBe(
      'ACTOR.ADMINISTRATOR_ONLY',
    );
    await keeping.grant(administrator, id, POLICE, randomUUID());
    await keeping.disable(administrator, id, 'Nghỉ hưu', randomUUID());
    expect(await codeOf(keeping.grant(administrator, id, POLICE, randomUUID()))).toBe('ACCOUNT.DISABLED');
    const lines = await inDatabase(
      `SELECT cycle_id, area_code, action, object, actor_id FROM audit ORDER BY seq`,
    );
    const line = { cycle_id: '-', area_code: '51', object: id, actor_id: 'spec' };
    expect(lines).toEqual(
      ['account.created', 'account.granted', 'account.disabled'].map((action) => ({ ...line, action })),
    );
  });

  it('gives a role at places of the province alone', async () => {
    const id = await person('Nguyễn Văn A', []);
    const at = (change: Partial<WantedGrant>) =>
      codeOf(keeping.grant(administrator, id, { ...POLICE, ...change }, randomUUID()));
    expect(await at({ scope: { level: 'tinh', provinceCode: '22' } })).toBe('AREA.UNKNOWN');
    expect(await at({ scope: { level: 'xa', communeCode: '51' } })).toBe('AREA.UNKNOWN');
    expect(await at({ role: 'unit-head', scope: { level: 'unit', unitId: 'X' } })).toBe('UNIT.NOT_IN_SCOPE');
    expect(await at({ officeCode: 'X' })).toBe('OFFICE.UNKNOWN');
    for (const role of ['appraiser', 'deciding-body', 'supervisor'] as const) {
      expect(await codeOf(keeping.grant(administrator, id, withoutOffice(role), randomUUID()))).toBe(
        'GRANT.NEEDS_OFFICE',
      );
    }
    expect(await codeOf(keeping.grant(administrator, id, withoutOffice('auditor'), randomUUID()))).toBe(
      'done',
    );
  });

  it('gives a role over a sector with an office of its province alone', async () => {
    const id = await person('Nguyễn Văn A', []);
    const scope = { level: 'sector', provinceCode: '51', unitKind: 'co-so-giao-duc' } as const;
    const at = (officeCode: string) =>
      codeOf(
        keeping.grant(administrator, id, { ...POLICE, role: 'supervisor', scope, officeCode }, randomUUID()),
      );
    expect(await at('PA')).toBe('done');
    expect(await at('PB')).toBe('OFFICE.UNKNOWN');
  });

  it('ends a grant once, and begins another one by another paper', async () => {
    const id = await person('Nguyễn Văn A');
    const [kept] = await keeping.list(administrator);
    const which = { accountId: id, grantId: kept?.grants[0]?.id ?? '' };
    const ended = await keeping.endGrant(administrator, which, 'QĐ 9', randomUUID());
    expect(ended.grants).toMatchObject([{ endPaper: 'QĐ 9', paper: 'QĐ 1' }]);
    expect(await codeOf(keeping.endGrant(administrator, which, 'QĐ 9', randomUUID()))).toBe('GRANT.ENDED');
    const none = { ...which, grantId: randomUUID() };
    expect(await codeOf(keeping.endGrant(administrator, none, 'QĐ 9', randomUUID()))).toBe('GRANT.UNKNOWN');
    const moved = await keeping.grant(administrator, id, BOARD, randomUUID());
    expect(moved.grants.map(({ paper }) => paper)).toEqual(['QĐ 1', 'QĐ 2']);
  });
});
