import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Scope } from '#libs/access';
import { type Identity, NameDeputy, tokenDigest } from '#libs/application';
import { addDays, dateOf } from '#libs/calendar';
import { SpecDatabase } from '../support/database/spec-database.js';
import { administrator, codeOf, People } from '../support/people.js';
import { SmallProvince } from '../support/small-cycle.js';

/** The head of a unit names who acts for them, and for how long. */
const UNIT = 'QN0001';
const scope = { level: 'unit', unitId: UNIT } as const;
const EMAIL = 'pho-truong@example.test';

let database: SpecDatabase;
let province: SmallProvince;
let naming: NameDeputy;
let head: Identity;
let today: string;

beforeAll(async () => {
  database = await SpecDatabase.open();
  province = await SmallProvince.seed(database, [[UNIT, 'Trường THCS Thử', 'xa', 'truong@example.test']]);
  naming = new NameDeputy(database.unitOfWork, new People(() => database).secrets);
  head = await personWith('hieu-truong', 'unit-head', scope);
}, 60_000);
afterAll(() => province?.dispose());

/** Begins a session in a grant. */
const enter = (accountId: string, grantId: string, digest: string, id: string = randomUUID()) =>
  database.unitOfWork.inTransaction(({ sessions }) =>
    sessions.begin({
      ...{ id, accountId, grantId, digest, way: 'password', hasCode: false },
      ...{ userAgent: 'spec', idleMs: 60_000, absoluteMs: 600_000 },
    }),
  );

/** Somebody of this role, signed in just now. */
async function personWith(
  name: string,
  role: Identity['role'],
  place: Scope,
  to?: string,
): Promise<Identity> {
  const [id, grantId, sessionId] = [randomUUID(), randomUUID(), randomUUID()];
  await database.unitOfWork.inTransaction(async ({ accounts, now }) => {
    today = dateOf(await now());
    const email = `${name}@example.test`;
    await accounts.add({ id, provinceCode: '51', name, email, createdBy: 'spec' });
    await accounts.addGrant({
      ...{ id: grantId, accountId: id, role, scope: place, paper: 'QĐ 1', grantedBy: 'spec' },
      ...{ from: addDays(today, -30), to },
    });
  });
  await enter(id, grantId, sessionId, sessionId);
  return { actorId: id, name, role, scope: place, session: { id: sessionId, grantId } };
}

const as = { capacity: 'deputyHead' } as const;
const person = { name: 'Phó hiệu trưởng', email: EMAIL };
const wanted = (more: object = {}) => ({
  ...{ person, as },
  from: today,
  to: addDays(today, 10),
  paper: 'QĐ 8',
  ...more,
});
const name = (who: Identity, more: object = {}) => naming.name(who, UNIT, wanted(more), randomUUID());
const recipients = async (template: string) =>
  (
    await database.source.query<{ recipient: string }[]>(
      'SELECT recipient FROM message WHERE template = $1 ORDER BY recipient',
      [template],
    )
  ).map(({ recipient }) => recipient);

