import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import {
  type Identity,
  Reconciler,
  type Records,
  RegisterCommand,
  type Runs,
  type UnitOfWork,
} from '#libs/application';
import type { CommandBody } from '#libs/contracts';
import { faultsAt } from '../support/faults.js';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

/** Where a command is decided, and when it is left to its unit's run instead. */
const UNITS = Array.from({ length: 16 }, (_, at) => `QN${String(at + 1).padStart(4, '0')}`);
let province: SmallProvince;
let cycle: SmallCycle;
let taken = 0;
let unitId: string;
let head: Identity;

beforeAll(async () => {
  province = await SmallProvince.open(
    UNITS.map((id) => [id, `Trạm Y tế ${id}`, 'xa', `${id.toLowerCase()}@donvi.example.test`]),
  );
  cycle = await province.rehearse('cua');
  await cycle.moveTo('2026-03-10T09:00');
}, 120_000);

afterAll(() => province?.dispose());

/** Each test has a unit of its own. */
beforeEach(() => {
  unitId = UNITS[taken] ?? '';
  taken += 1;
  const scope = { level: 'unit', unitId } as const;
  head = { actorId: randomUUID(), name: 'Thủ trưởng', role: 'unit-head', scope };
});

const door = (faults = '') => new RegisterCommand(province.unitOfWork, province.rules, faultsAt(faults));
const send = (body: CommandBody, idempotencyKey: string = randomUUID(), through = door()) =>
  through.execute(head, { cycleId: cycle.id, unitId, idempotencyKey, body });
const counts = async () => {
  const rows = await province.source.query<Record<string, number>[]>(
    `SELECT (SELECT count(*)::int FROM command WHERE unit_id = $1) AS commands,
            (SELECT count(*)::int FROM fact WHERE unit_id = $1) AS facts,
            (SELECT count(*)::int FROM submission WHERE unit_id = $1) AS papers,
            (SELECT count(*)::int FROM message WHERE unit_id = $1) AS mails,
            (SELECT count(*)::int FROM audit WHERE object LIKE $1 || '/%') AS audits`,
    [unitId],
  );
  return rows[0];
};
const NOTHING = { commands: 0, facts: 0, papers: 0, mails: 0, audits: 0 };
const WHOLE = { commands: 1, facts: 1, papers: 1, mails: 1, audits: 1 };

describe('a command at the door', () => {
  it('has its outcome, fact, paper, receipt and audit when it is acknowledged', async () => {
    const { command, isNew, run } = await send(bodies.submit('q1Plan'));
    expect(isNew).toBe(true);
    expect(command).toMatchObject({ status: 'applied', outcome: { version: 1, late: false } });
    expect(run).toMatchObject({ cycleId: cycle.id, unitId, provinceCode: '51', unitKind: 'co-quan' });
    expect(await counts()).toEqual(WHOLE);
    const [row] = await province.source.query<object[]>(
      'SELECT status, outcome, decided_at, carried_at FROM command WHERE id = $1',
      [command.id],
    );
    expect(row).toEqual({
      status: 'applied',
      outcome: JSON.parse(JSON.stringify(command.outcome)) as unknown,
      decided_at: new Date(command.decidedAt ?? ''),
      carried_at: null,
    });
  });

  it('is refused for good, and the same key gets the same refusal', async () => {
    const key = randomUUID();
    await send(bodies.submit('q1Plan'));
    const { command } = await send(bodies.submit('q1Plan'), key);
    expect(command).toMatchObject({ status: 'refused', outcome: { code: 'STAGE.ALREADY_SUBMITTED' } });
    expect(await send(bodies.submit('q1Plan'), key)).toEqual({ command, isNew: false });
    expect(await counts()).toEqual({ ...WHOLE, commands: 2 });
  });

  it('is one command where the same key comes eight times at once', async () => {
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 8 }, () => send(bodies.submit('q1Plan'), key)));
    expect(new Set(all.map(({ command }) => command.id)).size).toBe(1);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(all.map(({ command }) => command.status))).toEqual(new Set(['applied']));
    expect(await counts()).toEqual(WHOLE);
  });

  it('is answered as its twin that was decided while it waited, though it might not be asked any more', async () => {
    const key = randomUUID();
    const { command } = await send(bodies.submit('q1Plan'), key);
    const { unitOfWork, rules } = province;
    let isBlind = true;
    /** The first look for the key finds nothing yet. */
    const late: UnitOfWork = {
      inSnapshot: (work) => unitOfWork.inSnapshot(work),
      inTransaction: (work) =>
        unitOfWork.inTransaction((records) => {
          const receipt: Records['commands']['receipt'] = async (...asked) => {
            const { at, earlier } = await records.commands.receipt(...asked);
            const found = isBlind ? undefined : earlier;
            isBlind = false;
            return { at, earlier: found };
          };
          const commands = new Proxy(records.commands, {
            get: (target, name) =>
              name === 'receipt' ? receipt : (Reflect.get(target, name) as () => unknown).bind(target),
          });
          return work({ ...records, commands });
        }),
    };
    head = { ...head, scope: { level: 'unit', unitId: UNITS[0] ?? '' } };
    const again = await send(bodies.submit('q1Plan'), key, new RegisterCommand(late, rules, faultsAt()));
    expect(isBlind).toBe(false);
    expect(again).toEqual({ command, isNew: false });
  });

  it('is left to its run where its unit was not to be seen by the statement that locks it', async () => {
    const { unitOfWork, rules } = province;
    const unseeing: UnitOfWork = {
      inSnapshot: (work) => unitOfWork.inSnapshot(work),
      inTransaction: (work) =>
        unitOfWork.inTransaction((records) => {
          const unitYears = new Proxy(records.unitYears, {
            get: (target, name) =>
              name === 'lockUnderRules'
                ? () => Promise.resolve(undefined)
                : (Reflect.get(target, name) as () => unknown).bind(target),
          });
          return work({ ...records, unitYears });
        }),
    };
    const through = new RegisterCommand(unseeing, rules, faultsAt());
    const { command } = await send(bodies.submit('q1Plan'), randomUUID(), through);
    expect(command.status).toBe('received');
    expect(await counts()).toEqual({ ...NOTHING, commands: 1 });
  });

  it('meets what an earlier one has just done, where two differ and come at once', async () => {
    const both = await Promise.all([send(bodies.submit('q1Plan')), send(bodies.submit('q1Plan'))]);
    expect(both.map(({ command }) => command.status).sort()).toEqual(['applied', 'refused']);
    expect(both.map(({ command }) => command.outcome?.code).sort()).toEqual([
      'STAGE.ALREADY_SUBMITTED',
      undefined,
    ]);
    expect(await counts()).toEqual({ ...WHOLE, commands: 2 });
  });

  it('leaves nothing behind where the process dies before the commit, and is decided when it comes again', async () => {
    const key = randomUUID();
    await expect(send(bodies.submit('q1Plan'), key, door('beforeDoorCommit@1:throw'))).rejects.toThrow();
    expect(await counts()).toEqual(NOTHING);
    expect((await send(bodies.submit('q1Plan'), key)).command.status).toBe('applied');
    expect(await counts()).toEqual(WHOLE);
  });

  it('is whole where the process dies after the commit, and the same key gets its outcome', async () => {
    const key = randomUUID();
    await expect(send(bodies.submit('q1Plan'), key, door('afterDoorCommit@1:throw'))).rejects.toThrow();
    expect(await counts()).toEqual(WHOLE);
    expect(await send(bodies.submit('q1Plan'), key)).toMatchObject({
      isNew: false,
      command: { status: 'applied' },
    });
  });
});

