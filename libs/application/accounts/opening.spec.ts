import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SpecDatabase } from '../../../test/support/database/spec-database.js';
import { seedAreas } from '../../../test/support/lists.js';
import type { Identity } from '../identity/identity.js';
import { tokenDigest } from '../identity/tokens.js';
import { Callers } from './callers.js';
import { ChangePassword } from './change-password.use-case.js';
import { Door } from './door.js';
import { KeepAccounts, type WantedGrant } from './keep-accounts.use-case.js';
import type { OneTimePurpose } from './one-time.port.js';
import { OneTimeSecrets } from './one-time-secrets.js';
import { OpenOneTime } from './open-one-time.use-case.js';
import { SecondStep } from './second-step.use-case.js';
import { SignInByPassword } from './sign-in-by-password.use-case.js';

const administrator: Identity = {
  actorId: 'spec',
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode: '51' },
};
const EMAIL = 'can-bo@example.test';
const PASSWORD = 'câu dài của cán bộ';
const NET = '10.0.0.1';
const SCREEN: WantedGrant = {
  role: 'screen',
  scope: { level: 'tinh', provinceCode: '51' },
  from: '2026-01-01',
  paper: 'QĐ 1',
};
const SUPERVISOR: WantedGrant = { ...SCREEN, role: 'supervisor', officeCode: 'PA', paper: 'QĐ 2' };
const CODE = '123456';

const secrets = new OneTimeSecrets(() => Buffer.alloc(32));
let database: SpecDatabase;
let keeping: KeepAccounts;
let opening: OpenOneTime;
let second: SecondStep;
let changing: ChangePassword;
let callers: Callers;
let hashed = 0;
let isUnsealed = true;
const notUnsealed: string[] = [];

beforeAll(async () => {
  database = await SpecDatabase.open();
  await seedAreas(database);
  await database.source.query(
    `INSERT INTO office (code, kind, area_code, name, duties) VALUES ('PA', 'cong-an', '51', 'Phòng', '{}')`,
  );
  await database.remember();
  keeping = new KeepAccounts(database.unitOfWork, secrets);
  opening = new OpenOneTime(database.unitOfWork, door(), passwords);
  second = new SecondStep(database.unitOfWork, door(), codes, (_error, id) => void notUnsealed.push(id));
  changing = new ChangePassword(database.unitOfWork, passwords);
  callers = new Callers({ find: async () => undefined }, database.sessions);
}, 60_000);
beforeEach(async () => {
  await database.restore();
  hashed = 0;
  isUnsealed = true;
  notUnsealed.length = 0;
});
afterAll(() => database?.dispose());

const door = () => new Door({ idleMs: 1_800_000, absoluteMs: 28_800_000 }, secrets);
const passwords = {
  hash: async (password: string) => {
    hashed += 1;
    return `of ${password}`;
  },
  verify: async (digest: string, password: string) => digest === `of ${password}`,
  pretend: async (): Promise<false> => false,
};
let step = 0;
const codes = {
  newSecret: () => 'secret',
  uriOf: () => 'otpauth://totp/ANTQ',
  stepOf: (_secret: string, code: string) => {
    step += 1;
    return code === CODE ? step : undefined;
  },
  seal: (secret: string) => secret,
  unseal: (sealed: string) => {
    if (!isUnsealed) throw new Error('sealed under another key');
    return sealed;
  },
};

async function person(
  grant: WantedGrant,
  { email = EMAIL, password = undefined as string | undefined } = {},
): Promise<string> {
  const { account } = await keeping.create(administrator, { name: 'Nguyễn Văn An', email }, randomUUID());
  await keeping.grant(administrator, account.id, grant, randomUUID());
  if (password !== undefined) {
    await database.unitOfWork.inTransaction(({ accounts }) =>
      accounts.setPassword(account.id, `of ${password}`),
    );
  }
  return account.id;
}
const inDatabase = (sql: string, values: readonly unknown[] = []) =>
  database.source.query<Record<string, unknown>[]>(sql, [...values]);
