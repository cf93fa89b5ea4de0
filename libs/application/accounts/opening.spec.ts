import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.js';
import {
  administrator,
  CODE,
  codeOf,
  EMAIL,
  KEEPER,
  NET,
  OTHER_EMAIL,
  PASSWORD,
  POLICE,
  peopleForEachTest,
  SCREEN,
} from '../../../test/support/people.js';
import { ForgetSpent } from './forget-spent.use-case.js';
import { sendInvitation } from './invitation.js';
import type { WantedGrant } from './keep-accounts.use-case.js';
import { RequestLink } from './request-link.use-case.js';

const SUPERVISOR: WantedGrant = { ...POLICE, role: 'supervisor', paper: 'QĐ 2' };

const people = peopleForEachTest();
const person = (grant: WantedGrant, more: Readonly<Record<string, string | undefined>> = {}) =>
  people.person([grant], more);
const inDatabase = (sql: string, values: readonly unknown[] = []) => people.query(sql, values);
const at = (secret: string, net = NET) => ({ secret, net, userAgent: 'spec' });
const signIn = (password: string, net: string) => people.signIn(password, { net });
async function ticketBy(way: 'link' | 'password', accountId: string): Promise<string> {
  const admitted =
    way === 'link'
      ? await people.opening.link(at(await people.mailed('link', accountId)))
      : await signIn(PASSWORD, NET);
  if (!('ticket' in admitted)) throw new Error('no code was asked for');
  return admitted.ticket;
}

describe('a mailbox of two accounts', () => {
  it('sets no password, and the invitation still holds', async () => {
    const id = await person(SCREEN);
    await person(SCREEN);
    const secret = await people.mailed('invitation', id);
    expect(await codeOf(people.opening.invitation(at(secret), PASSWORD))).toBe('AUTH.SHARED_ADDRESS');
    const kept = await people.database.unitOfWork.inTransaction(({ accounts }) =>
      accounts.passwordsOf(EMAIL),
    );
    expect(kept).toEqual([]);
    expect(await codeOf(people.opening.invitation(at(secret), undefined))).toBe('done');
  });

  it('gives no authenticator, and confirms none that its holder has begun', async () => {
    const id = await person(SUPERVISOR, { password: PASSWORD });
    await person(SCREEN);
    const byMail = await ticketBy('link', id);
    expect(await codeOf(people.second.enrol(byMail))).toBe('AUTH.SHARED_ADDRESS');
    const own = await ticketBy('password', id);
    await people.second.enrol(own);
    expect(await codeOf(people.bring(byMail, CODE))).toBe('AUTH.SHARED_ADDRESS');
    expect(await codeOf(people.bring(own, CODE))).toBe('done');
  });

  it('is sent no invitation', async () => {
    const id = await person(SCREEN);
    const other = await person(SCREEN);
    const invite = () => codeOf(people.keeping.invite(administrator, id, undefined, randomUUID()));
    expect(await invite()).toBe('ACCOUNT.SHARED_ADDRESS');
    await people.keeping.disable(administrator, other, 'Nghỉ hưu', randomUUID());
    expect(await invite()).toBe('done');
  });
});

describe('what is sent while the address of its account is changed', () => {
  const mails = async () =>
    (await people.query('SELECT count(*)::int AS n FROM message', [])).map(({ n }) => n);

  it('as a link goes nowhere', async () => {
    const id = await person(SCREEN);
    const change = people.database.source.createQueryRunner();
    await change.startTransaction();
    await change.query(`UPDATE account SET email = 'moi@unit.example.test' WHERE id = $1`, [id]);
    const { unitOfWork } = people.database;
    let asked: Promise<unknown> | undefined;
    const watched: Pick<typeof unitOfWork, 'inTransaction' | 'inSnapshot'> = {
      inTransaction: (work) => {
        const done = unitOfWork.inTransaction(work);
        asked = done;
        return done;
      },
      inSnapshot: (work) => unitOfWork.inSnapshot(work),
    };
    new RequestLink(watched, people.secrets, () => undefined).begin({ email: EMAIL });
    await eventually(async () => {
      const [row] = await people.query(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        [],
      );
      return row?.['n'] === 1 ? row : undefined;
    });
    await change.commitTransaction();
    await change.release();
    await asked;
    expect(await mails()).toEqual([0]);
  });

  it('as an invitation goes nowhere, and leaves nothing that opens', async () => {
    const id = await person(SCREEN);
    const read = { id, name: 'Nguyễn Văn An', email: 'cu@unit.example.test' };
    await people.database.unitOfWork.inTransaction((records) =>
      sendInvitation(records, people.secrets, read, { by: 'spec' }),
    );
    expect(await mails()).toEqual([0]);
    expect(await people.query('SELECT id FROM one_time_secret', [])).toEqual([]);
  });
});

