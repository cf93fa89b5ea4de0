import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { SpecDatabase } from '../../../test/support/database/spec-database.js';
import { listFile, listFiles, seedAreas } from '../../../test/support/lists.js';
import type { Identity } from '../identity/identity.js';
import type { ListFiles } from '../lists/list-files.port.js';
import { ImportUnits } from './import-units.use-case.js';

const administrator: Identity = {
  actorId: 'spec',
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode: '51' },
};

let database: SpecDatabase;
let importing: ImportUnits;

beforeAll(async () => {
  database = await SpecDatabase.open();
  await seedAreas(database);
  await database.remember();
  importing = new ImportUnits(database.unitOfWork, listFiles());
}, 60_000);
beforeEach(() => database.restore());
afterAll(() => database?.dispose());

const send = (filename: string, more: object = {}, dryRun = false) =>
  importing.execute(administrator, { file: listFile(filename), ...more }, dryRun);
const units = async (): Promise<string[][]> => {
  const rows = await database.source.query<{ id: string; name: string }[]>(
    'SELECT id, name FROM unit ORDER BY id',
  );
  return rows.map(({ id, name }) => [id, name]);
};

it('two firms whose names differ by accents alone are two units; a dry run tells what the run does', async () => {
  const dry = await send('accents-only.xlsx', {}, true);
  expect(await units()).toEqual([]);
  const run = await send('accents-only.xlsx');
  expect({ ...run, dryRun: true }).toEqual(dry);
  expect(run).toMatchObject({ inserted: 2, problems: [] });
  expect((await units()).map(([, name]) => name)).toEqual([
    'Công ty TNHH Minh Hưng R3',
    'Công ty TNHH Minh Hùng R3',
  ]);
  expect(await send('accents-only.xlsx')).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
});

it('a code in small letters is the unit that has it in capitals', async () => {
  await send('no-refs.xlsx');
  expect(await send('code-lower.xlsx')).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
  expect((await units()).map(([id]) => id)).toEqual(['R3-0001', 'R3-0002']);
});

it('a code that lost its zeros is asked about, and taken as it is answered', async () => {
  await send('code-text.xlsx');
  const asked = await send('code-number.xlsx');
  expect(asked).toMatchObject({ inserted: 0, updated: 0, problems: [] });
  expect(asked.questions).toMatchObject([{ code: 'UNIT.LOST_ZEROS', unit: '12', known: { id: '0012' } }]);
  expect(await units()).toHaveLength(1);
  const known = await send('code-number.xlsx', { asKnown: ['12'] });
  expect(known).toMatchObject({ inserted: 0, updated: 1, questions: [] });
  expect(known.changes[0]?.fields.map(({ label, before, after }) => [label, before, after])).toEqual([
    ['Email đơn vị', '0012@donvi.example.test', 'x12@donvi.example.test'],
    [
      'Cán bộ đầu mối',
      'Người đầu mối 1, dm-0012@donvi.example.test, 0900000001',
      'Người đầu mối 1, dm12@donvi.example.test, 0900000001',
    ],
  ]);
  expect((await units()).map(([id]) => id)).toEqual(['0012']);
  expect(await send('code-number.xlsx', { asNew: ['all'] })).toMatchObject({ inserted: 1 });
  expect((await units()).map(([id]) => id)).toEqual(['0012', '12']);
});

it('a column of codes that is not known is named, and its units are new ones', async () => {
  await send('no-refs.xlsx');
  const run = await send('unknown-code-header.xlsx');
  expect(run.reading.unusedColumns).toEqual(['Mã số']);
  expect(run).toMatchObject({ inserted: 1, updated: 0 });
});

it('asks for rights before it opens a file', async () => {
  const never = {
    roster: () => {
      throw new Error('opened');
    },
  } as unknown as ListFiles;
  const file = { bytes: new Uint8Array([1]), filename: 'a.xlsx' };
  for (const identity of [
    { ...administrator, role: 'unit-head' as const },
    { ...administrator, scope: { level: 'xa' as const, communeCode: '21451' } },
  ]) {
    await expect(
      new ImportUnits(database.unitOfWork, never).execute(identity, { file }, false),
    ).rejects.toMatchObject({ name: 'DomainError' });
  }
});
