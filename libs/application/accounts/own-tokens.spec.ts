import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { scopeOf } from '#libs/access';
import {
  administrator,
  codeOf,
  EMAIL,
  KEEPER,
  OTHER_EMAIL,
  PASSWORD,
  POLICE,
  peopleForEachTest,
} from '../../../test/support/people.js';
import type { Identity } from '../identity/identity.js';
import { tokenDigest } from '../identity/tokens.js';
import type { WantedToken } from './own-tokens.use-case.js';

const people = peopleForEachTest();
let id: string;
let caller: Identity;
let today: string;

beforeEach(async () => {
  id = await people.person([KEEPER], { password: PASSWORD });
  caller = await people.signedIn(await people.enterByCode());
  today = await day(0);
});

const day = async (days: number): Promise<string> =>
  String(
    (
      await people.query(
        `SELECT to_char(now() AT TIME ZONE 'Asia/Ho_Chi_Minh' + $1 * interval '1 day', 'YYYY-MM-DD') AS day`,
        [days],
      )
    )[0]?.['day'],
  );
const WANTED = { name: 'Đồng bộ', role: 'administrator', scope: KEEPER.scope } as const;
const make = async (change: Partial<WantedToken> = {}, by = caller) =>
  people.tokens.make(by, { ...WANTED, to: today, ...change });
const callerBy = (secret: string, noted = true) =>
  people.callers.find({ kind: 'token', digest: tokenDigest(secret) }, noted);
const actions = async () =>
  (await people.query(`SELECT action FROM audit WHERE actor_id = $1 ORDER BY seq`, [id])).map(
    ({ action }) => action,
  );

describe('a token of an account', () => {
  it('acts for the account, is told once, and its holder is told of it', async () => {
    const { secret, token } = await make();
    const asks = await callerBy(secret);
    expect(asks).toMatchObject({
      actorId: id,
      name: 'Nguyễn Văn An',
      role: 'administrator',
      scope: KEEPER.scope,
    });
    expect(asks?.token).toEqual({ id: token.id, grantId: caller.session?.grantId });
    expect(asks?.session).toBeUndefined();
    expect(secret.startsWith(token.prefix)).toBe(true);
    expect([secret.length, token.prefix.length]).toEqual([48, 11]);
    const kept = JSON.stringify([
      await people.query('SELECT * FROM api_token'),
      await people.query('SELECT * FROM message'),
      await people.query('SELECT * FROM audit_detail'),
    ]);
    expect(kept).not.toContain(secret);
    expect(await people.mailsOf('token-made')).toEqual([EMAIL]);
    expect(await actions()).toEqual(expect.arrayContaining(['account.tokenMade']));
  });

  it('is listed with its last use to the minute, and opens nothing once it is revoked, by a token too', async () => {
    const [first, second] = [await make(), await make({ name: 'Báo cáo' })];
    expect(
      (await people.tokens.list(caller)).map(({ name, usedAt, inForce }) => [name, usedAt, inForce]),
    ).toEqual([
      ['Báo cáo', undefined, true],
      ['Đồng bộ', undefined, true],
    ]);
    await callerBy(first.secret);
    expect((await people.tokens.list(caller))[1]?.usedAt).toBeUndefined();
    await people.query(`UPDATE api_token SET created_at = now() - interval '2 minutes'`);
    await callerBy(first.secret, false);
    expect((await people.tokens.list(caller)).map(({ usedAt }) => usedAt)).toEqual([undefined, undefined]);
    const asks = await callerBy(first.secret);
    if (asks === undefined) throw new Error('the token opens nothing');
    expect((await people.tokens.list(asks)).filter(({ usedAt }) => usedAt !== undefined)).toMatchObject([
      { id: first.token.id },
    ]);
    await people.tokens.revoke(asks, second.token.id);
    expect(await callerBy(second.secret)).toBeUndefined();
    expect(await codeOf(people.tokens.revoke(caller, second.token.id))).toBe('TOKEN.UNKNOWN');
    expect((await people.tokens.list(caller)).map(({ name }) => name)).toEqual(['Đồng bộ']);
    expect((await actions()).at(-1)).toBe('account.tokenRevoked');
  });

  it('is nothing that another account sees or revokes', async () => {
    const { token } = await make();
    await people.person([POLICE], { email: OTHER_EMAIL, password: 'mật khẩu của bà B' });
    const other = await people.signedIn(await people.enter('mật khẩu của bà B', { email: OTHER_EMAIL }));
    expect(await people.tokens.list(other)).toEqual([]);
    expect(await codeOf(people.tokens.revoke(other, token.id))).toBe('TOKEN.UNKNOWN');
  });

  it('is seen and revoked by an administrator of the province, with a reason, and its holder is told', async () => {
    const { secret, token } = await make();
    const other: Identity = { ...administrator, scope: { level: 'tinh', provinceCode: '22' } };
    const revoked = { accountId: id, tokenId: token.id, reason: 'Lộ mã' };
    expect(await codeOf(people.tokensOfOthers.list(other, id))).toBe('ACCOUNT.UNKNOWN');
    expect(await codeOf(people.tokensOfOthers.revoke(other, revoked))).toBe('ACCOUNT.UNKNOWN');
    expect(await people.tokensOfOthers.list(administrator, id)).toMatchObject([{ id: token.id }]);
    await people.tokensOfOthers.revoke(administrator, revoked);
    expect(await callerBy(secret)).toBeUndefined();
    expect(await people.tokensOfOthers.list(administrator, id)).toEqual([]);
    expect(await codeOf(people.tokensOfOthers.revoke(administrator, revoked))).toBe('TOKEN.UNKNOWN');
    expect(await people.mailsOf('token-revoked')).toEqual([EMAIL]);
    const lines = await people.query(
      `SELECT actor_id, object, detail FROM audit JOIN audit_detail USING (cycle_id, area_code, seq)
        WHERE action = 'account.tokenRevoked'`,
    );
    const detail = JSON.stringify({ id: token.id, reason: 'Lộ mã' });
    expect(lines).toEqual([{ actor_id: administrator.actorId, object: id, detail }]);
  });

  it('ends after its last day, with the grant behind it, and with the account', async () => {
    await people.person([KEEPER], { email: OTHER_EMAIL });
    await people.query('UPDATE account SET signed_in_at = now()');
    const { secret } = await make();
    const expectEnded = async (sql: string, back: string) => {
      expect(await callerBy(secret)).toBeDefined();
      await people.query(sql);
      expect(await callerBy(secret)).toBeUndefined();
      await people.query(back);
    };
    await expectEnded(`UPDATE api_token SET to_day = to_day - 1`, `UPDATE api_token SET to_day = to_day + 1`);
    await expectEnded(
      `UPDATE account_grant SET role = 'auditor'`,
      `UPDATE account_grant SET role = 'administrator'`,
    );
    await expectEnded(
      `UPDATE account_grant SET to_day = current_date - 2`,
      `UPDATE account_grant SET to_day = NULL`,
    );
    const which = { accountId: id, grantId: caller.session?.grantId ?? '' };
    await people.keeping.endGrant(administrator, which, 'QĐ 9', randomUUID());
    expect(await callerBy(secret)).toBeUndefined();
    expect(await people.tokens.list(caller)).toMatchObject([{ inForce: false }]);
    await people.query('UPDATE account_grant SET ended_at = NULL');
    expect(await callerBy(secret)).toBeDefined();
    await people.keeping.disable(administrator, id, 'Nghỉ hưu', randomUUID());
    expect(await callerBy(secret)).toBeUndefined();
  });
});

