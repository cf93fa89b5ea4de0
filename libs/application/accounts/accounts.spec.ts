import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  administrator,
  codeOf,
  EMAIL,
  OTHER_EMAIL,
  PASSWORD,
  POLICE,
  peopleForEachTest,
  withoutOffice,
} from '../../../test/support/people.js';
import type { Identity } from '../identity/identity.js';
import { tokenDigest } from '../identity/tokens.js';
import { InviteWave } from './invite-wave.use-case.js';
import type { WantedGrant } from './keep-accounts.use-case.js';

const BOARD: WantedGrant = { ...POLICE, role: 'deciding-body', paper: 'QĐ 2' };

const people = peopleForEachTest();
const person = (name: string, grants = [POLICE], password = PASSWORD, email = EMAIL) =>
  people.person(grants, { name, password, email });
const inDatabase = (sql: string, values: readonly unknown[] = []) => people.query(sql, values);

describe('a person who signs in', () => {
  it('acts as the account, in the grant given last, and chooses another one', async () => {
    const id = await person('Nguyễn Văn A', [POLICE, BOARD]);
    const secret = await people.enter();
    const caller = await people.callerOf(secret);
    expect(caller).toMatchObject({ actorId: id, name: 'Nguyễn Văn A', role: 'deciding-body' });
    if (caller === undefined) return;
    const shown = await people.own.show(caller);
    const police = shown?.grants.find(({ role }) => role === 'appraiser');
    const acting = await people.own.actIn(caller, police?.id ?? '');
    expect(acting.identity).toMatchObject({ actorId: id, role: 'appraiser' });
    expect(await people.callerOf(secret)).toBeUndefined();
    expect(await people.callerOf(acting.secret)).toMatchObject({ actorId: id, role: 'appraiser' });
    expect(await codeOf(people.own.actIn(caller, randomUUID()))).toBe('GRANT.UNKNOWN');
  });

  it('has a secret that nothing stored tells, and a new one each time', async () => {
    await person('Nguyễn Văn A');
    const secret = await people.enter();
    const again = await people.enter(PASSWORD, { earlier: tokenDigest(secret) });
    expect(again).not.toBe(secret);
    expect(await people.callerOf(secret)).toBeUndefined();
    expect(await people.callerOf(again)).toBeDefined();
    const rows = JSON.stringify(await inDatabase('SELECT * FROM account_session'));
    for (const each of [secret, again]) expect(rows).not.toContain(each);
  });

  it('is out after signing out, and sees and ends the other sessions alone', async () => {
    const id = await person('Nguyễn Văn A');
    await person('Trần Thị B', [POLICE], 'mật khẩu của bà B', OTHER_EMAIL);
    const [first, second] = [await people.enter(), await people.enter()];
    const stranger = await people.signedIn(await people.enter('mật khẩu của bà B', { email: OTHER_EMAIL }));
    const caller = await people.signedIn(first);
    const sessions = await people.own.sessions(caller);
    expect(sessions).toHaveLength(2);
    const other = sessions.find((each) => each.id !== caller.session?.id)?.id ?? '';
    expect(await codeOf(people.own.endSession(stranger, other))).toBe('SESSION.UNKNOWN');
    await people.own.endSession(caller, other);
    expect(await people.callerOf(second)).toBeUndefined();
    await people.own.signOut(caller);
    expect(await people.callerOf(first)).toBeUndefined();
    expect(id).toBe(caller.actorId);
  });

  it('is out when idle, when the day is over, when the grant ends or the account is disabled', async () => {
    const id = await person('Nguyễn Văn A');
    const expectOut = async (change: () => Promise<unknown>) => {
      const secret = await people.enter();
      expect(await people.callerOf(secret)).toBeDefined();
      await change();
      expect(await people.callerOf(secret)).toBeUndefined();
    };
    await expectOut(() => inDatabase(`UPDATE account_session SET seen_at = now() - interval '30 minutes'`));
    await expectOut(() => inDatabase(`UPDATE account_session SET ends_at = now()`));
    const [given] = await people.database.unitOfWork.inTransaction(({ accounts }) => accounts.grantsOf([id]));
    const which = { accountId: id, grantId: given?.id ?? '' };
    await expectOut(() => people.keeping.endGrant(administrator, which, 'QĐ 9', randomUUID()));
    expect(await codeOf(people.signIn())).toBe('AUTH.NO_GRANT');
    await people.keeping.grant(administrator, id, BOARD, randomUUID());
    await expectOut(() => people.keeping.disable(administrator, id, 'Nghỉ hưu', randomUUID()));
    expect(await codeOf(people.signIn())).toBe('AUTH.WRONG');
  });

  it('is noted once a minute, and not by a look that nobody has caused', async () => {
    await person('Nguyễn Văn A');
    const secret = await people.enter();
    const back = (interval: string) =>
      inDatabase(`UPDATE account_session SET seen_at = now() - $1::interval`, [interval]);
    const idle = async () =>
      Number(
        (await inDatabase(`SELECT extract(epoch FROM now() - seen_at) AS s FROM account_session`))[0]?.['s'],
      );
    await back('50 seconds');
    await people.callerOf(secret);
    expect(await idle()).toBeGreaterThan(49);
    await back('70 seconds');
    await people.callerOf(secret, false);
    expect(await idle()).toBeGreaterThan(69);
    await people.callerOf(secret);
    expect(await idle()).toBeLessThan(5);
  });
});