describe('what a mail has brought', () => {
  it.each(['link', 'invitation'] as const)(
    'as a %s makes the net one of its holder, whom nobody shuts out from afar',
    async (purpose) => {
      const id = await person(SCREEN, { password: PASSWORD });
      const secret = await people.mailed(purpose, id);
      await (purpose === 'link'
        ? people.opening.link(at(secret))
        : people.opening.invitation(at(secret), undefined));
      for (let net = 0; net < 25; net += 1) await codeOf(signIn('sai', `10.1.0.${net}`));
      expect(await codeOf(signIn(PASSWORD, '10.2.0.1'))).toBe('AUTH.WAIT');
      expect(await codeOf(signIn(PASSWORD, NET))).toBe('done');
    },
  );

  it('costs no hash where it is none, or its time is over', async () => {
    expect(await codeOf(people.opening.invitation(at('none'), PASSWORD))).toBe('AUTH.LINK_SPENT');
    const secret = await people.mailed('invitation', await person(SCREEN));
    await people.database.source.query('UPDATE one_time_secret SET valid_until = now()');
    expect(await codeOf(people.opening.invitation(at(secret), PASSWORD))).toBe('AUTH.LINK_SPENT');
    expect(people.hashed).toBe(0);
  });
});

describe('an authenticator', () => {
  it('that another key has sealed proves nothing and is logged; a recovery code still lets in', async () => {
    const id = await person(SUPERVISOR, { password: PASSWORD });
    const ticket = await ticketBy('password', id);
    await people.second.enrol(ticket);
    const { recoveryCodes = [] } = await people.bring(ticket, CODE);
    people.isUnsealed = false;
    const again = await ticketBy('password', id);
    expect(await codeOf(people.bring(again, CODE))).toBe('AUTH.CODE_WRONG');
    expect(people.notUnsealed).toEqual([id]);
    expect(await codeOf(people.bring(again, recoveryCodes[0] ?? ''))).toBe('done');
    const used = `SELECT object FROM audit WHERE action = 'account.recoveryCodeUsed'`;
    expect(await inDatabase(used)).toEqual([{ object: id }]);
  });

  it('that is lost makes room for another one and ten new codes, by a recovery code that is right', async () => {
    const id = await person(SUPERVISOR, { password: PASSWORD });
    const first = await ticketBy('password', id);
    await people.second.enrol(first);
    const { recoveryCodes: old = [] } = await people.bring(first, CODE);
    const ticket = await ticketBy('password', id);
    expect(await codeOf(people.second.enrol(ticket, 'none'))).toBe('AUTH.CODE_WRONG');
    await people.second.enrol(ticket, old[0]);
    const { recoveryCodes: anew = [] } = await people.bring(ticket, CODE);
    expect([anew.length, anew.some((code) => old.includes(code))]).toEqual([10, false]);
    expect(await codeOf(people.bring(await ticketBy('password', id), old[1] ?? ''))).toBe('AUTH.CODE_WRONG');
    expect(await people.mailsOf('authenticator-reset')).toEqual([EMAIL]);
  });

  it('is taken away by an administrator with a reason; sessions end, the holder is told, the next sign-in gives another', async () => {
    const id = await person(SUPERVISOR, { password: PASSWORD });
    const ticket = await ticketBy('password', id);
    await people.second.enrol(ticket);
    const { secret } = await people.bring(ticket, CODE);
    await people.keeping.resetAuthenticator(administrator, id, 'Mất điện thoại', randomUUID());
    expect(await people.callerOf(secret)).toBeUndefined();
    expect(await signIn(PASSWORD, NET)).toMatchObject({ enrols: true });
    expect(await people.mailsOf('authenticator-reset')).toEqual([EMAIL]);
    const lines = await inDatabase(
      `SELECT detail FROM audit JOIN audit_detail USING (cycle_id, area_code, seq) WHERE action = 'account.authenticatorReset'`,
    );
    expect(lines).toEqual([{ detail: JSON.stringify({ reason: 'Mất điện thoại' }) }]);
  });
});

