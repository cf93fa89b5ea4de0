import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AskExtension,
  GrantExtension,
  type Identity,
  ListExtensions,
  PresentDraft,
  RegisterCommand,
  type Runs,
  SaveDraft,
} from '#libs/application';
import { DomainError } from '#libs/contracts';
import { PACKS } from '../../libs/policy/packs.support.js';
import { faultsAt } from '../support/faults.js';
import { COMMUNE, OFFICES, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

/** A unit asks for more time; the office that receives the step answers, and somebody hears of it where it does not. */
const UNITS = Array.from({ length: 9 }, (_, at) => `QN000${at + 1}`);
/** Has its requests answered by other acts. */
const OVERTAKEN = 'QN0007';
/** Withdraws what it asks for before the answer is decided. */
const HELD = 'QN0009';
/** Asks too late for an answer on the same day. */
const LATE = 'QN0006';
/** Its report has a day that the plan of the province sets. */
const OF_PROVINCE = 'QN0004';
const MAILBOX = (unitId: string) => `${unitId.toLowerCase()}@donvi.example.test`;
const noRuns = new Proxy({} as Runs, { get: () => () => Promise.resolve() });
const police: Identity = {
  ...{ actorId: randomUUID(), name: 'Công an xã', role: 'appraiser', officeCode: 'CAX' },
  scope: { level: 'xa', communeCode: COMMUNE },
};

let province: SmallProvince;
let cycle: SmallCycle;
let taken = 0;
let unitId: string;
let clerk: Identity;

beforeAll(async () => {
  province = await SmallProvince.open(
    UNITS.map((id) => [id, `Trạm Y tế ${id}`, id === OF_PROVINCE ? 'tinh' : 'xa', MAILBOX(id)]),
  );
  cycle = await province.rehearse('gia-han');
  await cycle.moveTo('2026-10-20T09:00');
}, 120_000);
afterAll(() => province?.dispose());

/** Each test has a unit of its own. */
beforeEach(() => {
  unitId = UNITS[taken] ?? '';
  taken += 1;
  clerk = {
    ...{ actorId: randomUUID(), name: 'Văn thư', role: 'unit-officer' },
    scope: { level: 'unit', unitId },
  };
});

const about = (idempotencyKey: string = randomUUID()) => ({ cycleId: cycle.id, unitId, idempotencyKey });
const asking = () => new AskExtension(province.unitOfWork, noRuns, province.rules);
const ask = (until = '2026-11-05', stage = 'selfScoring', who = clerk) =>
  asking().ask(who, about(), { stage, until, reason: 'Bão lũ' });
const grant = (id: string, given: object = {}, who = police) => {
  const { unitOfWork, rules } = province;
  const registering = new RegisterCommand(unitOfWork, rules, faultsAt());
  const submitting = {
    execute: async (...asked: Parameters<RegisterCommand['execute']>) =>
      (await registering.execute(...asked)).command,
  };
  const document = { reason: 'Bão số 12', number: '7/CV-CAX', date: '2026-10-19' };
  return new GrantExtension(unitOfWork, submitting, rules).execute(who, about(), id, {
    ...document,
    ...given,
  });
};
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};
const open = async () =>
  (
    await new ListExtensions(province.unitOfWork, province.rules).execute(police, cycle.id, {
      state: 'open',
      limit: 50,
    })
  ).items.map((item) => item.unitId);
const mails = async () =>
  (
    await province.source.query<{ template: string; recipient: string; escalated: string | null }[]>(
      `SELECT template, recipient, params->>'escalated' AS escalated FROM message
        WHERE unit_id = $1 AND cycle_id = $2 AND template LIKE ANY (ARRAY['extension-%', 'presented']) ORDER BY created_at, recipient`,
      [unitId, cycle.id],
    )
  ).map(({ template, recipient, escalated }) => [
    template,
    recipient,
    ...(escalated === 'yes' ? ['again'] : []),
  ]);