it('what a person does with sessions and codes is a line of the province that keeps the account', async () => {
  const id = await person('Nguyễn Văn A', [POLICE, { ...BOARD, role: 'supervisor' }]);
  const lines = async () =>
    (
      await inDatabase(
        `SELECT area_code, action, object, actor_role, detail FROM audit JOIN audit_detail USING (cycle_id, area_code, seq)
          WHERE actor_id = $1 ORDER BY seq`,
        [id],
      )
    ).map(({ action, detail, ...line }) => {
      expect(line).toEqual({ area_code: '51', object: id, actor_role: 'person' });
      return [action, JSON.parse(String(detail)) as unknown] as const;
    });
  const caller = await people.signedIn(await people.enterByCode());
  const other = caller.session?.grantId;
  const police = (await people.own.show(caller))?.grants.find(({ role }) => role === 'appraiser')?.id ?? '';
  await people.own.actIn(caller, police);
  await people.own.signOut(caller);
  expect(await lines()).toEqual([
    ['account.authenticatorSet', {}],
    ['account.signedIn', { way: 'password', hasCode: true, grant: other }],
    ['account.grantChosen', { from: other, to: police }],
    ['account.sessionEnded', { session: caller.session?.id }],
  ]);
});

describe('a named device', () => {
  const UNIT = `role = 'unit-officer', scope_level = 'unit', scope_code = 'QN0001', office_code = NULL`;
  const idle = () => inDatabase(`UPDATE account_session SET seen_at = now() - interval '31 minutes'`);
  const ofOfficer = async () => {
    await person('Nguyễn Văn A');
    await inDatabase(`UPDATE account_grant SET ${UNIT}`);
  };

  it('is left for drafts once the session is over, whatever comes by it, until its time is over', async () => {
    await ofOfficer();
    const secret = await people.enter(PASSWORD, { remember: true });
    const { session } = await people.signedIn(secret);
    const days = (Date.parse(session?.namedUntil ?? '') - Date.now()) / 86_400_000;
    expect([session?.limit, Math.round(days)]).toEqual([undefined, 90]);
    await idle();
    for (let request = 0; request < 2; request += 1) {
      expect((await people.callerOf(secret))?.session?.limit).toBe('named-device');
    }
    await inDatabase(`UPDATE account_session SET ends_at = now() - interval '80 days'`);
    await people.enter();
    expect((await people.callerOf(secret))?.session?.limit).toBe('named-device');
    await inDatabase(`UPDATE account_session SET named_until = now()`);
    expect(await people.callerOf(secret)).toBeUndefined();
  });

  it('is listed no more once its grant has ended, for nothing comes by it', async () => {
    await ofOfficer();
    await people.enter(PASSWORD, { remember: true });
    await inDatabase(`UPDATE account_grant SET ended_at = now()`);
    const [account] = await people.keeping.list(administrator);
    const accountId = account?.account.id ?? '';
    await people.keeping.grant(administrator, accountId, POLICE, randomUUID());
    expect(await people.own.sessions(await people.signedIn(await people.enter()))).toHaveLength(1);
  });

  it('is listed, and worth nothing once it is ended', async () => {
    await ofOfficer();
    const secret = await people.enter(PASSWORD, { remember: true });
    await idle();
    const caller = await people.signedIn(await people.enter());
    const named = (await people.own.sessions(caller)).filter(({ namedUntil }) => namedUntil !== undefined);
    expect(named).toHaveLength(1);
    await people.own.endSession(caller, named[0]?.id ?? '');
    expect(await people.callerOf(secret)).toBeUndefined();
  });

  it('stays one when its holder signs in again, for as long as before, and is none of somebody else', async () => {
    await ofOfficer();
    await person('Trần Thị B', [POLICE], 'mật khẩu của bà B', OTHER_EMAIL);
    await inDatabase(`UPDATE account_grant SET ${UNIT}`);
    const secret = await people.enter(PASSWORD, { remember: true });
    const { session } = await people.signedIn(secret);
    const again = await people.enter(PASSWORD, { earlier: tokenDigest(secret) });
    expect((await people.signedIn(again)).session?.namedUntil).toBe(session?.namedUntil);
    const other = await people.enter('mật khẩu của bà B', {
      email: OTHER_EMAIL,
      earlier: tokenDigest(again),
    });
    expect((await people.signedIn(other)).session?.namedUntil).toBeUndefined();
    expect(await people.callerOf(again)).toBeUndefined();
  });

  it('is named no longer at a sign-in whose session would outlast the name, and the cookie with it', async () => {
    await ofOfficer();
    const secret = await people.enter(PASSWORD, { remember: true });
    await inDatabase(`UPDATE account_session SET named_until = now() + interval '7 hours'`);
    const again = await people.enter(PASSWORD, { earlier: tokenDigest(secret) });
    expect((await people.signedIn(again)).session?.namedUntil).toBeUndefined();
    await inDatabase(`UPDATE account_session SET named_until = now() + interval '9 hours'`);
    const longer = await people.enter(PASSWORD, { earlier: tokenDigest(again) });
    expect((await people.signedIn(longer)).session?.namedUntil).toBeDefined();
  });

  it('is none for who sees more than one unit', async () => {
    await person('Nguyễn Văn A');
    const secret = await people.enter(PASSWORD, { remember: true });
    expect((await people.signedIn(secret)).session?.namedUntil).toBeUndefined();
    await idle();
    expect(await people.callerOf(secret)).toBeUndefined();
  });
});

