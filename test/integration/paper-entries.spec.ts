import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ApplyCommand,
  EnterPapers,
  type Identity,
  ListPapers,
  ReadEntryTemplate,
  ReadPaperSlip,
} from '#libs/application';
import type { CommandBody } from '#libs/contracts';
import { entryWorkbook, ListFileReader, paperSlipFile } from '#libs/documents';
import { type EntryRow, entryFile, entryTablesOf } from '../support/entry-file.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies, selfSheet } from '../support/unit-year-driver.js';

/** Papers of many units, typed by an office into one workbook. */
const [FIRST, SECOND, THIRD, CITY] = ['QN0001', 'QN0002', 'QN0003', 'QN0004'] as const;

let province: SmallProvince;
let cycle: SmallCycle;
/** Commands that the office does not get to any more, as if its process had died before them. */
let isDead = false;

const police: Identity = {
  ...{ actorId: randomUUID(), name: 'Văn thư Công an xã', role: 'appraiser', officeCode: 'CAX' },
  scope: { level: 'xa', communeCode: COMMUNE },
};
const points = Object.fromEntries(
  selfSheet('good').flatMap(({ criterion, points: given }) =>
    given === undefined ? [] : [[`criterion:${criterion}`, String(given).replace('.', ',')]],
  ),
);
const ARRIVED = { arrivedOn: '27/10/2026' };

beforeAll(async () => {
  province = await SmallProvince.open([
    ...[FIRST, SECOND, THIRD].map(
      (id) => [id, `Trạm Y tế ${id}`, 'xa', `${id.toLowerCase()}@example.test`] as const,
    ),
    [CITY, 'Sở Tư pháp', 'tinh', 'stp@example.test'],
  ]);
  cycle = await province.rehearse('nhap-giay');
  await cycle.moveTo('2026-10-28T09:00');
}, 120_000);
afterAll(() => province?.dispose());

/** What happens once, when a request is about to store its first command. */
let beforeStoring: (() => Promise<void>) | undefined;
async function interrupt(): Promise<void> {
  const happen = beforeStoring;
  beforeStoring = undefined;
  await happen?.();
}
type Work = Parameters<ConstructorParameters<typeof EnterPapers>[0]['inTransaction']>[0];
const interrupted = () => ({
  inTransaction: (work: Work) =>
    province.unitOfWork.inTransaction((records) => {
      const { commands } = records;
      const insertOnce: typeof commands.insertOnce = async (command) => {
        await interrupt();
        return commands.insertOnce(command);
      };
      const storing = Object.create(commands, { insertOnce: { value: insertOnce } }) as typeof commands;
      return work(Object.create(records, { commands: { value: storing } }) as typeof records);
    }),
});

const entering = () => {
  const { rules } = province;
  const unitOfWork = interrupted() as unknown as ConstructorParameters<typeof EnterPapers>[0];
  const applying: Pick<ApplyCommand, 'execute'> = {
    execute: async (request) => {
      if (isDead) throw new Error('the process died');
      const command = await cycle.found(request.commandId);
      if (command === undefined) throw new Error('no command');
      return cycle.applyInRun(command);
    },
  };
  return new EnterPapers(unitOfWork, rules, new ListFileReader(), applying, { warn: () => undefined });
};
async function enter(
  steps: Readonly<Record<string, readonly EntryRow[]>> | Uint8Array,
  { dryRun = false, key = randomUUID(), who = police } = {},
) {
  const bytes = steps instanceof Uint8Array ? steps : await entryFile(steps);
  const file = { bytes, filename: 'nhap.xlsx' };
  return entering().execute(who, { cycleId: cycle.id, idempotencyKey: key }, file, dryRun);
}
const stageOf = async (unitId: string, stage: string) =>
  (await province.unitOfWork.inTransaction((records) => records.unitYears.find(cycle.id, unitId)))?.state
    .stages[stage];
const commands = async () =>
  cycle.query<{ unit_id: string; stage: string; status: string }>(
    `SELECT unit_id, body->>'stage' AS stage, status FROM command WHERE cycle_id = $1 ORDER BY received_at, unit_id`,
  );

