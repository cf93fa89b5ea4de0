import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SpecDatabase } from '../../../test/support/database/spec-database.js';
import { seedAreas } from '../../../test/support/lists.js';
import type { Identity } from '../identity/identity.js';
import { tokenDigest } from '../identity/tokens.js';
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
const SUPERVISOR: WantedGrant = { ...SCREEN, role: 'supervisor', paper: 'QĐ 2' };
const CODE = '123456';

const secrets = new OneTimeSecrets(() => Buffer.alloc(32));
let database: SpecDatabase;
let keeping: KeepAccounts;
let opening: OpenOneTime;
let second: SecondStep;
let hashed = 0;
let isUnsealed = true;
const notUnsealed: string[] = [];

beforeAll(async () => {
  database = await SpecDatabase.open();
  await seedAreas(database);
  await database.remember();
  keeping = new KeepAccounts(database.unitOfWork, secrets);
  opening = new OpenOneTime(database.unitOfWork, door(), passwords);
  second = new SecondStep(database.unitOfWork, door(), codes, (_error, id) => void notUnsealed.push(id));
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
});
