import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Scope } from '#libs/access';
import {
  ComposeDocument,
  CorrectDecision,
  type Identity,
  ListExclusions,
  OwnReportDraft,
  ReadDecisions,
  RecordClassification,
} from '#libs/application';
import { type ClassificationBody, type CommandBody, DomainError } from '#libs/contracts';
import { TemplateRenderer } from '#libs/mail';
import { PostgresCertificationModel, PostgresWatchModel } from '#libs/persistence';
import { classificationOf } from '#libs/unit-year';
import { loadPack } from '../../libs/policy/packs.support.js';
import { COMMUNE, OFFICES, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';
import { bodies, higherSheet, ownRecordsSheet, selfSheet } from '../support/unit-year-driver.js';

// The pack of the year 2027, in which the class is given by the steering board, apart from the recognition.
const [GOOD, BARELY, NOTHING, OF_PROVINCE] = ['QN0001', 'QN0002', 'QN0003', 'QN0004'] as const;
const ALL = [GOOD, BARELY, NOTHING] as const;
const IN_COMMUNE: Scope = { level: 'xa', communeCode: COMMUNE };

const account = (role: Identity['role'], officeCode: string): Identity => ({
  ...{ actorId: randomUUID(), name: role, role, officeCode },
  scope: IN_COMMUNE,
});
const police = account('appraiser', 'CAX');
const committee = account('deciding-body', 'UBX');
const board = account('supervisor', 'BCDX');

/** Points that leave a recognised unit at 69.5, half a point under “Khá”. */
const LOST: Readonly<Record<string, number>> = {
  ...{ '1': 0.5, '2': 0, '3': 0, '5a': 0, '5b': 0, '5c': 0, '5d': 1, '7': 0, '9': 0 },
};

let province: SmallProvince;
let cycle: SmallCycle;

beforeAll(async () => {
  province = await SmallProvince.open([
    [GOOD, 'Trường Một', 'xa', 'mot@don-vi.example.test'],
    [BARELY, 'Trường Hai', 'xa', 'hai@don-vi.example.test'],
    [NOTHING, 'Trường Ba', 'xa', 'ba@don-vi.example.test'],
    [OF_PROVINCE, 'Sở Mẫu', 'tinh', 'so@don-vi.example.test'],
  ]);
  const pack = loadPack('quang-ngai-2027');
  cycle = await province.rehearseUnder(pack, 'phan-loai', 2027, '2027-10-05T09:00:00+07:00', [COMMUNE]);
}, 120_000);
afterAll(() => province?.dispose());

const yearOf = async (unitId: string) => {
  const year = await province.unitOfWork.inTransaction((records) => records.unitYears.find(cycle.id, unitId));
  if (year === undefined) throw new Error(`no year of ${unitId}`);
  return year;
};
const classOf = async (unitId: string) => classificationOf((await yearOf(unitId)).state);
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no refusal';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    return /: ([A-Z_.]+)$/.exec(String(error))?.[1] ?? String(error);
  }
};
const renderer = new TemplateRenderer();
const letters = async (template: string, to = '%') => {
  const rows = await cycle.query<{ unit_id: string; params: Record<string, string> }>(
    `SELECT unit_id, params FROM message WHERE cycle_id = $1 AND template = '${template}' AND recipient LIKE '${to}'
      ORDER BY unit_id, created_at`,
  );
  return rows.map(({ unit_id, params }) => [unit_id, renderer.render(template, params).text] as const);
};
const excluded = async () => {
  const { unitOfWork, source, rules } = province;
  const listing = new ListExclusions(
    unitOfWork,
    new PostgresWatchModel(source),
    new PostgresCertificationModel(source),
    rules,
  );
  const { items } = await listing.execute(cycle.administrator, cycle.id, { limit: 10 });
  return items.map(({ unitId, class: given, effect }) => [unitId, given?.name, effect]);
};

const DOCUMENT = { number: '18/QĐ-BCĐ', date: '2027-11-27', signer: 'Trưởng Ban Chỉ đạo' };
const record = (
  change: Partial<ClassificationBody> = {},
  { by = board, key = 'phan-loai-1', dryRun = false } = {},
) =>
  new RecordClassification(province.unitOfWork, province.rules).execute(
    by,
    {
      cycleId: cycle.id,
      idempotencyKey: key,
      body: { ...DOCUMENT, units: ALL.map((unit) => ({ unit })), ...change },
    },
    dryRun,
  );
/** What the runs do with the commands of a list. */
const applyAll = async () => {
  const waiting = await cycle.query<{ id: string }>(
    `SELECT id FROM command WHERE cycle_id = $1 AND status = 'received' ORDER BY unit_id`,
  );
  for (const { id } of waiting) {
    const command = await cycle.found(id);
    if (command !== undefined) await cycle.applyInRun(command);
  }
  return waiting.length;
};