describe('a token is made', () => {
  it('by who has just signed in, and by no token', async () => {
    const { secret } = await make();
    const asks = await callerBy(secret);
    if (asks === undefined) throw new Error('the token opens nothing');
    expect(await codeOf(make({}, asks))).toBe('AUTH.PERSON_ONLY');
    expect(await codeOf(make({}, administrator))).toBe('AUTH.PERSON_ONLY');
    expect(await codeOf(people.tokens.list(administrator))).toBe('AUTH.PERSON_ONLY');
    await people.query(`UPDATE account_session SET started_at = started_at - interval '10 minutes'`);
    expect(await codeOf(make())).toBe('AUTH.FRESH');
  });

  it('by no session to which a mailbox of two people has led', async () => {
    const { session } = caller;
    if (session === undefined) throw new Error('not signed in');
    const limited: Identity = { ...caller, session: { ...session, limit: 'shared-address' } };
    expect(await codeOf(make({}, limited))).toBe('AUTH.SHARED_ADDRESS');
  });

  it('for as many days as the installation allows', async () => {
    const told = async (days: number) => codeOf(make({ to: await day(days) }));
    expect([await told(-1), await told(0), await told(30), await told(31)]).toEqual([
      'TOKEN.LAST_DAY',
      'done',
      'done',
      'TOKEN.LAST_DAY',
    ]);
  });

  it('within the grant that the session acts in', async () => {
    const at = (role: WantedToken['role'], ...scope: Parameters<typeof scopeOf>) =>
      codeOf(make({ role, scope: scopeOf(...scope) }));
    expect(await at('auditor', 'tinh', '51')).toBe('done');
    expect(await at('administrator', 'xa', '21211')).toBe('done');
    expect(await at('screen', 'sector', '51:co-so-giao-duc')).toBe('done');
    for (const [role, level, code] of [
      ['administrator', 'tinh', '22'],
      ['administrator', 'xa', 'khong-co'],
      ['appraiser', 'tinh', '51'],
      ['unit-head', 'unit', 'QN0001'],
      ['screen', 'sector', '22:co-so-giao-duc'],
    ] as const) {
      expect([role, level, code, await at(role, level, code)]).toEqual([
        role,
        level,
        code,
        'TOKEN.BEYOND_GRANT',
      ]);
    }
  });

  it('with the office of the role, and without it for a role that only reads', async () => {
    await people.person([POLICE], { email: OTHER_EMAIL, password: 'mật khẩu của bà B' });
    const police = await people.signedIn(await people.enter('mật khẩu của bà B', { email: OTHER_EMAIL }));
    const own = await make({ role: 'appraiser' }, police);
    const screen = await make({ role: 'screen' }, police);
    expect((await callerBy(own.secret))?.officeCode).toBe('PA');
    expect((await callerBy(screen.secret))?.officeCode).toBeUndefined();
  });
});
