import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Scope } from '#libs/access';
import {
  CycleRules,
  type Identity,
  MoveClock,
  OpenCycle,
  OpenUnits,
  RegisterCommand,
  type Runs,
  type StoredUnit,
} from '#libs/application';
import { readPackFiles } from '#libs/config';
import type { CommandBody } from '#libs/contracts';
import { type Database, PostgresUnitOfWork, Seeder } from '#libs/persistence';
import { checkPack, PackCatalogue, type PackCriterion } from '#libs/policy';
import { SpecDatabase } from '../support/database/spec-database.js';
import { faultsAt } from '../support/faults.js';
import { sampleHolidays } from '../support/sample-data.js';
import { story } from '../support/story.js';

// A province that nobody had thought of: a file, its areas, its units, and not a line of code.
const FOLDER = fileURLToPath(new URL('../support/fixtures/packs/', import.meta.url));
const PACK = 'tinh-thu-ba-2026';
const PROVINCE = '98';
const COMMUNE = '98001';
const CYCLE = '98-2026-thu';
const [GOOD, WEAK] = ['TT001', 'TT002'] as const;

const noRuns = new Proxy({} as Runs, { get: () => () => Promise.resolve() });
const packs = new PackCatalogue(readPackFiles(FOLDER));
const rules = new CycleRules();
let database: SpecDatabase;
let source: Database;
let unitOfWork: PostgresUnitOfWork;

const identity = (role: Identity['role'], scope: Scope, officeCode?: string): Identity => ({
  actorId: `token-${role}-${officeCode ?? JSON.stringify(scope)}`,
  name: role,
  role,
  scope,
  officeCode,
});
const inProvince: Scope = { level: 'tinh', provinceCode: PROVINCE };
const administrator = identity('administrator', inProvince);
const police = identity('appraiser', inProvince, 'CAT98');
const committee = identity('deciding-body', inProvince, 'UBT98');
const steering = identity('supervisor', inProvince, 'BCT98');
const head = (unitId: string) => identity('unit-head', { level: 'unit', unitId });

const unit = (id: string): StoredUnit => ({
  ...{ id, name: `Cơ quan ${id}`, kind: 'co-quan', subKind: 'hanh-chinh', managedBy: 'tinh', size: 'lon' },
  ...{ hasParty: true, hasUnion: true, hasMassOrganisations: true, hasGuards: true },
  ...{ hasStudents: false, isFdi: false, communeCode: COMMUNE, subunits: 3, headcount: 40, students: 0 },
  contacts: [{ role: 'officer', name: 'Cán bộ đầu mối', email: `${id.toLowerCase()}@tinh-thu.example.test` }],
});

let keys = 0;
/** A command as the API decides it. */
async function send(who: Identity, unitId: string, body: CommandBody): Promise<string> {
  keys += 1;
  const { command: decided } = await new RegisterCommand(unitOfWork, rules, faultsAt()).execute(who, {
    cycleId: CYCLE,
    unitId,
    idempotencyKey: `third-province-${keys}`,
    body,
  });
  const { status, outcome } = decided;
  return status === 'refused' ? `${outcome?.code ?? ''} ${JSON.stringify(outcome?.problems ?? [])}` : status;
}
const moveTo = (day: string) =>
  new MoveClock(unitOfWork, noRuns).execute(administrator, CYCLE, `${day}T09:00:00+07:00`);

const leaves = (criteria: readonly PackCriterion[]): readonly PackCriterion[] =>
  criteria.flatMap((each) => (each.children === undefined ? [each] : leaves(each.children)));
/** A line for each criterion that is typed in, all points of it or none. */
const sheetOf = (full: boolean) =>
  leaves(packs.load(PACK).criteria)
    .filter(({ derivedFrom, perAward }) => derivedFrom === undefined && perAward === undefined)
    .map(({ key, max }) => ({ criterion: key, points: full ? max : 0 }))
    .concat([{ criterion: '9', points: 0 }]);

