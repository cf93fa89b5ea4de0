import { describe, expect, it } from '@jest/globals';
import type { PolicyPack } from '#libs/policy';
import { databaseForEachTest } from '../../../test/support/database/spec-database.js';
import { COMMUNE, SmallProvince } from '../../../test/support/small-cycle.js';
import { bodies } from '../../../test/support/unit-year-driver.js';
import { loadPack } from '../../policy/packs.support.js';
import { levelRulesOf } from '../cycle-rules/cycle-days.js';
import { CycleRules, workOut } from '../cycle-rules/cycle-rules.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { PackSide } from './pack-side.js';
import { Placement } from './placement.js';
import { communesOf, movesOf, planSubjects, type SubjectPlan } from './subject-plans.js';

const CYCLE = '51-2026-doi-goi';
const AT = '2026-02-01T02:00:00.000Z';
const [SECOND, THIRD, FOURTH] = ['X2', 'X3', 'X4'] as const;
/** A unit of the police is outside the standard under the first, inside under the second. */
const strict = loadPack('quang-ngai-2025');
const lenient: PolicyPack = { ...strict, eligibility: [] };

/** A year under the lenient pack in which a unit of the police has handed in its plan. */
const database = databaseForEachTest(async (each) => {
  const province = await SmallProvince.seed(each, [
    ['QN01', 'Trung đoàn', 'xa'],
    ['QN02', 'Trạm Y tế', 'xa'],
  ]);
  await each.source.query(`UPDATE unit SET sub_kind = 'cong-an' WHERE id = 'QN01'`);
  await each.source.query(`
    INSERT INTO area (code, kind, name, name_search, admin_kind, parent_code) VALUES
      ('${SECOND}', 'xa', 'Xã Hai', 'xa hai', 'xã', '51'),
      ('${THIRD}', 'xa', 'Xã Ba', 'xa ba', 'xã', '51'),
      ('${FOURTH}', 'xa', 'Xã Bốn', 'xa bon', 'xã', '51')`);
  const start = '2026-01-20T02:00:00.000Z';
  const cycle = await province.rehearseUnder(lenient, 'doi-goi', 2026, start, [COMMUNE]);
  await cycle.submit('QN01', bodies.submit('q1Plan'));
});
const inTransaction = <T>(work: (records: Records) => Promise<T>): Promise<T> =>
  database().unitOfWork.inTransaction(work);

const levelRules = (pack: PolicyPack) => ({
  tinh: workOut(pack, 2026, { managedBy: 'tinh' }),
  huyen: workOut(pack, 2026, { managedBy: 'huyen' }),
  xa: workOut(pack, 2026, { managedBy: 'xa' }),
});

/** What becomes of the unit of the police as the cycle goes over to another pack, by which it goes from then on. */
const migrated = (pack: PolicyPack, migrationId: string): Promise<SubjectPlan> =>
  inTransaction(async (records) => {
    const cycle = await records.cycles.find(CYCLE);
    if (cycle === undefined) throw new Error('the cycle is gone');
    const rules = new CycleRules();
    const { plans, blockers } = await planSubjects({
      ...{ records, rules, cycle, pack, lock: true },
      before: await PackSide.open(records, cycle, await levelRulesOf(records, rules, cycle), AT),
      after: await PackSide.open(records, cycle, levelRules(pack), AT),
      placement: new Placement(await records.migrations.areas('51'), '2026-02-01', ['tinh', 'xa'], []),
      communesAfter: [COMMUNE],
      request: { migrationId, from: '2026-02-01', at: AT },
    });
    expect(blockers).toEqual([]);
    const plan = plans.find(({ year }) => year.unitId === 'QN01');
    if (plan === undefined) throw new Error('the unit has no plan');
    await records.migrations.saveYears(
      CYCLE,
      plans.map(({ after }) => after),
    );
    await records.cycles.savePack(migrationId, pack);
    return plan;
  }).then(async (plan) => {
    await database().source.query('UPDATE cycle SET pack_hash = $1 WHERE id = $2', [migrationId, CYCLE]);
    return plan;
  });

describe('a unit that one pack puts outside the standard and the next one inside again', () => {
  it('goes on with the facts it has, open again', async () => {
    const ended = await migrated(strict, 'm1');
    expect(ended.after).toMatchObject({ standing: 'outside', state: { version: 2, status: 'closed' } });
    const back = await migrated(lenient, 'm2');
    expect(back.plan?.fact).toMatchObject({ reopens: true });
    expect(back.after).toMatchObject({
      standing: 'inside',
      state: { version: 3, status: 'open', stages: { q1Plan: { status: 'submitted' } } },
    });
    const handedIn = ended.year.state.stages.q1Plan?.commandId;
    expect(handedIn).toBeDefined();
    expect(back.after.state.stages.q1Plan?.commandId).toBe(handedIn);
  });
});

describe('what moves in the list of the province', () => {
  it('is each unit that comes to another commune or level, and no office', () => {
    const year = { unitId: 'QN01', communeCode: 'X1', managedBy: 'huyen' } as UnitYear;
    const plan = (before: Partial<UnitYear>, after: Partial<UnitYear>) =>
      ({
        year: { ...year, ...before },
        after: { ...year, ...after },
        isNew: false,
      }) as unknown as SubjectPlan;
    expect(
      movesOf([
        plan({}, { managedBy: 'xa' }),
        plan({}, {}),
        plan({ bodyKey: 'ubnd-huyen' }, { communeCode: 'X2', bodyKey: 'ubnd-huyen' }),
      ]),
    ).toEqual([
      {
        unitId: 'QN01',
        before: { communeCode: 'X1', managedBy: 'huyen' },
        after: { communeCode: 'X1', managedBy: 'xa' },
      },
    ]);
  });
});

describe('the communes of a cycle afterwards', () => {
  it('are those that its units come to, each by its own row, and those that join', async () => {
    const rows = [{ from: 'QN02', to: SECOND }, { to: THIRD }];
    const communes = await inTransaction(async (records) => {
      const areas = await records.migrations.areas('51');
      return communesOf(records, CYCLE, new Placement(areas, '2026-02-01', ['tinh', 'xa'], rows));
    });
    expect(communes).toEqual([COMMUNE, SECOND, THIRD]);
  });
});