const mailsOf = async (template: string) =>
  (await inDatabase('SELECT recipient FROM message WHERE template = $1', [template])).map(
    ({ recipient }) => recipient,
  );
const callerOf = (secret: string) => callers.find({ kind: 'session', digest: tokenDigest(secret) });
async function enter(password: string): Promise<string> {
  const admitted = await signIn(password, NET);
  if ('ticket' in admitted) throw new Error('a code was asked for');
  return admitted.secret;
}
async function mailed(purpose: Exclude<OneTimePurpose, 'ticket'>, accountId: string): Promise<string> {
  const one = { id: randomUUID(), purpose, accountId };
  const secret = secrets.of(one);
  await database.unitOfWork.inTransaction(({ oneTime }) =>
    oneTime.add({ ...one, digest: tokenDigest(secret), validMs: 60_000 }),
  );
  return secret;
}
const at = (secret: string, net = NET) => ({ secret, net, userAgent: 'spec' });
const signIn = (password: string, net: string) =>
  new SignInByPassword(database.unitOfWork, door(), passwords, async () => undefined).execute({
    ...{ email: EMAIL, password, net, userAgent: 'spec' },
  });
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
async function ticketBy(way: 'link' | 'password', accountId: string): Promise<string> {
  const admitted =
    way === 'link' ? await opening.link(at(await mailed('link', accountId))) : await signIn(PASSWORD, NET);
  if (!('ticket' in admitted)) throw new Error('no code was asked for');
  return admitted.ticket;
}
const bring = (ticket: string, code: string) => second.execute({ ticket, code, userAgent: 'spec' });

describe('a mailbox of two accounts', () => {
  it('sets no password, and the invitation still holds', async () => {
    const id = await person(SCREEN);
    await person(SCREEN);
    const secret = await mailed('invitation', id);
    expect(await codeOf(opening.invitation(at(secret), PASSWORD))).toBe('AUTH.SHARED_ADDRESS');
    const kept = await database.unitOfWork.inTransaction(({ accounts }) => accounts.passwordsOf(EMAIL));
    expect(kept).toEqual([]);
    expect(await codeOf(opening.invitation(at(secret), undefined))).toBe('done');
  });

  it('gives no authenticator, and confirms none that its holder has begun', async () => {
    const id = await person(SUPERVISOR, { password: PASSWORD });
    await person(SCREEN);
    const byMail = await ticketBy('link', id);
    expect(await codeOf(second.enrol(byMail))).toBe('AUTH.SHARED_ADDRESS');
    const own = await ticketBy('password', id);
    await second.enrol(own);
    expect(await codeOf(bring(byMail, CODE))).toBe('AUTH.SHARED_ADDRESS');
    expect(await codeOf(bring(own, CODE))).toBe('done');
  });

  it('is sent no invitation', async () => {
    const id = await person(SCREEN);
    const other = await person(SCREEN);
    const invite = () => codeOf(keeping.invite(administrator, id, undefined, randomUUID()));
    expect(await invite()).toBe('ACCOUNT.SHARED_ADDRESS');
    await keeping.disable(administrator, other, 'Nghỉ hưu', randomUUID());
    expect(await invite()).toBe('done');
  });
});

describe('what a mail has brought', () => {
  it.each(['link', 'invitation'] as const)(
    'as a %s makes the net one of its holder, whom nobody shuts out from afar',
    async (purpose) => {
      const id = await person(SCREEN, { password: PASSWORD });
      const secret = await mailed(purpose, id);
      await (purpose === 'link' ? opening.link(at(secret)) : opening.invitation(at(secret), undefined));
      for (let net = 0; net < 25; net += 1) await codeOf(signIn('sai', `10.1.0.${net}`));
      expect(await codeOf(signIn(PASSWORD, '10.2.0.1'))).toBe('AUTH.WAIT');
      expect(await codeOf(signIn(PASSWORD, NET))).toBe('done');
    },
  );

  it('costs no hash where it is none, or its time is over', async () => {
    expect(await codeOf(opening.invitation(at('none'), PASSWORD))).toBe('AUTH.LINK_SPENT');
    const secret = await mailed('invitation', await person(SCREEN));
    await database.source.query('UPDATE one_time_secret SET valid_until = now()');
    expect(await codeOf(opening.invitation(at(secret), PASSWORD))).toBe('AUTH.LINK_SPENT');
    expect(hashed).toBe(0);
  });
});