describe('a command that is left to its run', () => {
  it('found its unit held for longer than a moment, and writes nothing but itself', async () => {
    const started = performance.now();
    const command = await cycle.leftToItsRun(head, unitId, bodies.submit('q1Plan'));
    expect(performance.now() - started).toBeGreaterThan(290);
    expect(command.status).toBe('received');
    expect(await counts()).toEqual({ ...NOTHING, commands: 1 });
    expect((await cycle.applyInRun(command)).carried).toMatchObject({ outcome: 'applied', version: 1 });
    expect(await counts()).toEqual(WHOLE);
  });

  it('comes after an older one that has no outcome yet, and counts from its own receipt', async () => {
    const first = await cycle.leftToItsRun(head, unitId, bodies.submit('q1Plan'));
    const { command: second } = await send(bodies.giveBack('q1Plan'));
    expect(second.status).toBe('received');
    expect(Date.parse(second.receivedAt)).toBeGreaterThan(Date.parse(first.receivedAt));
    expect(await counts()).toEqual({ ...NOTHING, commands: 2 });
  });

  it('finds what its neighbours share held for some seconds, and leaves nothing half done', async () => {
    const client = new Client({ connectionString: province.ownerUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM audit_head WHERE cycle_id = $1 FOR UPDATE', [cycle.id]);
      const { command, isNew } = await send(bodies.submit('q1Plan'));
      expect([command.status, isNew]).toEqual(['received', true]);
      expect(await counts()).toEqual({ ...NOTHING, commands: 1 });
    } finally {
      await client.end();
    }
  });

  it('finds the rules of the cycle being changed', async () => {
    const { unitOfWork } = province;
    const command = await unitOfWork.inTransaction(async (records) => {
      await records.cycles.changeRules(cycle.id);
      return (await send(bodies.submit('q1Plan'))).command;
    });
    expect(command.status).toBe('received');
  });

  it('is checked for rights and scope all the same', async () => {
    const stranger: Identity = {
      ...head,
      actorId: randomUUID(),
      scope: { level: 'unit', unitId: UNITS[0] ?? '' },
    };
    await expect(cycle.leftToItsRun(stranger, unitId, bodies.submit('q1Plan'))).rejects.toMatchObject({
      code: 'UNIT.NOT_IN_SCOPE',
    });
    expect(await counts()).toEqual(NOTHING);
  });
});

describe('a run that hears late', () => {
  it('hears each command as it was, and its year ends with the last', async () => {
    const { command: first } = await send(bodies.submit('q1Plan'));
    const closed = await cycle.act(cycle.administrator, unitId, { kind: 'close', reason: 'Giải thể' });
    const [, last] = await Promise.all([first.id, closed].map((id) => cycle.found(id)));
    const views = [await cycle.applyInRun(first), await cycle.applyInRun(last ?? first)].map(
      ({ view: { version, status, over } }) => ({ version, status, over }),
    );
    expect(views).toEqual([
      { version: 1, status: 'open', over: false },
      { version: 2, status: 'closed', over: true },
    ]);
  });

  it('is named by the reconciler once it has not heard for ten minutes', async () => {
    const { command } = await send(bodies.submit('q1Plan'));
    const runs = { openUnitIds: () => Promise.resolve(UNITS) } as unknown as Runs;
    const behind = async () => {
      const found = await new Reconciler(province.unitOfWork, runs, province.rules).check(cycle.id);
      return found.filter(({ kind }) => kind === 'runBehind').map(({ object }) => object);
    };
    expect(await behind()).toEqual([]);
    await province.source.query(
      `UPDATE command SET decided_at = decided_at - interval '11 minutes' WHERE id = $1`,
      [command.id],
    );
    expect(await behind()).toEqual([unitId]);
    await province.unitOfWork.inTransaction((records) => records.commands.noteCarried([command.id]));
    expect(await behind()).toEqual([]);
  });
});
