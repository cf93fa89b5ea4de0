import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  administrator,
  codeOf,
  EMAIL,
  KEEPER,
  NET,
  OTHER_EMAIL,
  PASSWORD,
  peopleForEachTest,
  SCREEN,
} from '../../../test/support/people.js';
import { tokenDigest } from '../identity/tokens.js';
import { InviteWave } from './invite-wave.use-case.js';
import type { WantedGrant } from './keep-accounts.use-case.js';

const people = peopleForEachTest();
const person = (grant: WantedGrant, more: Readonly<Record<string, string | undefined>> = {}) =>
  people.person([grant], more);
const inDatabase = (sql: string, values: readonly unknown[] = []) => people.query(sql, values);
const at = (secret: string, net = NET) => ({ secret, net, userAgent: 'spec' });

describe('another address', () => {
  const MAILS = 'SELECT template, recipient FROM message ORDER BY created_at';
  const change = (id: string, email: string) =>
    codeOf(
      people.addresses.byAdministrator(administrator, id, { email, reason: 'Đổi hộp thư' }, randomUUID()),
    );

  it('makes worthless what the old one was sent, ends sessions, and the old one is told', async () => {
    const id = await person(SCREEN, { password: PASSWORD });
    const secret = await people.enter();
    const [link, invitation] = [await people.mailed('link', id), await people.mailed('invitation', id)];
    expect(await change(id, OTHER_EMAIL)).toBe('done');
    expect(await codeOf(people.opening.link(at(link)))).toBe('AUTH.LINK_SPENT');
    expect(await codeOf(people.opening.invitation(at(invitation), undefined))).toBe('AUTH.LINK_SPENT');
    expect(await people.callerOf(secret)).toBeUndefined();
    expect(await inDatabase(MAILS)).toEqual([{ template: 'address-changed', recipient: EMAIL }]);
    expect(await codeOf(people.enter(PASSWORD, { email: OTHER_EMAIL }))).toBe('done');
    const lines = await inDatabase(
      `SELECT detail FROM audit JOIN audit_detail USING (cycle_id, area_code, seq) WHERE action = 'account.addressChanged'`,
    );
    expect(lines.map(({ detail }) => JSON.parse(String(detail)) as object)).toEqual([
      { from: EMAIL, to: OTHER_EMAIL, reason: 'Đổi hộp thư' },
    ]);
  });

  it('that somebody else has opens no session that sends by a link, and no password of both', async () => {
    const id = await person(SCREEN, { password: PASSWORD });
    await person(SCREEN, { email: OTHER_EMAIL, password: PASSWORD });
    await change(id, OTHER_EMAIL);
    const opened = await people.opening.link(at(await people.mailed('link', id)));
    if ('ticket' in opened) throw new Error('a code was asked for');
    expect((await people.signedIn(opened.secret)).session?.limit).toBe('shared-address');
    expect(await codeOf(people.enter(PASSWORD, { email: OTHER_EMAIL }))).toBe('AUTH.WRONG');
  });

  describe('of their own', () => {
    const signedIn = async () => {
      const id = await person(SCREEN, { password: PASSWORD });
      const [mine, other] = [await people.enter(), await people.enter()];
      return { id, mine, other, caller: await people.signedIn(mine) };
    };
    const mails = () => inDatabase('SELECT template, recipient FROM message ORDER BY created_at, template');
    /** What the newest mail to the new address opens. */
    const sent = async () => {
      const [row] = await inDatabase(
        `SELECT id FROM one_time_secret WHERE purpose = 'address' ORDER BY created_at DESC LIMIT 1`,
      );
      return people.secrets.of({ purpose: 'address', id: String(row?.['id']) });
    };

    it('a person asks for who has just signed in, by no mailbox of two people and no token', async () => {
      const { caller } = await signedIn();
      const asked = (by = caller) => codeOf(people.addresses.ask(by, OTHER_EMAIL));
      const { session, ...byToken } = caller;
      if (session === undefined) throw new Error('not signed in');
      expect(await asked(byToken)).toBe('AUTH.PERSON_ONLY');
      expect(await asked({ ...caller, session: { ...session, limit: 'shared-address' } })).toBe(
        'AUTH.SHARED_ADDRESS',
      );
      await inDatabase(`UPDATE account_session SET started_at = started_at - interval '10 minutes'`);
      expect(await asked()).toBe('AUTH.FRESH');
      await inDatabase('UPDATE account_session SET started_at = now()');
      expect(await asked()).toBe('done');
    });

    it('changes when the link in the new mailbox is opened; the old address is told, and other sessions end', async () => {
      const { mine, other, caller } = await signedIn();
      await people.addresses.ask(caller, OTHER_EMAIL);
      expect(await mails()).toEqual([{ template: 'address-confirm', recipient: OTHER_EMAIL }]);
      expect([await people.callerOf(mine), await people.callerOf(other)]).toEqual([
        caller,
        expect.anything(),
      ]);
      expect(await codeOf(people.enter(PASSWORD, { email: OTHER_EMAIL }))).toBe('AUTH.WRONG');
      const secret = await sent();
      await people.addresses.open(secret);
      expect([await people.callerOf(mine), await people.callerOf(other)]).toEqual([caller, undefined]);
      expect(await people.mailsOf('address-changed')).toEqual([EMAIL]);
      expect(await codeOf(people.enter(PASSWORD, { email: OTHER_EMAIL }))).toBe('done');
      expect(await codeOf(people.addresses.open(secret))).toBe('AUTH.LINK_SPENT');
    });

    it('that is somebody else’s is answered alike, and goes to nobody', async () => {
      const { caller } = await signedIn();
      const other = await person(SCREEN, { email: OTHER_EMAIL, password: PASSWORD });
      expect(await codeOf(people.addresses.ask(caller, OTHER_EMAIL))).toBe('done');
      expect(await mails()).toEqual([{ template: 'address-taken', recipient: OTHER_EMAIL }]);
      expect(await codeOf(people.addresses.open(await sent()))).toBe('AUTH.LINK_SPENT');
      expect(await people.callerOf(await people.enter(PASSWORD, { email: OTHER_EMAIL }))).toMatchObject({
        actorId: other,
      });
    });

    it('that somebody else has got meanwhile goes to nobody', async () => {
      const { id, caller } = await signedIn();
      await people.addresses.ask(caller, OTHER_EMAIL);
      await person(SCREEN, { email: OTHER_EMAIL });
      expect(await codeOf(people.addresses.open(await sent()))).toBe('AUTH.LINK_SPENT');
      expect(await inDatabase('SELECT email FROM account WHERE id = $1', [id])).toEqual([{ email: EMAIL }]);
    });

    it('is asked for three times in a quarter of an hour, however often, and no more mails go', async () => {
      const { caller } = await signedIn();
      for (let each = 0; each < 5; each += 1) await people.addresses.ask(caller, OTHER_EMAIL);
      expect(await mails()).toHaveLength(3);
    });

    it.each([
      ['signed out', `ended_at = now()`],
      ['past its end', `ends_at = now()`],
      ['long unused', `seen_at = now() - make_interval(secs => idle_ms / 1000)`],
    ])('waits in vain once the session that asked is %s', async (_how, over) => {
      const { id, caller } = await signedIn();
      await people.addresses.ask(caller, OTHER_EMAIL);
      await inDatabase(`UPDATE account_session SET ${over} WHERE id = $1`, [caller.session?.id]);
      expect(await codeOf(people.addresses.open(await sent()))).toBe('AUTH.LINK_SPENT');
      expect(await inDatabase('SELECT email FROM account WHERE id = $1', [id])).toEqual([{ email: EMAIL }]);
    });

    it('waits in vain once an administrator has changed it', async () => {
      const { id, caller } = await signedIn();
      await people.addresses.ask(caller, OTHER_EMAIL);
      const secret = await sent();
      await change(id, 'ba@example.test');
      expect(await codeOf(people.addresses.open(secret))).toBe('AUTH.LINK_SPENT');
    });
  });

  it('of their own no administrator enters by the way for others', async () => {
    const id = await person(KEEPER);
    const own = { ...administrator, actorId: id };
    const change = { email: OTHER_EMAIL, reason: 'Đổi hộp thư' };
    expect(await codeOf(people.addresses.byAdministrator(own, id, change, randomUUID()))).toBe(
      'ACCOUNT.OWN_ADDRESS',
    );
  });
});