const { chapter, step } = story('a year in which the class is given by an act of its own');

chapter('the recognition', () => {
  step('is decided on points, and gives no class', async () => {
    await cycle.moveTo('2027-10-20T09:00');
    await cycle.submit(GOOD, bodies.submit('selfScoring', { sheet: selfSheet('good') }));
    await cycle.submit(BARELY, bodies.submit('selfScoring', { sheet: selfSheet('full', LOST) }));
    await cycle.moveTo('2027-11-19T09:00');
    for (const unit of [GOOD, BARELY]) await cycle.submit(unit, bodies.submit('dossier'));
    await cycle.moveTo('2027-11-24T09:00');
    const appraise = (unit: string, body: Partial<Extract<CommandBody, { kind: 'appraise' }>>) =>
      cycle.act(police, unit, bodies.appraise(body));
    await appraise(GOOD, { sheet: higherSheet(selfSheet('good')) });
    await appraise(BARELY, { sheet: higherSheet(selfSheet('full', LOST)) });
    const own = { sheet: ownRecordsSheet(), ownRecordsNote: 'Sổ theo dõi của Công an xã' };
    await appraise(NOTHING, { ...own, proposeRecognition: false });
    for (const unit of ALL) {
      const recognised = unit !== NOTHING;
      await cycle.act(committee, unit, bodies.decide({ recognised, date: '2027-11-24' }));
    }
    expect(await Promise.all(ALL.map(classOf))).toEqual([undefined, undefined, undefined]);
    const told = new Map(await letters('decision'));
    expect(told.get(GOOD)).toContain('ĐƯỢC CÔNG NHẬN');
    for (const text of told.values()) expect(text).not.toContain('Phân loại:');
    // Who handed nothing in is excluded for that; nobody by a class that was not given.
    expect(await excluded()).toEqual([[NOTHING, undefined, 'excluded']]);
  });

  step(
    'leaves the class to be given before 30/11: the board is reminded, and nothing rests on it yet',
    async () => {
      await cycle.live('2027-11-26T08:30');
      const told = (await letters('reminders', OFFICES.communeSteering)).at(-1)?.[1];
      expect(told).toContain('Quyết định phân loại phong trào');
      expect(told).toContain('Hồ sơ trình: Tờ trình; Danh sách thống kê điểm và đề nghị phân loại.');
      const toPolice = (await letters('overseer-list', OFFICES.communePolice))
        .map(([, text]) => text)
        .join('');
      expect(toPolice).toContain('phân loại');
      await cycle.moveTo('2027-11-27T09:00');
      const honours = bodies.review();
      expect(await refusal(cycle.act(board, GOOD, honours))).toBe('STAGE.NOT_OPEN');
    },
  );
});