beforeAll(async () => {
  database = await SpecDatabase.open();
  source = database.source;
  unitOfWork = new PostgresUnitOfWork(source, 'example.test');
  const seeder = new Seeder(source);
  await seeder.areas([
    { code: PROVINCE, kind: 'tinh', name: 'Tỉnh Thử', adminKind: 'tỉnh' },
    { code: COMMUNE, kind: 'xa', name: 'Xã Thử Một', adminKind: 'xã', parentCode: PROVINCE },
  ]);
  const office = (code: string, kind: string, name: string) => ({
    ...{ code, kind, name, areaCode: PROVINCE, duties: [] },
    email: `${code.toLowerCase()}@tinh-thu.example.test`,
  });
  await seeder.offices([
    office('CAT98', 'province-police', 'Công an tỉnh Thử'),
    office('UBT98', 'province-committee', 'UBND tỉnh Thử'),
    office('BCT98', 'province-steering', 'Ban Chỉ đạo 138 tỉnh Thử'),
  ]);
  await seeder.holidays(await sampleHolidays());
  await unitOfWork.inTransaction((records) => records.units.save(PROVINCE, [unit(GOOD), unit(WEAK)]));
  await new OpenCycle(unitOfWork, noRuns, packs).execute(administrator, {
    policy: PACK,
    year: 2026,
    rehearsal: 'thu',
  });
  await new OpenUnits(unitOfWork, noRuns, rules, faultsAt()).execute(CYCLE, { opened: 0 }, () => undefined);
}, 60_000);

afterAll(async () => {
  await database?.dispose();
}, 60_000);

const { chapter, step } = story('a third province lives by a pack of its own');

chapter('a third province in a file of its own', () => {
  step('is sound: other classes, other days, one criterion split in two', () => {
    const pack = packs.load(PACK);
    expect(checkPack(pack).errors).toEqual([]);
    expect(pack.classes.map(({ name, min }) => `${name} ${min}`)).toEqual([
      'Xuất sắc 85',
      'Khá 65',
      'Trung bình 0',
    ]);
    const seventh = pack.criteria.find(({ key }) => key === '7');
    expect([seventh?.max, seventh?.children?.map(({ key, max }) => `${key} ${max}`)]).toEqual([
      10,
      ['7a 4', '7b 6'],
    ]);
  });

  step('lives a year from registration to the award review by its own days', async () => {
    await moveTo('2026-02-20');
    for (const id of [GOOD, WEAK]) {
      expect(await send(head(id), id, { kind: 'submit', stage: 'registration' })).toBe('applied');
    }
    await moveTo('2026-09-20');
    const early = await send(head(GOOD), GOOD, { kind: 'submit', stage: 'dossier' });
    expect(early).toContain('STAGE.NOT_OPEN');
    for (const [id, full] of [
      [GOOD, true],
      [WEAK, false],
    ] as const) {
      const body = { kind: 'submit', stage: 'selfScoring', sheet: sheetOf(full) } as const;
      expect(await send(head(id), id, body)).toBe('applied');
    }
    await moveTo('2026-11-17');
    for (const id of [GOOD, WEAK]) {
      expect(await send(head(id), id, { kind: 'submit', stage: 'dossier' })).toBe('applied');
    }
    for (const [id, full] of [
      [GOOD, true],
      [WEAK, false],
    ] as const) {
      const body = {
        kind: 'appraise',
        stage: 'appraisal',
        sheet: sheetOf(full),
        proposeRecognition: full,
      } as const;
      expect(await send(police, id, body)).toBe('applied');
    }
    await moveTo('2026-11-24');
    for (const [id, recognised] of [
      [GOOD, true],
      [WEAK, false],
    ] as const) {
      const paper = { number: '45/QĐ-UBND', date: '2026-11-24', signer: 'Chủ tịch UBND tỉnh' };
      expect(await send(committee, id, { kind: 'decide', stage: 'recognition', recognised, ...paper })).toBe(
        'applied',
      );
    }
    await moveTo('2026-12-05');
    const review = {
      kind: 'review',
      stage: 'awardReview',
      conclusion: 'Đủ điều kiện xét khen thưởng',
    } as const;
    expect(await send(steering, GOOD, review)).toBe('applied');
  });

  step('gives its own classes, and keeps out of awards whom it says', async () => {
    const rows = await source.query<{ unit_id: string; found: unknown }[]>(
      `SELECT unit_id, jsonb_path_query_first(state, '$.stages.recognition.classification') AS found
       FROM unit_year WHERE cycle_id = $1 AND body_key IS NULL ORDER BY unit_id`,
      [CYCLE],
    );
    expect(rows.map(({ found }) => found)).toEqual([
      { classKey: 'xuat-sac', total: 97, excludedFromAwards: false },
      { classKey: 'trung-binh', total: 0, excludedFromAwards: true },
    ]);
  });

  step('writes to its people in its own words', async () => {
    const letters = await source.query<{ text: string }[]>(
      `SELECT row_to_json(m)::text AS text FROM message m WHERE cycle_id = $1 AND unit_id = $2`,
      [CYCLE, GOOD],
    );
    expect(letters.some(({ text }) => text.includes('Xuất sắc'))).toBe(true);
    expect(letters.some(({ text }) => text.includes('Quảng Ngãi'))).toBe(false);
  });
});
