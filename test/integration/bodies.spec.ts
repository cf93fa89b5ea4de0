import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Scope } from '#libs/access';
import {
  CycleRules,
  type DeadlineEffect,
  type Identity,
  ImportUnits,
  MoveClock,
  OpenCycle,
  OpenUnits,
  Reconciler,
  RegisterCommand,
  type Runs,
} from '#libs/application';
import { type CommandBody, DomainError } from '#libs/contracts';
import { ListFileReader } from '#libs/documents';
import { type Database, PostgresReadModel, PostgresUnitOfWork, Seeder } from '#libs/persistence';
import { cite } from '#libs/policy';
import { PACKS } from '../../libs/policy/packs.support.js';
import { SpecDatabase } from '../support/database/spec-database.js';
import { faultsAt } from '../support/faults.js';
import { sampleAreas, sampleOffices, sampleRoster } from '../support/sample-data.js';
import { story } from '../support/story.js';

const PROVINCE = '51';
const administrator = identity('administrator', { level: 'tinh', provinceCode: PROVINCE });

/** Notes who was started and woken; a year that is over has no run. */
class FakeRuns implements Runs {
  readonly started = new Map<string, string>();
  readonly woken: string[] = [];
  startAreaYear = () => Promise.resolve();
  wakeAreaYear = (cycleId: string) => this.wake(`calendar ${cycleId}`);
  wakeAreaReminders = (cycleId: string) => this.wake(`reminders ${cycleId}`);
  advanceRehearsal = () => Promise.resolve();
  carry = () => Promise.reject(new Error('nothing is carried here'));
  openUnitIds = () => Promise.resolve([...this.started.keys()]);
  startUnitYears: Runs['startUnitYears'] = (runs) => {
    for (const { unitId, unitKind } of runs) this.started.set(unitId, unitKind);
    return Promise.resolve();
  };
  private wake(what: string) {
    this.woken.push(what);
    return Promise.resolve();
  }
}

let database: SpecDatabase;
let source: Database;
let unitOfWork: PostgresUnitOfWork;
let readModel: PostgresReadModel;
let communes: string[];
let committees: Map<string, string>;
const rules = new CycleRules();
const runs = new FakeRuns();

function identity(role: Identity['role'], scope: Scope, officeCode?: string): Identity {
  return { actorId: `token-${role}-${officeCode ?? ''}`, name: role, role, scope, officeCode };
}

const open = (label: string, limit?: number | readonly string[]) =>
  new OpenCycle(unitOfWork, runs, PACKS).execute(administrator, {
    policy: 'quang-ngai-2025',
    year: 2026,
    rehearsal: label,
    communes: limit,
  });
const openUnits = (cycleId: string) =>
  new OpenUnits(unitOfWork, runs, rules, faultsAt()).execute(cycleId, { opened: 0 }, () => undefined);