describe('whoever takes an account over by an administrator', () => {
  /** A change of so many days ago. */
  const long = (id: string, days: number, by: string, formerEmail: string | null = null) =>
    inDatabase(
      `INSERT INTO account_proof_change (id, account_id, kind, changed_by, changed_at, former_email)
       VALUES (gen_random_uuid(), $1, 'address', $2, now() - $3 * interval '1 day', $4)`,
      [id, by, days, formerEmail],
    );
  const changes = (id: string, by = administrator) => ({
    address: () =>
      people.addresses.byAdministrator(by, id, { email: OTHER_EMAIL, reason: 'x' }, randomUUID()),
    authenticator: () => people.keeping.resetAuthenticator(by, id, 'Mất điện thoại', randomUUID()),
    invitation: () => people.keeping.invite(by, id, undefined, randomUUID()),
  });

  it('has told the address that its holder had until lately of each step, and no longer than a month', async () => {
    const id = await person(SCREEN, { password: PASSWORD });
    await long(id, 31, 'spec', 'xua@example.test');
    await long(id, 29, 'spec', 'cu@example.test');
    for (const act of Object.values(changes(id))) await act();
    const told = async (email: string) =>
      (
        await inDatabase('SELECT template FROM message WHERE recipient = $1 ORDER BY created_at', [email])
      ).map(({ template }) => template);
    const each = ['address-changed', 'authenticator-reset', 'invited-elsewhere'];
    expect([await told(EMAIL), await told('cu@example.test'), await told('xua@example.test')]).toEqual([
      each,
      each,
      [],
    ]);
    expect(await told(OTHER_EMAIL)).toEqual(['authenticator-reset', 'invitation']);
  });

  it('counts as its maker, as whoever invites its holder does, by one person or in a wave', async () => {
    const id = await person(SCREEN);
    await inDatabase(`UPDATE account SET created_at = now() - interval '8 days'`);
    await inDatabase(`UPDATE account_grant SET granted_at = now() - interval '8 days'`);
    await long(id, 8, 'xua');
    const makers = () => people.database.unitOfWork.inTransaction(({ accounts }) => accounts.makersOf(id, 7));
    const expected = [id];
    expect(await makers()).toEqual(expected);
    for (const kind of ['address', 'authenticator', 'invitation'] as const) {
      await changes(id, { ...administrator, actorId: kind })[kind]();
      expected.push(kind);
      expect([...(await makers())].sort()).toEqual([...expected].sort());
    }
    await inDatabase(`UPDATE account SET invited_at = NULL`);
    const wave = { wave: 1, size: 10, again: false };
    const inviting = new InviteWave(people.database.unitOfWork, people.secrets);
    await inviting.execute({ ...administrator, actorId: 'wave' }, wave, randomUUID(), false);
    expect(await makers()).toContain('wave');
  });
});

describe('who takes an account back', () => {
  it.each<[string, (id: string, secret: string) => Promise<unknown>]>([
    [
      'a new password',
      async (_id, secret) =>
        people.changing.execute(await people.signedIn(secret), {
          old: PASSWORD,
          next: 'một câu dài khác hẳn',
        }),
    ],
    [
      'another authenticator',
      (id) => people.keeping.resetAuthenticator(administrator, id, 'Mất điện thoại', randomUUID()),
    ],
    [
      'another address',
      (id) =>
        people.addresses.byAdministrator(
          administrator,
          id,
          { email: OTHER_EMAIL, reason: 'x' },
          randomUUID(),
        ),
    ],
  ])('by %s leaves no token to whoever was in it', async (_how, recover) => {
    const id = await person(SCREEN, { password: PASSWORD });
    const mine = await people.enter();
    const to = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const made = await people.tokens.make(await people.signedIn(mine), {
      ...{ name: 'Đồng bộ', role: 'screen', scope: SCREEN.scope, to },
    });
    const byToken = () => people.callers.find({ kind: 'token', digest: tokenDigest(made.secret) });
    expect(await byToken()).toBeDefined();
    await recover(id, mine);
    expect(await byToken()).toBeUndefined();
  });
});