describe('a password', () => {
  it('that is set anew ends the other sessions and what was mailed before, and its holder is told', async () => {
    const id = await person(SCREEN, { password: PASSWORD });
    const mine = await people.enter(PASSWORD);
    const other = await people.enter(PASSWORD);
    const link = await people.mailed('link', id);
    const caller = await people.signedIn(mine);
    const next = 'một câu dài khác hẳn';
    const change = (old: string) => codeOf(people.changing.execute(caller, { old, next }));
    expect(await change('sai mật khẩu')).toBe('AUTH.WRONG');
    expect(await people.callerOf(other)).toBeDefined();
    expect(await change(PASSWORD)).toBe('done');
    expect([await people.callerOf(mine), await people.callerOf(other)]).toEqual([
      expect.objectContaining({ actorId: id }),
      undefined,
    ]);
    expect(await codeOf(people.opening.link(at(link)))).toBe('AUTH.LINK_SPENT');
    expect(await codeOf(people.enter(PASSWORD))).toBe('AUTH.WRONG');
    expect(await codeOf(people.enter(next))).toBe('done');
    expect(await people.mailsOf('password-set')).toEqual([EMAIL]);
  });

  it('is guessed by no session either', async () => {
    await person(SCREEN, { password: PASSWORD });
    const caller = await people.signedIn(await people.enter());
    const told: string[] = [];
    for (let each = 0; each < 6; each += 1) {
      told.push(
        await codeOf(people.changing.execute(caller, { old: `sai ${each}`, next: 'một câu dài khác hẳn' })),
      );
    }
    expect(told).toEqual([...Array.from({ length: 5 }, () => 'AUTH.WRONG'), 'AUTH.WAIT']);
  });

  it('lets nobody in whose account is disabled while it is looked at', async () => {
    const id = await person(SCREEN, { password: PASSWORD });
    const slow = {
      ...people.passwords,
      verify: async () => people.keeping.disable(administrator, id, 'x', randomUUID()).then(() => true),
    };
    expect(await codeOf(people.signIn(PASSWORD, {}, slow))).toBe('AUTH.WRONG');
  });
});

describe('a session without a code', () => {
  it('opens nothing in a role that asks for one', async () => {
    await person(SCREEN, { password: PASSWORD });
    const secret = await people.enter(PASSWORD);
    expect(await people.callerOf(secret)).toBeDefined();
    await inDatabase(`UPDATE account_grant SET role = 'supervisor'`);
    expect(await people.callerOf(secret)).toBeUndefined();
  });
});

describe('the last administrator', () => {
  it('of a province who has signed in is neither disabled nor ended, also where two end each other', async () => {
    const one = await person(KEEPER);
    const other = await person(KEEPER, { email: OTHER_EMAIL });
    const disable = (id: string) =>
      codeOf(people.keeping.disable(administrator, id, 'Nghỉ hưu', randomUUID()));
    await inDatabase('UPDATE account SET signed_in_at = now() WHERE id = $1', [one]);
    expect(await disable(one)).toBe('ACCOUNT.LAST_ADMINISTRATOR');
    const kept = (await people.keeping.list(administrator)).find(({ account }) => account.id === one);
    const which = { accountId: one, grantId: kept?.grants[0]?.id ?? '' };
    expect(await codeOf(people.keeping.endGrant(administrator, which, 'QĐ 9', randomUUID()))).toBe(
      'ACCOUNT.LAST_ADMINISTRATOR',
    );
    await inDatabase('UPDATE account SET signed_in_at = now()');
    const told = await Promise.all([disable(one), disable(other)]);
    expect(told.sort()).toEqual(['ACCOUNT.LAST_ADMINISTRATOR', 'done']);
  });
});

it('what nobody needs any more of attempts and of mails is forgotten', async () => {
  const id = await person(SCREEN, { password: PASSWORD });
  for (let net = 0; net < 3; net += 1) await codeOf(signIn('sai', `10.1.0.${net}`));
  await inDatabase(`UPDATE sign_in_attempt SET last_at = now() - interval '2 days'`);
  await people.mailed('link', id);
  await inDatabase(`UPDATE one_time_secret SET valid_until = now() - interval '2 days'`);
  await codeOf(signIn('sai', '10.2.0.1'));
  await people.mailed('link', id);
  await new ForgetSpent(people.database.unitOfWork).execute();
  const left = await inDatabase(
    'SELECT (SELECT count(*)::int FROM sign_in_attempt) AS attempts, (SELECT count(*)::int FROM one_time_secret) AS secrets',
  );
  expect(left).toEqual([{ attempts: 3, secrets: 1 }]);
});