describe('a deputy of a head', () => {
  it('is invited, told together with the head, and has the role of the head until the last day', async () => {
    const [deputy] = await name(head);
    expect(deputy).toMatchObject({
      account: { name: 'Phó hiệu trưởng', email: EMAIL },
      grant: { role: 'unit-head', deputyFor: head.name, deputyAs: as, to: addDays(today, 10) },
      isInForce: true,
    });
    expect(await recipients('invitation')).toEqual([EMAIL]);
    expect(await recipients('deputy')).toEqual(['hieu-truong@example.test', EMAIL]);
    const holders = await database.unitOfWork.inTransaction((records) =>
      records.accounts.holdersAt(UNIT, 'unit-head'),
    );
    expect(holders.map(({ email }) => email)).toEqual(['hieu-truong@example.test', EMAIL]);
  });

  it('is one at a time, no account of elsewhere, and never the head', async () => {
    expect(await codeOf(name(head))).toBe('DEPUTY.STANDS');
    const later = { from: addDays(today, 20), to: addDays(today, 30) };
    expect(await codeOf(name(head, { ...later, to: today }))).toBe('DEPUTY.DAYS');
    expect(await codeOf(name(head, { from: addDays(today, -1) }))).toBe('DEPUTY.DAYS');
    expect(await codeOf(name(head, { ...later, to: addDays(today, 386) }))).toBe('DEPUTY.DAYS');
    const itself = { ...later, person: { name: 'Tôi', email: 'hieu-truong@example.test' } };
    expect(await codeOf(name(head, itself))).toBe('DEPUTY.SELF');
  });

  it('is nobody who has a role elsewhere, by account or by address, nor somebody of no role at the unit', async () => {
    const later = { from: addDays(today, 20), to: addDays(today, 30) };
    const both = ({ actorId: accountId, name: who }: Identity) => [
      { ...later, person: undefined, accountId },
      { ...later, person: { name: who, email: `${who}@example.test` } },
    ];
    const province = { level: 'tinh', provinceCode: '51' } as const;
    const keeper = await personWith('quan-tri', 'administrator', province);
    const clerk = await personWith('van-thu', 'unit-officer', scope);
    await database.unitOfWork.inTransaction(({ accounts }) =>
      accounts.addGrant({
        ...{ id: randomUUID(), accountId: clerk.actorId, role: 'appraiser', scope: province },
        ...{ from: addDays(today, 5), paper: 'QĐ 2', grantedBy: 'spec' },
      }),
    );
    for (const more of [...both(keeper), ...both(clerk)]) {
      expect([more, await codeOf(name(head, more))]).toEqual([more, 'DEPUTY.NOT_OF_UNIT']);
    }
  });

  it('may be an account of the unit, of which the head is no maker', async () => {
    const { actorId: accountId } = await personWith('ke-toan', 'unit-officer', scope);
    const days = { from: addDays(today, 200), to: addDays(today, 210) };
    await name(head, { ...days, person: undefined, accountId });
    const makers = await database.unitOfWork.inTransaction(({ accounts }) => accounts.makersOf(accountId, 7));
    expect([...makers].sort()).toEqual([accountId, 'spec'].sort());
  });

  it('is named by no token and by nobody who signed in long ago, nor ended', async () => {
    const about = { grantId: randomUUID(), paper: 'QĐ 9' };
    const token = { ...head, session: undefined };
    expect(await codeOf(name(token))).toBe('AUTH.PERSON_ONLY');
    expect(await codeOf(naming.end(token, UNIT, about, randomUUID()))).toBe('AUTH.PERSON_ONLY');
    const { id = '' } = head.session ?? {};
    const startedAgo = (minutes: number) =>
      database.source.query(
        `UPDATE account_session SET started_at = now() - make_interval(mins => $2) WHERE id = $1`,
        [id, minutes],
      );
    await startedAgo(11);
    expect(await codeOf(name(head))).toBe('AUTH.FRESH');
    expect(await codeOf(naming.end(head, UNIT, about, randomUUID()))).toBe('AUTH.FRESH');
    await startedAgo(0);
  });

  it('is one where the head names two at once', async () => {
    const later = { from: addDays(today, 40), to: addDays(today, 50) };
    const names = ['mot', 'hai'].map((who) => ({
      ...later,
      person: { name: who, email: `${who}@example.test` },
    }));
    const told = await Promise.all(names.map((more) => codeOf(name(head, more))));
    expect(told.sort()).toEqual(['DEPUTY.STANDS', 'done']);
  });

  it('is one where two heads of the unit name one at once', async () => {
    const second = await personWith('thu-truong-thu-hai', 'unit-head', scope);
    const later = { from: addDays(today, 60), to: addDays(today, 70) };
    const told = await Promise.all(
      [head, second].map((who) =>
        codeOf(name(who, { ...later, person: { name: who.name, email: `cua-${who.name}@example.test` } })),
      ),
    );
    expect(told.sort()).toEqual(['DEPUTY.STANDS', 'done']);
  });

  it('names nobody in turn, and neither does a clerk', async () => {
    const deputy: Identity = { ...head, actorId: randomUUID(), deputyFor: head.name };
    expect(await codeOf(name(deputy))).toBe('ACTOR.DEPUTY');
    expect(await codeOf(name({ ...head, role: 'unit-officer' }))).toBe('ACTOR.OTHER_ROLE');
    const other: Identity = { ...head, scope: { level: 'unit', unitId: 'QN0002' } };
    expect(await codeOf(name(other))).toBe('UNIT.NOT_IN_SCOPE');
  });

  it('ends before the last day where the head says so', async () => {
    const [deputy] = await naming.list(head, UNIT);
    const mails = (await recipients('deputy')).length;
    const about = { grantId: deputy?.grant.id ?? '', paper: 'QĐ 9' };
    const [ended] = await naming.end(head, UNIT, about, randomUUID());
    expect(ended).toMatchObject({ isInForce: false, grant: { endPaper: 'QĐ 9' } });
    expect(await codeOf(naming.end(head, UNIT, about, randomUUID()))).toBe('DEPUTY.UNKNOWN');
    expect(await recipients('deputy')).toHaveLength(mails + 2);
  });

  it('acts no longer than the head: the days of the grant, its end by a paper, the disabled account', async () => {
    const last = addDays(today, 30);
    const people = new People(() => database);
    for (const ends of ['endGrant', 'disable'] as const) {
      const other = await personWith(ends, 'unit-head', scope, last);
      const days = { from: today, to: last };
      const about = { ...days, person: { name: ends, email: `pho-${ends}@example.test` } };
      expect(await codeOf(name(other, { ...about, to: addDays(last, 1) }))).toBe('DEPUTY.DAYS');
      const as = { capacity: 'delegate', position: 'Kế toán trưởng' } as const;
      await name(other, { ...about, as });
      const grant = (await naming.list(head, UNIT)).find((each) => each.grant.deputyFor === ends)?.grant;
      await enter(grant?.accountId ?? '', grant?.id ?? '', tokenDigest(ends));
      expect(await people.callerOf(ends)).toMatchObject({ deputyFor: ends, deputyAs: as });
      const { actorId: accountId, session: { grantId = '' } = {} } = other;
      await (ends === 'disable'
        ? people.keeping.disable(administrator, accountId, 'Nghỉ hưu', randomUUID())
        : people.keeping.endGrant(administrator, { accountId, grantId }, 'QĐ 12', randomUUID()));
      expect(await people.callerOf(ends)).toBeUndefined();
      const found = (await naming.list(head, UNIT)).find(({ grant }) => grant.deputyFor === ends);
      expect(found?.grant.endPaper).toBe(ends === 'disable' ? 'Nghỉ hưu' : 'QĐ 12');
    }
  });
});