describe('papers of many units in one workbook', () => {
  it('has a template of the units that the office enters for, with what was received before', async () => {
    const receipt = { kind: 'receivePaper', stage: 'q1Plan', arrivalNumber: '118', arrivedOn: '2026-10-26' };
    await cycle.act(police, THIRD, receipt as CommandBody);
    const template = await new ReadEntryTemplate(province.unitOfWork, province.rules).execute(
      police,
      cycle.id,
      {
        stages: ['q1Plan', 'selfScoring'],
      },
    );
    expect(template.sheets.map(({ table, rows }) => [table.stage, rows.map(({ unitId }) => unitId)])).toEqual(
      [
        ['q1Plan', [FIRST, SECOND, THIRD]],
        ['selfScoring', [FIRST, SECOND, THIRD]],
      ],
    );
    const bytes = await entryWorkbook(template);
    const file = { bytes, filename: 'mau.xlsx' };
    // As it comes out it holds no paper, and nothing of it is a fault.
    const tried = await entering().execute(
      police,
      { cycleId: cycle.id, idempotencyKey: randomUUID() },
      file,
      true,
    );
    expect(tried).toEqual({ dryRun: true, items: [], problems: [] });
  });

  it('names each fault by sheet, row and column, and enters nothing while there is one', async () => {
    const [column = ''] = Object.keys(points);
    const steps = {
      q1Plan: [
        { unit: FIRST, ...ARRIVED, arrivalNumber: '201', number: '1/KH', date: '31/02/2026' },
        { unit: SECOND, number: '2/KH' },
        { unit: CITY, ...ARRIVED, arrivalNumber: '203', number: '3/KH' },
        { unit: 'QN9999', ...ARRIVED, arrivalNumber: '204', number: '4/KH' },
      ],
      selfScoring: [{ unit: FIRST, ...ARRIVED, arrivalNumber: '205', ...points, [column]: '99' }],
    };
    const { problems } = await enter(steps, { dryRun: true });
    const [plan = ''] = entryTablesOf('xa')
      .filter(({ stage }) => stage === 'q1Plan')
      .map(({ sheet }) => sheet);
    expect(problems.map(({ code, place }) => [code, place])).toEqual(
      expect.arrayContaining([
        ['ENTRY.BAD_DAY', `trang “${plan}”, dòng 4, cột "Ngày văn bản"`],
        ['PAPER.NOT_RECEIVED', `trang “${plan}”, dòng 5`],
        ['ACTOR.NOT_ASSIGNED', `trang “${plan}”, dòng 6`],
        ['UNIT.NOT_IN_SCOPE', `trang “${plan}”, dòng 7`],
      ]),
    );
    expect(problems.some(({ place }) => place.includes(column.replace('criterion:', 'tiêu chí ')))).toBe(
      true,
    );
    await expect(enter(steps)).rejects.toMatchObject({ code: 'ENTRY.REFUSED' });
    expect((await commands()).map(({ unit_id }) => unit_id)).toEqual([THIRD]);
  });

  it('is entered whole though the process dies half-way, and once however often it is sent', async () => {
    const file = await entryFile({
      q1Plan: [
        { unit: FIRST, ...ARRIVED, arrivalNumber: '301', number: '1/KH' },
        // The number is that of its receipt.
        { unit: THIRD, number: '3/KH' },
      ],
      selfScoring: [{ unit: FIRST, ...ARRIVED, arrivalNumber: '302', ...points }],
    });
    isDead = true;
    const key = randomUUID();
    expect((await enter(file, { key })).items.map(({ state }) => state)).toEqual([
      'received',
      'received',
      'received',
    ]);
    isDead = false;
    const done = await enter(file, { key });
    expect(done.items.map(({ unitId, stage, state }) => [unitId, stage, state])).toEqual([
      [FIRST, 'q1Plan', 'applied'],
      [THIRD, 'q1Plan', 'applied'],
      [FIRST, 'selfScoring', 'applied'],
    ]);
    const before = await commands();
    expect((await enter(file)).items.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    expect(await commands()).toEqual(before);
    const corrected = await entryFile({
      q1Plan: [{ unit: FIRST, ...ARRIVED, arrivalNumber: '301', number: '1a/KH' }],
    });
    expect((await enter(corrected, { dryRun: true })).problems).toMatchObject([
      { code: 'ENTRY.OTHER_CONTENT', place: expect.stringContaining('dòng 4') },
    ]);
    await expect(enter(corrected)).rejects.toMatchObject({ code: 'ENTRY.REFUSED' });
    expect(await stageOf(FIRST, 'selfScoring')).toMatchObject({ status: 'submitted' });
    const { items } = await new ListPapers(province.unitOfWork, province.rules).execute(police, cycle.id, {
      limit: 10,
    });
    expect(items).toEqual([]);
  });

  it('of the same rows twice at once is entered once, and each request is told of what stands', async () => {
    const file = await entryFile({
      q1Plan: [{ unit: SECOND, ...ARRIVED, arrivalNumber: '311', number: '11/KH' }],
    });
    const [first, second] = [randomUUID(), randomUUID()];
    // Comes and is entered after the first has looked at what stands, and before it stores its commands.
    beforeStoring = async () => {
      await enter(file, { key: second });
    };
    const told = await enter(file, { key: first });
    const [stands, ...more] = await cycle.query<{ id: string; status: string }>(
      `SELECT id, status FROM command WHERE cycle_id = $1 AND unit_id = '${SECOND}'`,
    );
    expect([stands?.status, more]).toEqual(['applied', []]);
    expect(told.items).toMatchObject([{ state: 'done', commandId: stands?.id }]);
    expect((await enter(file, { key: first })).items).toEqual(told.items);
  });

  it('has its typist on record, who does not appraise alone', async () => {
    await cycle.moveTo('2026-11-17T09:00');
    const dossier = {
      dossier: [{ unit: FIRST, arrivedOn: '17/11/2026', arrivalNumber: '401', number: '9/BC' }],
    };
    expect((await enter(dossier)).items).toMatchObject([{ state: 'applied', stage: 'dossier' }]);
    const appraised = await cycle.command(police, FIRST, bodies.appraise());
    expect(appraised).toMatchObject({ status: 'refused', outcome: { code: 'SCORE.SAME_TYPIST' } });
  });

  it('prints a slip of a paper that came, with the plain address of its step', async () => {
    const slips = new ReadPaperSlip(province.unitOfWork, province.rules);
    const about = { cycleId: cycle.id, unitId: THIRD, stage: 'q1Plan' };
    const slip = await slips.execute(police, about);
    expect(slip).toMatchObject({
      ...{ arrivalNumber: '118', arrivedOn: '2026-10-26', office: 'Công an xã', byName: police.name },
      ...{ unitName: `Trạm Y tế ${THIRD}`, late: false, afterSuggested: false },
    });
    const bytes = await paperSlipFile(slip, 'https://antq.example.test/');
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(await slips.execute(police, { ...about, unitId: FIRST })).toMatchObject({ arrivalNumber: '301' });
    await expect(
      slips.execute(police, { ...about, unitId: SECOND, stage: 'registration' }),
    ).rejects.toMatchObject({
      code: 'PAPER.NO_SLIP',
    });
  });
});