let keys = 0;
/** A command as the API decides it; answers the code of a refusal. */
async function command(who: Identity, cycleId: string, unitId: string, body: CommandBody) {
  keys += 1;
  const { command: decided } = await new RegisterCommand(unitOfWork, rules, faultsAt()).execute(who, {
    cycleId,
    unitId,
    idempotencyKey: `key-${keys}`,
    body,
  });
  return decided.status === 'refused' ? decided.outcome?.code : decided.status;
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no error';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};
const findings = async (cycleId: string) => new Reconciler(unitOfWork, runs, rules).check(cycleId);

beforeAll(async () => {
  database = await SpecDatabase.open();
  source = database.source;
  unitOfWork = new PostgresUnitOfWork(source, 'example.test');
  readModel = new PostgresReadModel(source);
  const offices = await sampleOffices();
  await new Seeder(source).areas(await sampleAreas());
  await new Seeder(source).offices(offices);
  const { csv, units } = await sampleRoster(12);
  await new ImportUnits(unitOfWork, new ListFileReader()).execute(
    administrator,
    { file: { bytes: csv, filename: 'roster.csv' } },
    false,
  );
  communes = [...new Set(units.map(({ communeCode }) => communeCode))].sort();
  committees = new Map(
    offices
      .filter(({ kind }) => kind === 'commune-committee')
      .map(({ areaCode, code }) => [areaCode ?? '', code]),
  );
}, 60_000);

afterAll(async () => {
  await database?.dispose();
}, 60_000);

const { chapter, step } = story('the papers of bodies in a cycle of some communes');

chapter('a cycle of some communes', () => {
  step('covers their units and bodies, and the bodies of the province', async () => {
    const limit = communes.slice(0, 2);
    const { cycle } = await open('mot', 2);
    expect(cycle.communes).toEqual(limit);
    const { opened, total } = await openUnits(cycle.id);
    expect({ opened, total }).toEqual({ opened: expect.any(Number), total: cycle.unitsTotal });
    const years = await source.query<{ unit_id: string; commune_code: string; body_key: string | null }[]>(
      `SELECT unit_id, commune_code, body_key FROM unit_year WHERE cycle_id = $1 ORDER BY unit_id`,
      [cycle.id],
    );
    const units = years.filter(({ body_key }) => body_key === null);
    expect(units).toHaveLength(cycle.unitsTotal);
    expect(new Set(units.map(({ commune_code }) => commune_code))).toEqual(new Set(limit));
    const bodies = years.filter(({ body_key }) => body_key !== null);
    expect(bodies.map(({ unit_id, commune_code, body_key }) => [unit_id, commune_code, body_key])).toEqual(
      [
        ['VP001', PROVINCE, 'cong-an-tinh'],
        ...limit.map((code) => [committees.get(code), code, 'ubnd-xa']),
      ].sort(([a = ''], [b = '']) => ((a ?? '') < (b ?? '') ? -1 : 1)),
    );
    for (const { unit_id } of bodies) expect(runs.started.get(unit_id)).toBe('body');
  });

  step('opens each subject once, however often the opening is repeated', async () => {
    const before = await source.query<unknown[]>(`SELECT * FROM counter ORDER BY 1, 2, 3, 4, 5, 6, 7`);
    await openUnits('51-2026-mot');
    expect(await source.query(`SELECT * FROM counter ORDER BY 1, 2, 3, 4, 5, 6, 7`)).toEqual(before);
    const inside = new Set(
      (
        await unitOfWork.inTransaction((records) =>
          records.unitYears.pageInside('51-2026-mot', undefined, 500),
        )
      ).map(({ unitId }) => unitId),
    );
    for (const id of runs.started.keys()) expect(inside).toContain(id);
    expect(await findings('51-2026-mot')).toEqual([]);
  });

  step('wakes the calendar and the reminders when it is open', async () => {
    expect(runs.woken).toEqual(expect.arrayContaining(['calendar 51-2026-mot', 'reminders 51-2026-mot']));
  });

  step('is only for rehearsals, and only of communes of the province', async () => {
    const real = new OpenCycle(unitOfWork, runs, PACKS).execute(administrator, {
      policy: 'quang-ngai-2025',
      year: 2099,
      communes: 2,
    });
    expect(await codeOf(real)).toBe('CYCLE.PARTIAL_YEAR');
    expect(await codeOf(open('hai', ['00001', communes[0] ?? '']))).toBe('AREA.UNKNOWN');
  });

  step('shows its offices only to who asks for them', async () => {
    const scope: Scope = { level: 'tinh', provinceCode: PROVINCE };
    const units = await readModel.unitYears('51-2026-mot', scope, { limit: 500 });
    expect(units.every(({ bodyKey }) => bodyKey === undefined)).toBe(true);
    const bodies = await readModel.unitYears('51-2026-mot', scope, { kind: 'body', limit: 500 });
    expect(bodies.map(({ unitKind }) => unitKind)).toEqual(['body', 'body', 'body']);
    expect(bodies.find(({ unitId }) => unitId === 'VP001')?.unitName).toContain('Công an tỉnh');
    const commune: Scope = { level: 'xa', communeCode: communes[0] ?? '' };
    const own = await readModel.unitYears('51-2026-mot', commune, { kind: 'body', limit: 500 });
    expect(own.map(({ unitId }) => unitId)).toEqual([committees.get(communes[0] ?? '')]);
    const counted = await readModel.cycleUnits('51-2026-mot');
    expect(counted.opened).toBe(units.length);
  });
});

chapter('a paper of a body', () => {
  const cycleId = '51-2026-mot';
  const paper = { kind: 'submit', stage: 'communePlan', paper: { number: '7/KH-UBND' } } as const;
  const committee = (commune: string) =>
    identity('deciding-body', { level: 'xa', communeCode: commune }, committees.get(commune));
  const police = identity('appraiser', { level: 'tinh', provinceCode: PROVINCE }, 'VP001');

  step('is handed in by the body, with a receipt to its office', async () => {
    const [commune = ''] = communes;
    const office = committees.get(commune) ?? '';
    expect(await command(committee(commune), cycleId, office, paper)).toBe('applied');
    const [receipt] = await source.query<{ recipient: string; key: string }[]>(
      `SELECT recipient, key FROM message WHERE cycle_id = $1 AND unit_id = $2`,
      [cycleId, office],
    );
    const [{ email } = { email: '' }] = await source.query<{ email: string }[]>(
      `SELECT email FROM office WHERE code = $1`,
      [office],
    );
    expect(receipt?.recipient).toBe(email);
    expect(await findings(cycleId)).toEqual([]);
  });

  step('is seen and handed in by nobody else', async () => {
    const [first = '', second = ''] = communes;
    const office = committees.get(second) ?? '';
    expect(await codeOf(command(committee(first), cycleId, office, paper))).toBe('UNIT.NOT_IN_SCOPE');
    const neighbour = identity('appraiser', { level: 'xa', communeCode: second }, 'VP999');
    expect(await codeOf(command(neighbour, cycleId, office, paper))).toBe('ACTOR.NOT_ASSIGNED');
    expect(await command(police, cycleId, office, paper)).toBe('ACTOR.WRONG_ROLE');
    expect(await codeOf(command(committee(first), cycleId, 'VP001', paper))).toBe('UNIT.NOT_IN_SCOPE');
  });

  step('is returned by the province that receives it, never by the body itself', async () => {
    const [commune = ''] = communes;
    const office = committees.get(commune) ?? '';
    const back = { kind: 'return', stage: 'communePlan', reason: 'thiếu chỉ tiêu' } as const;
    expect(await codeOf(command(committee(commune), cycleId, office, back))).toBe('ACTOR.NOT_ASSIGNED');
    const others = [
      identity('appraiser', { level: 'tinh', provinceCode: PROVINCE }, 'VP003'),
      identity('appraiser', { level: 'tinh', provinceCode: PROVINCE }),
    ];
    for (const other of others) {
      expect(await codeOf(command(other, cycleId, office, back))).toBe('ACTOR.NOT_ASSIGNED');
    }
    const before = await changedAt(cycleId);
    expect(await command(police, cycleId, office, back)).toBe('applied');
    expect((await changedAt(cycleId)) > before).toBe(true);
    expect(await command(committee(commune), cycleId, office, paper)).toBe('applied');
    expect(await findings(cycleId)).toEqual([]);
  });

  step('of the province is handed in by the office that owes it', async () => {
    await new MoveClock(unitOfWork, runs).execute(administrator, cycleId, '2026-11-06T02:00:00Z');
    expect(await command(police, cycleId, 'VP001', { kind: 'submit', stage: 'provinceReport' })).toBe(
      'applied',
    );
    // The ministry receives it and has no account here; the office itself may not give it back.
    const back = { kind: 'return', stage: 'provinceReport', reason: 'thiếu số liệu' } as const;
    expect(await codeOf(command(police, cycleId, 'VP001', back))).toBe('ACTOR.NOT_ASSIGNED');
    // It owes the review of the year as well, so its run goes on.
    expect(await findings(cycleId)).toEqual([]);
  });
});

const changedAt = async (cycleId: string): Promise<Date> => {
  const [row] = await source.query<{ at: Date | null }[]>(
    `SELECT max(at) AS at FROM cycle_change WHERE cycle_id = $1`,
    [cycleId],
  );
  return row?.at ?? new Date(0);
};

chapter('what a cycle waits for', () => {
  const cycleId = '51-2026-mot';
  const needing = (waited?: number) =>
    unitOfWork.inTransaction(
      async (records) =>
        (await records.cycles.needingWake(waited)).find(({ cycle }) => cycle.id === cycleId)?.which,
    );
  const mark = async (turn: 'calendar' | 'reminders', nextAt?: string) => {
    const plannedAt = await unitOfWork.inTransaction((records) => records.now());
    await unitOfWork.inTransaction((records) =>
      records.cycles.markTurn(cycleId, turn, { plannedAt, nextAt }),
    );
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

  step('is both turns until they were taken, and neither afterwards', async () => {
    expect(await needing()).toEqual(['calendar', 'reminders']);
    await pause();
    await mark('calendar', '2026-11-15T17:00:00Z');
    expect(await needing()).toEqual(['reminders']);
    await mark('reminders');
    expect(await needing()).toBeUndefined();
  });

  step('is both after a change, and after a while only where that is asked', async () => {
    await unitOfWork.inTransaction((records) => records.cycles.touch(cycleId));
    expect(await needing()).toEqual(['calendar', 'reminders']);
    expect(await needing(60)).toBeUndefined();
    await pause();
    await mark('calendar', '2026-11-06T02:00:00Z');
    await mark('reminders', '2026-11-06T02:00:01Z');
  });

  step('is what the clock has reached', async () => {
    expect(await needing()).toEqual(['calendar']);
    await mark('calendar', '2026-11-07T00:00:00Z');
  });

  step('is what became due, though the cycle was touched a moment ago', async () => {
    await unitOfWork.inTransaction((records) => records.cycles.touch(cycleId));
    await pause();
    await mark('calendar', '2026-11-06T02:00:00Z');
    await mark('reminders');
    expect(await needing(60)).toEqual(['calendar']);
    await mark('calendar', '2026-11-07T00:00:00Z');
  });

  step('is the reminders, to tell of a mail that failed', async () => {
    expect(await needing()).toBeUndefined();
    await source.query(`UPDATE message SET state = 'failed' WHERE cycle_id = $1`, [cycleId]);
    expect(await needing()).toEqual(['reminders']);
    await source.query(`UPDATE message SET escalated = true WHERE cycle_id = $1`, [cycleId]);
    expect(await needing()).toBeUndefined();
  });
});

chapter('an amendment', () => {
  const cycleId = '51-2026-mot';
  const change = {
    cycleId,
    stage: 'supplementReport',
    level: '*',
    operator: 'by',
    day: '2026-12-20',
    lastDay: '2026-12-20',
    words: 'chậm nhất ngày 20/12/2026',
    number: '123/CV-CAT',
    date: '2026-11-06',
    reason: 'thêm thời gian',
    actorId: 'token',
    effectiveAt: '2026-11-06T02:00:00.000Z',
    idempotencyKey: 'han-1',
    bodyDigest: '',
    effect: {} as DeadlineEffect,
  } as const;
  const dueOf = () =>
    unitOfWork.inTransaction(async (records) => {
      const cycle = await records.cycles.find(cycleId);
      if (cycle === undefined) throw new Error('no cycle');
      const { pack, graph } = await rules.of(records, cycle, { managedBy: 'xa', bodyKey: 'ubnd-xa' });
      const due = graph.find(({ key }) => key === 'supplementReport')?.due;
      return [due?.lastDay, cite(pack, due?.src ?? '')];
    });

  step('counts from its commit on under the next version of the rules', async () => {
    const [before] = await dueOf();
    expect(before).toBe('2026-12-15');
    const added = await unitOfWork.inTransaction(async (records) => {
      await records.cycles.changeRules(cycleId);
      return records.cycles.addAmendment(change);
    });
    expect(added).toMatchObject({ version: 1, corrected: false });
    expect(await dueOf()).toEqual(['2026-12-20', 'Văn bản số 123/CV-CAT ngày 06/11/2026']);
    await unitOfWork.inTransaction((records) =>
      records.cycles.addAmendment({ ...change, lastDay: '2026-12-22', idempotencyKey: 'han-2' }),
    );
    expect((await dueOf())[0]).toBe('2026-12-22');
  });

  step('waits until nobody works under the old rules', async () => {
    const order: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let holding: () => void = () => undefined;
    const isHeld = new Promise<void>((resolve) => {
      holding = resolve;
    });
    const worker = unitOfWork.inTransaction(async (records) => {
      await records.cycles.holdRules(cycleId);
      holding();
      await held;
      order.push('worked');
    });
    await isHeld;
    const second = unitOfWork.inTransaction((records) => records.cycles.holdRules(cycleId));
    await second;
    const amending = unitOfWork.inTransaction(async (records) => {
      await records.cycles.changeRules(cycleId);
      order.push('amended');
    });
    setTimeout(release, 50);
    await Promise.all([worker, amending]);
    expect(order).toEqual(['worked', 'amended']);
  });

  step('stays as it was recorded, save that its readers were told', async () => {
    await expect(source.query(`UPDATE amendment SET last_day = '2027-01-01'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(source.query(`DELETE FROM amendment`)).rejects.toThrow(/permission denied/);
    await expect(source.query(`DELETE FROM calendar_act`)).rejects.toThrow(/permission denied/);
    await source.query(`UPDATE amendment SET corrected = true`);
  });

  step('needs the reminders until its readers were told', async () => {
    const needing = (waited: number) =>
      unitOfWork.inTransaction(
        async (records) =>
          (await records.cycles.needingWake(waited)).find(({ cycle }) => cycle.id === cycleId)?.which,
      );
    await new Promise((resolve) => setTimeout(resolve, 5));
    const plannedAt = await unitOfWork.inTransaction((records) => records.now());
    for (const turn of ['calendar', 'reminders'] as const) {
      await unitOfWork.inTransaction((records) => records.cycles.markTurn(cycleId, turn, { plannedAt }));
    }
    expect(await needing(0)).toBeUndefined();
    const [last] = await source.query<{ id: string }[]>(
      `SELECT id FROM amendment WHERE cycle_id = $1 ORDER BY version DESC LIMIT 1`,
      [cycleId],
    );
    await source.query(`UPDATE amendment SET corrected = false WHERE id = $1`, [last?.id]);
    expect(await needing(0)).toEqual(['reminders']);
    expect(await needing(60)).toBeUndefined();
    await source.query(`UPDATE amendment SET corrected = true`);
  });
});

chapter('the opening of a cycle that is open already', () => {
  const cycleId = '51-2026-mot';

  step('starts the runs of its years that wait for something, and adds no unit', async () => {
    const years = () => source.query<{ unit_id: string }[]>(`SELECT unit_id FROM unit_year ORDER BY 1`);
    const before = await years();
    const expected = [...runs.started.keys()].sort();
    const inside = new Set(expected);
    const [some] = await unitOfWork.inTransaction((records) =>
      records.units.page({ provinceCode: PROVINCE, communes: [communes[0] ?? ''] }, undefined, 1),
    );
    if (some === undefined) throw new Error('the commune has units');
    await unitOfWork.inTransaction((records) =>
      records.units.save(PROVINCE, [{ ...some, id: 'QN9999', name: 'Đơn vị mới' }]),
    );
    runs.started.clear();
    await openUnits(cycleId);
    expect(await years()).toEqual(before);
    for (const id of runs.started.keys()) expect(inside).toContain(id);
    expect(runs.started.has('VP001')).toBe(true);
    const aboutRuns = (await findings(cycleId)).filter(({ kind }) => kind.startsWith('run'));
    expect(aboutRuns).toEqual([]);
  });
});

chapter('accounts of a rehearsal', () => {
  const cycleId = '51-2026-mot';
  const save = (officeCode: string, digest: string) =>
    unitOfWork.inTransaction((records) =>
      records.rehearsal.saveAccounts(cycleId, [
        {
          digest,
          name: 'Cơ quan',
          role: 'appraiser',
          scope: { level: 'tinh', provinceCode: PROVINCE },
          officeCode,
        },
      ]),
    );

  step('are one for each office, and keep their ids under a new token', async () => {
    await save('VP001', 'digest 1');
    await save('VP003', 'digest 2');
    await save('VP001', 'digest 3');
    const tokens = await source.query<{ office_code: string; digest: string }[]>(
      `SELECT office_code, digest FROM api_token WHERE cycle_id = $1 ORDER BY 1`,
      [cycleId],
    );
    expect(tokens).toEqual([
      { office_code: 'VP001', digest: 'digest 3' },
      { office_code: 'VP003', digest: 'digest 2' },
    ]);
  });
});
