import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Identity, NameDeputy } from '#libs/application';
import { addDays, dateOf } from '#libs/calendar';
import { SpecDatabase } from '../support/database/spec-database.js';
import { codeOf, People } from '../support/people.js';
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
  const id = randomUUID();
  await database.unitOfWork.inTransaction(async ({ accounts, now }) => {
    today = dateOf(await now());
    const email = 'hieu-truong@example.test';
    await accounts.add({ id, provinceCode: '51', name: 'Hiệu trưởng', email, createdBy: 'spec' });
  });
  head = { actorId: id, name: 'Hiệu trưởng', role: 'unit-head', scope };
}, 60_000);
afterAll(() => province?.dispose());

const person = { name: 'Phó hiệu trưởng', email: EMAIL };
const wanted = (more: object = {}) => ({
  person,
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
      grant: { role: 'unit-head', deputyFor: 'Hiệu trưởng', to: addDays(today, 10) },
      isInForce: true,
    });
    expect(await recipients('invitation')).toEqual([EMAIL]);
    expect(await recipients('deputy')).toEqual(['hieu-truong@example.test', EMAIL]);
    const holders = await database.unitOfWork.inTransaction((records) =>
      records.accounts.holdersAt(UNIT, 'unit-head'),
    );
    expect(holders.map(({ email }) => email)).toEqual([EMAIL]);
  });

  it('is one at a time, no account of elsewhere, and never the head', async () => {
    expect(await codeOf(name(head))).toBe('DEPUTY.STANDS');
    const later = { from: addDays(today, 20), to: addDays(today, 30) };
    expect(await codeOf(name(head, { ...later, to: today }))).toBe('DEPUTY.DAYS');
    expect(await codeOf(name(head, { from: addDays(today, -1) }))).toBe('DEPUTY.DAYS');
    const itself = { ...later, person: { name: 'Tôi', email: 'hieu-truong@example.test' } };
    expect(await codeOf(name(head, itself))).toBe('DEPUTY.SELF');
    const stranger = { ...later, person: undefined, accountId: head.actorId };
    expect(await codeOf(name(head, stranger))).toBe('DEPUTY.NOT_OF_UNIT');
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
    const about = { grantId: deputy?.grant.id ?? '', paper: 'QĐ 9' };
    const [ended] = await naming.end(head, UNIT, about, randomUUID());
    expect(ended).toMatchObject({ isInForce: false, grant: { endPaper: 'QĐ 9' } });
    expect(await codeOf(naming.end(head, UNIT, about, randomUUID()))).toBe('DEPUTY.UNKNOWN');
    expect(await recipients('deputy')).toHaveLength(4);
  });
});