describe('a request for more time', () => {
  it('moves no day by itself, and is given by the office that receives the step, by a document', async () => {
    const { request } = await ask();
    expect(await mails()).toEqual([['extension-asked', OFFICES.communePolice]]);
    expect(await open()).toContain(unitId);
    expect(await codeOf(ask())).toBe('EXTENSION.OPEN');
    const before = await province.unitOfWork.inTransaction((records) =>
      records.unitYears.find(cycle.id, unitId),
    );
    expect(before?.state.stages['selfScoring']?.graceUntil).toBeUndefined();
    const other = { ...police, scope: { level: 'tinh', provinceCode: '51' }, officeCode: 'CAT' } as const;
    expect(await codeOf(grant(request.id, {}, other))).toBe('ACTOR.NOT_ASSIGNED');
    const command = await grant(request.id);
    expect(command).toMatchObject({ status: 'applied', body: { kind: 'extend', number: '7/CV-CAX' } });
    const after = await province.unitOfWork.inTransaction((records) =>
      records.unitYears.find(cycle.id, unitId),
    );
    expect(after?.state.stages['selfScoring']?.graceUntil).toBe('2026-11-05');
    expect((await mails()).map(([template]) => template)).toEqual(['extension-asked', 'extension-answered']);
    expect(await open()).not.toContain(unitId);
    expect(await codeOf(grant(request.id))).toBe('EXTENSION.NOT_OPEN');
  });

  it('is answered by whatever gives its step another day or brings it, a restart and a paper too', async () => {
    [unitId, clerk] = [OVERTAKEN, { ...clerk, scope: { level: 'unit', unitId: OVERTAKEN } }];
    await cycle.submit(unitId, bodies.submit('selfScoring'));
    await ask('2026-11-25', 'dossier');
    const restart = { kind: 'restart', from: 'selfScoring', reason: 'Nộp nhầm' } as const;
    await cycle.act(cycle.administrator, unitId, restart);
    expect(await open()).toContain(unitId);
    await cycle.submit(unitId, bodies.submit('selfScoring'));
    await cycle.act(cycle.administrator, unitId, { ...restart, until: '2026-11-28' });
    expect(await open()).not.toContain(unitId);
    await ask('2026-12-01');
    await cycle.act(police, unitId, {
      ...{ kind: 'receivePaper', stage: 'selfScoring', arrivalNumber: '118', arrivedOn: '2026-10-20' },
    });
    expect(await open()).not.toContain(unitId);
  });

  it('is refused with a reason, or taken back by the unit', async () => {
    const { request } = await ask();
    const no = { reason: 'Không có lý do chính đáng' };
    expect(await codeOf(asking().refuse(clerk, about(), request.id, no))).toBe('ACTOR.OTHER_ROLE');
    const { request: refused } = await asking().refuse(police, about(), request.id, no);
    expect(refused).toMatchObject({ state: 'refused', end: { reason: no.reason } });
    expect((await mails()).at(-1)).toEqual(['extension-answered', MAILBOX(unitId)]);
    const { request: again } = await ask();
    expect((await asking().withdraw(clerk, about(), again.id)).request.state).toBe('withdrawn');
    expect(await codeOf(asking().withdraw(clerk, about(), again.id))).toBe('EXTENSION.NOT_OPEN');
  });

  it('is not taken for a day that a document binds, a day that nobody may give, or a step that is done', async () => {
    expect(await codeOf(ask('2026-11-20', 'unitReport'))).toBe('EXTENSION.BINDING');
    expect(await codeOf(ask('2026-10-21'))).toBe('EXTENSION.NOT_GIVEN');
    await ask();
    // Another day that the administrator gave one unit unties nothing, nor does a request from before the document.
    const given = { kind: 'extend', stage: 'unitReport', until: '2026-11-25', reason: 'Bão lũ' } as const;
    await cycle.act(cycle.administrator, unitId, given);
    expect(await codeOf(ask('2026-11-30', 'unitReport'))).toBe('EXTENSION.BINDING');
    const id = randomUUID();
    await province.unitOfWork.inTransaction(({ extensions }) =>
      extensions.add({
        ...{ id, cycleId: cycle.id, unitId, stage: 'unitReport', wishedDay: '2026-11-30', reason: 'Bão lũ' },
        ...{ byId: clerk.actorId, byName: clerk.name, askedAt: '2026-10-20T02:00:00.000Z' },
      }),
    );
    const ofProvince = {
      ...police,
      scope: { level: 'tinh', provinceCode: '51' },
      officeCode: 'CAT',
    } as const;
    expect(await codeOf(grant(id, {}, ofProvince))).toBe('EXTENSION.BINDING');
    expect(await codeOf(asking().withdraw(clerk, about(), id))).toBe('done');
    await cycle.submit(unitId, bodies.submit('selfScoring'));
    expect(await codeOf(ask())).toBe('EXTENSION.NOT_GIVEN');
    expect(await open()).not.toContain(unitId);
  });

  it('that nobody answers is told to whoever supervises on the last working day, once', async () => {
    await ask();
    const [draftOf, step] = [UNITS[7] ?? '', { cycleId: cycle.id, stage: 'selfScoring' }];
    const other: Identity = { ...clerk, scope: { level: 'unit', unitId: draftOf } };
    const draft = { ...step, unitId: draftOf, body: bodies.submit('selfScoring'), expected: [0] };
    await new SaveDraft(province.unitOfWork, province.rules).execute(other, draft);
    await new PresentDraft(province.unitOfWork, noRuns, province.rules).present(other, {
      ...{ ...step, unitId: draftOf, idempotencyKey: randomUUID(), expected: 'any' },
    });
    await cycle.live('2026-10-27T13:59');
    expect(await mails()).toEqual([['extension-asked', OFFICES.communePolice]]);
    expect((await cycle.plan()).nextAt).toBe('2026-10-27T07:00:00.000Z');
    await cycle.live('2026-10-27T18:00');
    await cycle.turn();
    expect(await mails()).toEqual([
      ['extension-asked', OFFICES.communePolice],
      ['extension-asked', OFFICES.communeSteering, 'again'],
    ]);
    unitId = draftOf;
    expect(await mails()).toEqual([
      ['presented', MAILBOX(draftOf)],
      ['presented', MAILBOX(draftOf)],
    ]);
  });

  it('that came after that hour leaves the office the next working day to answer', async () => {
    [unitId, clerk] = [LATE, { ...clerk, scope: { level: 'unit', unitId: LATE } }];
    await ask();
    await cycle.turn();
    expect(await mails()).toEqual([['extension-asked', OFFICES.communePolice]]);
    await cycle.live('2026-10-28T13:59');
    expect(await mails()).toHaveLength(1);
    await cycle.live('2026-10-28T14:00');
    expect((await mails()).slice(1)).toEqual([['extension-asked', OFFICES.communeSteering, 'again']]);
  });

  it('is held where the day is decided later: withdrawn meanwhile, no day is given', async () => {
    [unitId, clerk] = [HELD, { ...clerk, scope: { level: 'unit', unitId: HELD } }];
    const { request } = await ask();
    const left = await province.unitOfWork.inTransaction(async (records) => {
      await records.unitYears.lock(cycle.id, unitId);
      return grant(request.id);
    });
    expect(left.status).toBe('received');
    await asking().withdraw(clerk, about(), request.id);
    const { carried } = await cycle.applyInRun(left);
    expect(carried).toMatchObject({ outcome: 'refused', code: 'EXTENSION.NOT_OPEN' });
  });

  it('for what is only asked for goes to nobody above who is to answer', async () => {
    const pack = PACKS.load('national-2012');
    cycle = await province.rehearseUnder(pack, 'chi-de-nghi', 2020, '2020-08-24T09:00:00+07:00', [COMMUNE]);
    unitId = LATE;
    await ask('2020-09-10', 'festival', { ...clerk, scope: { level: 'unit', unitId } });
    const atOnce = await mails();
    expect(atOnce).toHaveLength(1);
    await cycle.live('2020-09-04T09:00');
    expect(await mails()).toEqual(atOnce);
    expect(await open()).toEqual([unitId]);
  });
});