describe('who guesses', () => {
  it('is told the same of every address, and pays a hash for an unknown one', async () => {
    await person('Nguyễn Văn A');
    expect(await codeOf(people.signIn('sai mật khẩu'))).toBe('AUTH.WRONG');
    expect(await codeOf(people.signIn(PASSWORD, { email: 'khong-co@example.test' }))).toBe('AUTH.WRONG');
    expect(people.verified).toBe(2);
  });

  it('waits after five wrong ones, however many come at once, and so does nobody else behind the net', async () => {
    await person('Nguyễn Văn A');
    await person('Trần Thị B', [POLICE], 'mật khẩu của bà B', OTHER_EMAIL);
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(people.signIn('sai mật khẩu'))));
    expect(codes.filter((code) => code === 'AUTH.WRONG')).toHaveLength(5);
    expect(codes.filter((code) => code === 'AUTH.WAIT')).toHaveLength(15);
    expect(people.verified).toBe(5);
    expect(await codeOf(people.signIn())).toBe('AUTH.WAIT');
    expect(await codeOf(people.signIn('mật khẩu của bà B', { email: OTHER_EMAIL }))).toBe('done');
    expect(await codeOf(people.signIn(PASSWORD, { net: '10.0.0.2' }))).toBe('done');
    await inDatabase(`UPDATE sign_in_attempt SET last_at = now() - interval '2 seconds'`);
    expect(await codeOf(people.signIn())).toBe('done');
  });

  it('from many nets waits too, and the holder does not where they have signed in from before', async () => {
    await person('Nguyễn Văn A');
    expect(await codeOf(people.signIn())).toBe('done');
    const codes: string[] = [];
    for (let net = 0; net < 25; net += 1)
      codes.push(await codeOf(people.signIn('sai', { net: `10.1.0.${net}` })));
    expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'AUTH.WRONG'));
    expect(codes.slice(20)).toContain('AUTH.WAIT');
    expect(await codeOf(people.signIn(PASSWORD, { net: '10.2.0.1' }))).toBe('AUTH.WAIT');
    expect(await codeOf(people.signIn())).toBe('done');
  });

  it('from one net at many addresses is told later, and nobody is turned away', async () => {
    await person('Nguyễn Văn A');
    for (let each = 0; each < 52; each += 1) {
      expect(await codeOf(people.signIn('sai', { email: `thu-${each}@example.test` }))).toBe('AUTH.WRONG');
    }
    expect(people.paused).toEqual([2_000]);
    expect(await codeOf(people.signIn())).toBe('done');
  });

  it('at an address of two accounts comes in to the one whose password it is', async () => {
    const [first, second] = [
      await person('Nguyễn Văn A'),
      await person('Trần Thị B', [BOARD], 'mật khẩu của bà B'),
    ];
    expect(await people.callerOf(await people.enter())).toMatchObject({ actorId: first });
    expect(await people.callerOf(await people.enter('mật khẩu của bà B'))).toMatchObject({ actorId: second });
  });
});