chapter('the class', () => {
  step('is what the points come to: shown first, and refused where the list has another one', async () => {
    const tried = await record({}, { dryRun: true });
    expect(tried.problems).toEqual([]);
    expect(tried.classes.map(({ unitId, classKey, total }) => [unitId, classKey, total])).toEqual([
      [GOOD, 'kha', 85],
      [BARELY, 'trung-binh', 69.5],
      [NOTHING, 'yeu', 5],
    ]);
    const wrong = { units: [{ unit: GOOD, class: 'xuat-sac' }, { unit: OF_PROVINCE }] };
    const { problems } = await record(wrong, { dryRun: true });
    expect(problems.map(({ code }) => code)).toEqual(['CLASS.NOT_BY_POINTS', 'ACTOR.NOT_ASSIGNED']);
    expect(problems[0]?.message).toContain('85 điểm theo khung phân loại là Khá');
    expect(await refusal(record(wrong))).toBe('DECISION.REFUSED');
    expect(await refusal(record({}, { by: police }))).toBe('ACTOR.OTHER_ROLE');
    const byCommittee = await record({}, { by: committee, dryRun: true });
    expect(new Set(byCommittee.problems.map(({ code }) => code))).toEqual(new Set(['ACTOR.WRONG_ROLE']));
  });

  step('is given to the whole list by one decision, once', async () => {
    const first = await record();
    expect([first.isNew, first.document?.units]).toEqual([true, 3]);
    expect((await record()).document?.id).toBe(first.document?.id);
    expect((await record({}, { key: 'other' })).document?.id).toBe(first.document?.id);
    expect(await refusal(record({ units: [{ unit: GOOD }] }, { key: 'another' }))).toBe(
      'DECISION.NUMBER_TAKEN',
    );
    expect(await applyAll()).toBe(3);
    expect((await classOf(GOOD))?.classKey).toBe('kha');
    expect(await classOf(BARELY)).toEqual({
      classKey: 'trung-binh',
      total: 69.5,
      excludedFromAwards: true,
    });
    const reading = new ReadDecisions(
      province.unitOfWork,
      new PostgresCertificationModel(province.source),
      province.rules,
    );
    const shown = await reading.show(board, cycle.id, first.document?.id ?? '');
    expect(shown.units.map(({ class: given }) => given?.name)).toEqual(['Khá', 'Trung bình', 'Yếu']);
    const rows = await cycle.query<{ class_key: string; recognised: boolean }>(
      `SELECT class_key, recognised FROM decision WHERE cycle_id = $1 AND kind = 'class' ORDER BY unit_id`,
    );
    expect(rows.map(({ class_key, recognised }) => [class_key, recognised])).toEqual([
      ['kha', true],
      ['trung-binh', true],
      ['yeu', false],
    ]);
  });

  step('is told to each unit, with the right to complain where it goes against it', async () => {
    const told = new Map(await letters('classified'));
    expect(told.get(GOOD)).toContain('được phân loại: Khá (*)');
    expect(told.get(GOOD)).toContain(
      'số 18/QĐ-BCĐ ngày 27/11/2027, người ký: Trưởng Ban Chỉ đạo (Ban Chỉ đạo 138 xã)',
    );
    expect(told.get(GOOD)).not.toContain('khiếu nại');
    expect(told.get(BARELY)).toContain('Hệ quả: Không xét thi đua, khen thưởng');
    expect(told.get(BARELY)).toContain('khiếu nại');
    expect(told.get(NOTHING)).toContain('Không nộp');
  });

  step('decides who is not considered for awards', async () => {
    expect(await excluded()).toEqual([
      [NOTHING, 'Yếu', 'excluded'],
      [BARELY, 'Trung bình', 'excluded'],
    ]);
  });

  step('stands in its paper, whose number the board alone corrects', async () => {
    const [document] = await cycle.query<{ id: string }>(
      `SELECT id FROM decision_document WHERE cycle_id = $1`,
    );
    const correcting = new CorrectDecision(province.unitOfWork);
    const correct = (by: Identity) =>
      correcting.execute(
        by,
        {
          cycleId: cycle.id,
          decisionId: document?.id ?? '',
          idempotencyKey: `dinh-chinh-${by.role}`,
          body: { number: '81/QĐ-BCĐ', reason: 'Ghi nhầm số', sameNumber: false },
        },
        false,
      );
    expect(await refusal(correct(committee))).toBe('DECISION.OTHER_BODY');
    await correct(board);
    const { unitOfWork, rules } = province;
    const drawn = { formatsOf: () => ['docx'] as const, render: () => Promise.resolve(new Uint8Array()) };
    const composing = new ComposeDocument(unitOfWork, rules, drawn, new OwnReportDraft(unitOfWork, rules));
    const request = { cycleId: cycle.id, kind: 'classificationDecision', format: 'docx' } as const;
    const { input } = await composing.execute(board, request);
    const units = 'units' in input && !('figures' in input) ? input.units : [];
    expect(
      units
        .filter(({ classDecision }) => classDecision !== undefined)
        .map(({ unitId, classDecision }) => [unitId, classDecision?.number]),
    ).toEqual(expect.arrayContaining(ALL.map((unit) => [unit, '81/QĐ-BCĐ'])));
  });
});

chapter('a revocation', () => {
  step('ends the class, and the board gives it again', async () => {
    await cycle.moveTo('2027-12-06T09:00');
    await cycle.act(board, GOOD, bodies.review());
    const ground = 'gian-doi';
    const about = { stage: 'recognition', ground } as const;
    await cycle.act(police, GOOD, { kind: 'proposeRevocation', ...about, reason: 'Kê khai sai' });
    const paper = { number: '61/QĐ-UBND', date: '2027-12-06', signer: 'Chủ tịch' };
    await cycle.act(committee, GOOD, { kind: 'revoke', ...about, ...paper });
    expect(await classOf(GOOD)).toBeUndefined();
    expect((await yearOf(GOOD)).state.stages['classification']).toMatchObject({
      status: 'awaiting',
      // Fifteen days later, 21/12/2027, is a Tuesday.
      graceUntil: '2027-12-21',
    });
    const [told] = await letters('revocation');
    expect(told?.[1]).toContain('được phân loại lại, chậm nhất hết ngày 21/12/2027 (*)');
    const { classes } = await record(
      { ...DOCUMENT, number: '19/QĐ-BCĐ', date: '2027-12-06', units: [{ unit: GOOD }] },
      { key: 'phan-loai-2' },
    );
    expect(classes.map(({ classKey, total }) => [classKey, total])).toEqual([['yeu', 35]]);
    await applyAll();
    expect((await classOf(GOOD))?.classKey).toBe('yeu');
    expect((await excluded()).map(([unitId]) => unitId)).toContain(GOOD);
  });
});