describe('an authenticator', () => {
  it('that another key has sealed proves nothing and is logged; a recovery code still lets in', async () => {
    const id = await person(SUPERVISOR, { password: PASSWORD });
    const ticket = await ticketBy('password', id);
    await second.enrol(ticket);
    const { recoveryCodes = [] } = await bring(ticket, CODE);
    isUnsealed = false;
    const again = await ticketBy('password', id);
    expect(await codeOf(bring(again, CODE))).toBe('AUTH.CODE_WRONG');
    expect(notUnsealed).toEqual([id]);
    expect(await codeOf(bring(again, recoveryCodes[0] ?? ''))).toBe('done');
  });

  it('that is lost makes room for another one and ten new codes, by a recovery code that is right', async () => {
    const id = await person(SUPERVISOR, { password: PASSWORD });
    const first = await ticketBy('password', id);
    await second.enrol(first);
    const { recoveryCodes: old = [] } = await bring(first, CODE);
    const ticket = await ticketBy('password', id);
    expect(await codeOf(second.enrol(ticket, 'none'))).toBe('AUTH.CODE_WRONG');
    await second.enrol(ticket, old[0]);
    const { recoveryCodes: anew = [] } = await bring(ticket, CODE);
    expect([anew.length, anew.some((code) => old.includes(code))]).toEqual([10, false]);
    expect(await codeOf(bring(await ticketBy('password', id), old[1] ?? ''))).toBe('AUTH.CODE_WRONG');
    expect(await mailsOf('authenticator-reset')).toEqual([EMAIL]);
  });

  it('is taken away by an administrator with a reason; sessions end, the holder is told, the next sign-in gives another', async () => {
    const id = await person(SUPERVISOR, { password: PASSWORD });
    const ticket = await ticketBy('password', id);
    await second.enrol(ticket);
    const { secret } = await bring(ticket, CODE);
    await keeping.resetAuthenticator(administrator, id, 'Mất điện thoại', randomUUID());
    expect(await callerOf(secret)).toBeUndefined();
    expect(await signIn(PASSWORD, NET)).toMatchObject({ enrols: true });
    expect(await mailsOf('authenticator-reset')).toEqual([EMAIL]);
    const lines = await inDatabase(
      `SELECT detail FROM audit JOIN audit_detail USING (cycle_id, area_code, seq) WHERE action = 'account.authenticatorReset'`,
    );
    expect(lines).toEqual([{ detail: JSON.stringify({ reason: 'Mất điện thoại' }) }]);
  });
});