describe('an administrator', () => {
  it('keeps the accounts of the own province alone, and each change is audited', async () => {
    const id = await person('Nguyễn Văn A', []);
    const other: Identity = { ...administrator, scope: { level: 'tinh', provinceCode: '22' } };
    expect(await people.keeping.list(other)).toEqual([]);
    expect(await codeOf(people.keeping.grant(other, id, POLICE, randomUUID()))).toBe('ACCOUNT.UNKNOWN');
    expect(await codeOf(people.keeping.disable(other, id, 'x', randomUUID()))).toBe('ACCOUNT.UNKNOWN');
    expect(await codeOf(people.keeping.list({ ...administrator, cycleId: 'dt' }))).toBe(
      'ACTOR.REHEARSAL_ONLY',
    );
    const officer: Identity = { ...administrator, role: 'supervisor' };
    expect(await codeOf(people.keeping.create(officer, { name: 'x' }, randomUUID()))).toBe(
      'ACTOR.ADMINISTRATOR_ONLY',
    );
    await people.keeping.grant(administrator, id, POLICE, randomUUID());
    await people.keeping.disable(administrator, id, 'Nghỉ hưu', randomUUID());
    expect(await codeOf(people.keeping.grant(administrator, id, POLICE, randomUUID()))).toBe(
      'ACCOUNT.DISABLED',
    );
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
      codeOf(people.keeping.grant(administrator, id, { ...POLICE, ...change }, randomUUID()));
    expect(await at({ scope: { level: 'tinh', provinceCode: '22' } })).toBe('AREA.UNKNOWN');
    expect(await at({ scope: { level: 'xa', communeCode: '51' } })).toBe('AREA.UNKNOWN');
    expect(await at({ role: 'unit-head', scope: { level: 'unit', unitId: 'X' } })).toBe('UNIT.NOT_IN_SCOPE');
    expect(await at({ officeCode: 'X' })).toBe('OFFICE.UNKNOWN');
    for (const role of ['appraiser', 'deciding-body', 'supervisor'] as const) {
      expect(await codeOf(people.keeping.grant(administrator, id, withoutOffice(role), randomUUID()))).toBe(
        'GRANT.NEEDS_OFFICE',
      );
    }
    expect(
      await codeOf(people.keeping.grant(administrator, id, withoutOffice('auditor'), randomUUID())),
    ).toBe('done');
  });

  it('gives a role over a sector with an office of its province alone', async () => {
    const id = await person('Nguyễn Văn A', []);
    const scope = { level: 'sector', provinceCode: '51', unitKind: 'co-so-giao-duc' } as const;
    const at = (officeCode: string) =>
      codeOf(
        people.keeping.grant(
          administrator,
          id,
          { ...POLICE, role: 'supervisor', scope, officeCode },
          randomUUID(),
        ),
      );
    expect(await at('PA')).toBe('done');
    expect(await at('PB')).toBe('OFFICE.UNKNOWN');
  });

  it('is told when the last mail of a wave goes, after those that wait, and whom it cannot reach', async () => {
    await person('Nguyễn Văn A');
    await people.keeping.grant(
      administrator,
      (await people.keeping.create(administrator, { name: 'Không Hộp Thư' }, randomUUID())).account.id,
      POLICE,
      randomUUID(),
    );
    const wave = (dryRun: boolean) =>
      new InviteWave(people.database.unitOfWork, people.secrets).execute(
        administrator,
        { wave: 1, size: 10, again: false },
        randomUUID(),
        dryRun,
      );
    expect((await wave(true)).minutes).toBe(1);
    await people.database.unitOfWork.inTransaction(({ messages }) =>
      messages.enqueue({
        ...{ key: 'w', relay: 'relay', template: 'invitation', recipient: OTHER_EMAIL, params: {} },
        delayMs: 600_000,
      }),
    );
    for (const dryRun of [true, false]) {
      expect(await wave(dryRun)).toMatchObject({
        minutes: 11,
        invited: [{ name: 'Nguyễn Văn A' }],
        leftOut: [{ code: 'ACCOUNT.NO_ADDRESS', place: 'Không Hộp Thư' }],
      });
    }
  });

  it('ends a grant once, and begins another one by another paper', async () => {
    const id = await person('Nguyễn Văn A');
    const [kept] = await people.keeping.list(administrator);
    const which = { accountId: id, grantId: kept?.grants[0]?.id ?? '' };
    const ended = await people.keeping.endGrant(administrator, which, 'QĐ 9', randomUUID());
    expect(ended.grants).toMatchObject([{ endPaper: 'QĐ 9', paper: 'QĐ 1' }]);
    expect(await codeOf(people.keeping.endGrant(administrator, which, 'QĐ 9', randomUUID()))).toBe(
      'GRANT.ENDED',
    );
    const none = { ...which, grantId: randomUUID() };
    expect(await codeOf(people.keeping.endGrant(administrator, none, 'QĐ 9', randomUUID()))).toBe(
      'GRANT.UNKNOWN',
    );
    const again = { by: 'spec', paper: 'QĐ 10' };
    expect(
      await people.database.unitOfWork.inTransaction(({ accounts }) =>
        accounts.endGrant(which.grantId, again),
      ),
    ).toBe(false);
    expect(await inDatabase('SELECT end_paper FROM account_grant')).toEqual([{ end_paper: 'QĐ 9' }]);
    const moved = await people.keeping.grant(administrator, id, BOARD, randomUUID());
    expect(moved.grants.map(({ paper }) => paper)).toEqual(['QĐ 1', 'QĐ 2']);
  });
});

it('an end to come leaves a role in force, and open to whoever counts who acts, until then', async () => {
  const id = await person('Nguyễn Văn A');
  await inDatabase(
    `UPDATE account_grant SET role = 'unit-head', scope_level = 'unit', scope_code = 'QN0001'`,
  );
  await people.keeping.grant(administrator, id, POLICE, randomUUID());
  const counted = () =>
    people.database.unitOfWork.inTransaction(async ({ accounts }) => [
      (await accounts.holdersAt('QN0001', 'unit-head')).length,
      (await accounts.actorsOf('51')).length,
    ]);
  const ends = (when: string) =>
    inDatabase(`UPDATE account_grant SET ended_at = now() + $1::interval`, [when]);
  expect(await counted()).toEqual([1, 1]);
  await ends('1 hour');
  expect(await counted()).toEqual([1, 1]);
  await ends('-1 hour');
  expect(await counted()).toEqual([0, 0]);
});