describe('a password', () => {
  it('that is set anew ends the other sessions and what was mailed before, and its holder is told', async () => {
    const id = await person(SCREEN, { password: PASSWORD });
    const mine = await enter(PASSWORD);
    const other = await enter(PASSWORD);
    const link = await mailed('link', id);
    const caller = await callerOf(mine);
    if (caller === undefined) throw new Error('not signed in');
    const next = 'một câu dài khác hẳn';
    const change = (old: string) => codeOf(changing.execute(caller, { old, next }));
    expect(await change('sai mật khẩu')).toBe('AUTH.WRONG');
    expect(await callerOf(other)).toBeDefined();
    expect(await change(PASSWORD)).toBe('done');
    expect([await callerOf(mine), await callerOf(other)]).toEqual([
      expect.objectContaining({ actorId: id }),
      undefined,
    ]);
    expect(await codeOf(opening.link(at(link)))).toBe('AUTH.LINK_SPENT');
    expect(await codeOf(enter(PASSWORD))).toBe('AUTH.WRONG');
    expect(await codeOf(enter(next))).toBe('done');
    expect(await mailsOf('password-set')).toEqual([EMAIL]);
  });

  it('is guessed by no session either', async () => {
    await person(SCREEN, { password: PASSWORD });
    const caller = await callerOf(await enter(PASSWORD));
    if (caller === undefined) throw new Error('not signed in');
    const told: string[] = [];
    for (let each = 0; each < 6; each += 1) {
      told.push(await codeOf(changing.execute(caller, { old: `sai ${each}`, next: 'một câu dài khác hẳn' })));
    }
    expect(told).toEqual([...Array.from({ length: 5 }, () => 'AUTH.WRONG'), 'AUTH.WAIT']);
  });

  it('lets nobody in whose account is disabled while it is looked at', async () => {
    const id = await person(SCREEN, { password: PASSWORD });
    const slow = {
      ...passwords,
      verify: async () => keeping.disable(administrator, id, 'x', randomUUID()).then(() => true),
    };
    const attempt = { email: EMAIL, password: PASSWORD, net: NET, userAgent: 'spec' };
    const signingIn = new SignInByPassword(database.unitOfWork, door(), slow, async () => undefined);
    expect(await codeOf(signingIn.execute(attempt))).toBe('AUTH.WRONG');
  });
});

describe('a session without a code', () => {
  it('opens nothing in a role that asks for one', async () => {
    await person(SCREEN, { password: PASSWORD });
    const secret = await enter(PASSWORD);
    expect(await callerOf(secret)).toBeDefined();
    await inDatabase(`UPDATE account_grant SET role = 'supervisor'`);
    expect(await callerOf(secret)).toBeUndefined();
  });
});

describe('the last administrator', () => {
  const KEEPER: WantedGrant = { ...SCREEN, role: 'administrator' };
  it('of a province who has signed in is neither disabled nor ended, also where two end each other', async () => {
    const one = await person(KEEPER);
    const other = await person(KEEPER, { email: 'khac@example.test' });
    const disable = (id: string) => codeOf(keeping.disable(administrator, id, 'Nghỉ hưu', randomUUID()));
    await inDatabase('UPDATE account SET signed_in_at = now() WHERE id = $1', [one]);
    expect(await disable(one)).toBe('ACCOUNT.LAST_ADMINISTRATOR');
    const kept = (await keeping.list(administrator)).find(({ account }) => account.id === one);
    const which = { accountId: one, grantId: kept?.grants[0]?.id ?? '' };
    expect(await codeOf(keeping.endGrant(administrator, which, 'QĐ 9', randomUUID()))).toBe(
      'ACCOUNT.LAST_ADMINISTRATOR',
    );
    await inDatabase('UPDATE account SET signed_in_at = now()');
    const told = await Promise.all([disable(one), disable(other)]);
    expect(told.sort()).toEqual(['ACCOUNT.LAST_ADMINISTRATOR', 'done']);
  });
});

it('what nobody needs any more of attempts and of mails is gone with the next one', async () => {
  const id = await person(SCREEN, { password: PASSWORD });
  for (let net = 0; net < 3; net += 1) await codeOf(signIn('sai', `10.1.0.${net}`));
  await inDatabase(`UPDATE sign_in_attempt SET last_at = now() - interval '2 days'`);
  await mailed('link', id);
  await inDatabase(`UPDATE one_time_secret SET valid_until = now() - interval '2 days'`);
  await codeOf(signIn('sai', '10.2.0.1'));
  await mailed('link', id);
  const left = await inDatabase(
    'SELECT (SELECT count(*)::int FROM sign_in_attempt) AS attempts, (SELECT count(*)::int FROM one_time_secret) AS secrets',
  );
  expect(left).toEqual([{ attempts: 3, secrets: 1 }]);
});
