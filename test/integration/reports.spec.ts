import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import {
  ComposeDocument,
  FreezeFigures,
  type Identity,
  ListAnswers,
  ListLate,
  ListReports,
  OwnReportDraft,
  ReadFreezes,
  RecordEntry,
  SaveDraft,
  ShowReportForm,
  ShowTargets,
} from '#libs/application';
import { PaperRenderer } from '#libs/documents';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';
import { bodies, higherSheet, selfSheet } from '../support/unit-year-driver.js';

const POLICE = {
  role: 'appraiser',
  officeCode: 'CAX',
  scope: { level: 'xa', communeCode: COMMUNE },
} as const;
const COMMITTEE = { role: 'deciding-body', officeCode: 'UBX', scope: POLICE.scope } as const;
const PARTICIPATION = [{ group: 'staff', done: 899, of: 1000 }];

let province: SmallProvince;
let cycle: SmallCycle;
/** Code of the figures that the province keeps first. */
let frozenCode: string;

const late = (
  request: Partial<Parameters<ListLate['execute']>[2]> = {},
  identity: Identity = cycle.administrator,
) =>
  new ListLate(province.unitOfWork, province.rules).execute(identity, cycle.id, {
    withDone: false,
    limit: 100,
    ...request,
  });
const reports = (request: Partial<Parameters<ListReports['execute']>[2]> = {}) =>
  new ListReports(province.unitOfWork, province.rules).execute(cycle.administrator, cycle.id, {
    limit: 100,
    ...request,
  });
const figures = (unitId: string, stage: string) =>
  new ListReports(province.unitOfWork, province.rules).figures(cycle.administrator, cycle.id, unitId, stage);
const targets = (by?: 'commune' | 'unit', identity: Identity = cycle.administrator) =>
  new ShowTargets(province.unitOfWork, province.rules).execute(identity, cycle.id, { by, limit: 100 });
const reportOf = async (unitId: string, stage: string) =>
  (await reports({ stage })).items.find((item) => item.unitId === unitId);

/** What the commune answers: two tasks of eight, and a note to a figure. */
const WORDS = {
  answers: [
    { task: '1', text: 'Quán triệt tại 12 thôn.\nPhát 300 tờ rơi.' },
    { task: 'proposals', text: 'Đề nghị tập huấn sớm.' },
  ],
  figureNotes: [{ figure: 'recognised', text: 'Còn một đơn vị.' }],
};
const police = (): Identity => ({ ...cycle.administrator, actorId: randomUUID(), ...POLICE });
const committee = (): Identity => ({ ...cycle.administrator, actorId: randomUUID(), ...COMMITTEE });
const answers = (
  request: Partial<Parameters<ListAnswers['execute']>[2]> = {},
  identity: Identity = cycle.administrator,
) =>
  new ListAnswers(province.unitOfWork, province.rules).execute(identity, cycle.id, {
    ...{ missing: false, limit: 100 },
    ...request,
  });
const composed = (
  identity: Identity,
  request: Omit<Parameters<ComposeDocument['execute']>[1], 'cycleId'>,
) => {
  const { unitOfWork, rules } = province;
  const drafts = new OwnReportDraft(unitOfWork, rules);
  const composing = new ComposeDocument(unitOfWork, rules, new PaperRenderer(), drafts);
  return composing.execute(identity, { cycleId: cycle.id, ...request });
};
/** What a reader of the Word file sees. */
async function printed(
  identity: Identity,
  kind = 'communeReport',
  about: { readonly communeCode?: string } = { communeCode: COMMUNE },
): Promise<string> {
  const { bytes } = await composed(identity, { kind, format: 'docx', ...about });
  const body = unzipSync(bytes)['word/document.xml'] ?? new Uint8Array();
  return strFromU8(body)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '');
}
const provincePolice = (): Identity => ({
  ...cycle.administrator,
  ...{ actorId: randomUUID(), role: 'appraiser', officeCode: 'VP001' },
});
const freeze = (
  identity: Identity,
  name: string,
  { reason, dryRun = false, key = randomUUID() }: { reason?: string; dryRun?: boolean; key?: string } = {},
) => {
  const request = { cycleId: cycle.id, idempotencyKey: key, body: { name, reason } };
  return new FreezeFigures(province.unitOfWork, province.rules).execute(identity, request, dryRun);
};
const freezes = () => new ReadFreezes(province.unitOfWork, province.rules);
const frozen = (identity: Identity, code: string, commune?: string) =>
  freezes().show(identity, cycle.id, code, commune);

beforeAll(async () => {
  province = await SmallProvince.open([
    ['D1', 'Trạm Y tế xã', 'xa', 'd1@unit.example.test'],
    ['D2', 'Kho bạc', 'xa', 'd2@unit.example.test'],
    ['T1', 'Sở Nội vụ', 'tinh', 't1@unit.example.test'],
    ['N1', 'Đồn Công an', 'xa', 'n1@unit.example.test'],
  ]);
  await province.source.query(`UPDATE unit SET sub_kind = 'cong-an' WHERE id = 'N1'`);
  cycle = await province.rehearse('bao-cao', 2026, '2026-03-20T08:00:00+07:00');
  for (const unitId of ['D1', 'T1']) {
    await cycle.submit(unitId, {
      ...bodies.submit('registration'),
      registrations: { movement: true, standard: true, exemplar: false, pledges: { total: 3, pledged: 3 } },
    });
  }
}, 60_000);
afterAll(() => province?.dispose(), 60_000);

const { chapter, step } = story('a year of reports');

chapter('what is late', () => {
  const linesOf = (items: Awaited<ReturnType<typeof late>>['items']) =>
    items.map(({ unitId, stage, lastDay, daysLate, receiver }) => [
      unitId,
      stage,
      lastDay,
      daysLate,
      receiver,
    ]);

  step(
    'is listed with its last day, how long, and who receives it; what is only asked for is not',
    async () => {
      await cycle.moveTo('2026-04-05T08:00');
      // The plan of the commune and those of Quý I are open past 31/3, too: no document orders that they be sent.
      expect(linesOf((await late()).items)).toEqual([
        ['D2', 'registration', '2026-03-31', 5, 'Công an xã, phường, đặc khu'],
      ]);
      expect((await late({ stage: 'q1Plan' })).items).toEqual([]);
      expect((await late({ of: 'bodies' })).items).toEqual([]);
    },
  );

  step('stays inside what an account may see', async () => {
    const unit: Identity = {
      ...cycle.administrator,
      role: 'unit-head',
      scope: { level: 'unit', unitId: 'D2' },
    };
    expect((await late({}, unit)).items.map(({ unitId }) => unitId)).toEqual(['D2']);
    const other: Identity = { ...unit, scope: { level: 'unit', unitId: 'D1' } };
    expect((await late({}, other)).items).toEqual([]);
    await expect(targets(undefined, unit)).rejects.toMatchObject({ code: 'ACTOR.UNIT_ACCOUNT' });
  });

  step('is not a paper that came on time and was entered late', async () => {
    await cycle.act({ role: 'administrator' }, 'D2', {
      ...bodies.submit('q1Plan'),
      onBehalf: { arrivalNumber: '88', arrivedOn: '2026-03-31' },
    });
    await cycle.act({ role: 'administrator' }, 'D2', {
      ...bodies.submit('registration'),
      registrations: { movement: true, standard: true, exemplar: false },
      onBehalf: { arrivalNumber: '89', arrivedOn: '2026-04-01' },
    });
    const done = (await late({ withDone: true })).items.filter(({ unitId }) => unitId === 'D2');
    expect(done.map(({ stage, state, daysLate }) => [stage, state, daysLate])).toEqual([
      ['registration', 'late', 1],
    ]);
    expect((await late()).items.map(({ unitId }) => unitId)).not.toContain('D2');
  });
});

chapter('the targets', () => {
  step(
    'count what is registered and recognised; a unit outside the standard is in no denominator',
    async () => {
      const shown = await targets();
      expect([shown.units, shown.outside]).toEqual([3, 1]);
      expect(shown.meters.map(({ target, done, of, met }) => [target, done, of, met])).toEqual([
        ['registered', 3, 3, true],
        ['recognised', 0, 3, false],
        ['participation', 0, 0, undefined],
        ['subunits', 6, 6, true],
      ]);
      expect(shown.meters[0]).toMatchObject({
        operator: '>=',
        percent: 100,
        status: 'target',
        source: expect.stringContaining('mục I.4'),
      });
      expect(shown.meters[3]?.units).toEqual({ met: 2, missed: 0, unknown: 1 });
    },
  );

  step('stand by commune and by unit', async () => {
    const [commune] = (await targets('commune')).parts ?? [];
    expect([commune?.code, commune?.units]).toEqual([COMMUNE, 3]);
    const parts = (await targets('unit')).parts ?? [];
    expect(parts.map(({ code, meters }) => [code, meters[3]?.done])).toEqual([
      ['D1', 3],
      ['D2', 0],
      ['T1', 3],
    ]);
  });
});

chapter('a report', () => {
  step(
    'of a unit stands on figures of its own year, with their period, while the window is open provisional',
    async () => {
      await cycle.moveTo('2026-10-26T08:00');
      const sheet = selfSheet('full', { '2': 0 }).map((line) =>
        line.criterion === '2' ? { ...line, measure: PARTICIPATION } : line,
      );
      await cycle.submit('D1', { ...bodies.submit('selfScoring'), sheet });
      await cycle.submit('D1', bodies.submit('unitReport'));
      const { handedIn, now, changes } = await figures('D1', 'unitReport');
      expect(handedIn).toMatchObject({
        provisional: true,
        period: { from: '2025-11-16', to: '2026-10-26' },
        units: 1,
      });
      const participation = handedIn?.meters?.find(({ target }) => target === 'participation');
      expect(participation).toMatchObject({ done: 899, of: 1000, permille: 899, met: false });
      // The report itself is among what is done now, and was not while it was counted.
      expect(changes.map(({ figure }) => figure)).toEqual(['stages.unitReport']);
      expect(now.asOf >= (handedIn?.asOf ?? '')).toBe(true);
    },
  );

  step(
    'of a commune is drafted task by task, and printed by the commune alone before it is handed in',
    async () => {
      await cycle.moveTo('2026-11-02T08:00');
      const save = (words: object, expected: number) =>
        new SaveDraft(province.unitOfWork, province.rules).execute(committee(), {
          ...{ cycleId: cycle.id, unitId: 'UBX', stage: 'communeReport', expected: [expected] },
          body: words,
        });
      await save({ answers: [{ task: '1', text: 'Bản đầu' }] }, 0);
      await save({ answers: [{ task: '1', text: 'Bản nháp thứ hai' }] }, 1);
      await expect(save({ answers: [] }, 1)).rejects.toMatchObject({ code: 'DRAFT.STALE' });
      expect(await printed(committee())).toContain('Bản nháp thứ hai');
      for (const other of [police(), cycle.administrator])
        expect(await printed(other)).not.toContain('Bản nháp thứ hai');
      const { items, handedIn } = await answers();
      expect([items[0]?.answers, items[0]?.missing.length, handedIn]).toEqual([[], 8, 0]);
    },
  );

  step('of a commune that answers what nobody asks is refused by the place', async () => {
    const words = { answers: [{ task: '9', text: 'Gì đó' }] };
    await expect(
      cycle.act({ ...COMMITTEE }, 'UBX', { ...bodies.submit('communeReport'), ...words }),
    ).rejects.toThrow(/REPORT.INVALID/);
  });

  step('of a commune before 05/11 is provisional, and overtaken by what happens on 10/11', async () => {
    await cycle.moveTo('2026-11-03T08:00');
    await cycle.act({ ...COMMITTEE }, 'UBX', { ...bodies.submit('communeReport'), ...WORDS });
    const before = await reportOf('UBX', 'communeReport');
    expect(before).toMatchObject({
      state: 'handedIn',
      late: false,
      provisional: true,
      period: { from: '2025-11-16', to: '2026-11-03' },
      receiver: 'Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu)',
    });
    expect(before?.outdated).toBeUndefined();
    await cycle.moveTo('2026-11-10T08:00');
    await new RecordEntry(province.unitOfWork, province.rules).execute(
      police(),
      { cycleId: cycle.id, unitId: 'D1', register: 'incidents', idempotencyKey: randomUUID() },
      { kind: 'enter', body: { effectiveOn: '2026-11-10', data: { type: 'petition', cases: 1 } } },
    );
    // By the clock of the year, which a rehearsal does not share with the machine.
    const since = { facts: 1, lastAt: '2026-11-10T01:00:00.000Z' };
    expect((await reportOf('UBX', 'communeReport'))?.outdated).toEqual(since);
    expect((await reportOf('D1', 'unitReport'))?.outdated?.facts).toBe(1);
    await cycle.act({ ...POLICE }, 'D1', bodies.giveBack('selfScoring', { answerBy: '2026-11-14' }));
    const after = await reportOf('UBX', 'communeReport');
    expect(after?.outdated?.facts).toBe(2);
    const { changes } = await figures('UBX', 'communeReport');
    expect(changes.find(({ figure }) => figure === 'stages.selfScoring')).toMatchObject({
      before: 1,
      after: 0,
    });
  });

  step(
    'stands with its words beside those of the others, and in the report that is made of them',
    async () => {
      const shown = await answers();
      expect([shown.stage, shown.offices, shown.handedIn]).toEqual(['communeReport', 1, 1]);
      expect(shown.tasks.map(({ task, answered }) => [task, answered]).filter(([, n]) => n === 1)).toEqual([
        ['1', 1],
        ['proposals', 1],
      ]);
      expect(shown.items).toMatchObject([
        {
          ...{ unitId: 'UBX', communeName: 'Xã Tịnh Khê', state: 'handedIn', late: false, ...WORDS },
          ...{ missing: ['2', '3', '4', '5', '6', 'shortcomings'] },
          figureNotes: [{ figure: 'recognised', name: 'Được công nhận' }],
        },
      ]);
      expect((await answers({ task: '1', missing: true })).items).toEqual([]);
      expect((await answers({ task: '2', missing: true })).items.map(({ unitId }) => unitId)).toEqual([
        'UBX',
      ]);
      await expect(answers({ task: '9' })).rejects.toMatchObject({ code: 'INPUT.INVALID' });
      await expect(answers({ stage: 'supplementReport' })).rejects.toMatchObject({ code: 'REPORT.NO_FORM' });
      const unit: Identity = { ...police(), role: 'unit-head', scope: { level: 'unit', unitId: 'D1' } };
      expect(await answers({}, unit)).toMatchObject({ offices: 0, items: [] });
      const form = await new ShowReportForm(province.unitOfWork, province.rules).execute(
        ...([police(), cycle.id, 'UBX', 'communeReport'] as const),
      );
      expect([form.answered, form.tasks.length]).toEqual([2, 8]);
      expect(form.figures.find(({ figure }) => figure === 'recognised')).toMatchObject({
        ...{ value: 0, note: WORDS.figureNotes[0]?.text },
      });
      // What was drafted before is not what was handed in.
      expect(await printed(committee())).not.toContain('Bản nháp thứ hai');
      expect(await printed(committee())).toContain('Quán triệt tại 12 thôn.');
      const gathered = await printed(cycle.administrator, 'provinceReport', {});
      expect(gathered).toContain('Xã Tịnh Khê: Quán triệt tại 12 thôn.');
      const table = await composed(cycle.administrator, { kind: 'reportAnswers', format: 'xlsx' });
      expect(table.bytes.byteLength).toBeGreaterThan(1000);
      await expect(
        composed(cycle.administrator, { kind: 'reportAnswers', format: 'docx' }),
      ).rejects.toMatchObject({ code: 'DOCUMENT.TABLE_ONLY' });
    },
  );

  step('is made of figures that were kept, and tells with names what came after', async () => {
    expect(await freeze(provincePolice(), 'Báo cáo năm', { dryRun: true })).toMatchObject({ dryRun: true });
    expect((await freezes().list(provincePolice(), cycle.id)).items).toEqual([]);
    await expect(freeze(provincePolice(), 'Báo cáo năm', { reason: 'sót' })).rejects.toMatchObject({
      code: 'FREEZE.NOTHING_BEFORE',
    });
    const { freeze: kept } = await freeze(provincePolice(), 'Báo cáo năm');
    expect(kept).toMatchObject({
      ...{ area: '51', name: 'Báo cáo năm' },
      text: expect.stringMatching(/^Số liệu chốt lúc 08:00 ngày 10\/11\/2026, mã [0-9a-f]{4}-[0-9a-f]{4}$/),
    });
    frozenCode = kept?.code ?? '';
    expect(await frozen(provincePolice(), frozenCode)).toMatchObject({ isIntact: true, changes: [] });
    await cycle.submit('D1', bodies.submit('selfScoring'));
    const after = await frozen(provincePolice(), frozenCode);
    const cameBack = { unitId: 'D1', name: 'Trạm Y tế xã' };
    expect(after.changes.find(({ figure }) => figure === 'stages.selfScoring')).toMatchObject({
      ...{ before: 0, after: 1 },
      came: [cameBack],
    });
    expect(after.figures.stages.find(({ stage }) => stage === 'selfScoring')?.done).toBe(0);
  });

  step("of a commune has its own part of the province's figures, and may keep its own", async () => {
    const part = await frozen(police(), frozenCode);
    expect(part).toMatchObject({ isIntact: true, figures: { area: COMMUNE, units: 3 } });
    expect(part.changes.map(({ figure }) => figure)).toContain('stages.selfScoring');
    expect(await frozen(provincePolice(), frozenCode, COMMUNE)).toEqual(part);
    const { freeze: own } = await freeze(police(), 'Báo cáo năm');
    expect(own).toMatchObject({ area: COMMUNE });
    await expect(frozen(provincePolice(), own?.code ?? '')).rejects.toMatchObject({ code: 'FREEZE.UNKNOWN' });
    expect((await freezes().list(police(), cycle.id)).items.map(({ area }) => area)).toEqual([COMMUNE, '51']);
    const unit: Identity = {
      ...cycle.administrator,
      role: 'unit-head',
      scope: { level: 'unit', unitId: 'D1' },
    };
    await expect(freeze(unit, 'Báo cáo năm')).rejects.toMatchObject({ code: 'ACTOR.OTHER_ROLE' });
    await expect(freezes().list(unit, cycle.id)).rejects.toMatchObject({ code: 'ACTOR.AREA_PAPER' });
  });

  step('of figures that were kept wrongly is made of others that supersede them, with a reason', async () => {
    await expect(freeze(provincePolice(), 'Báo cáo năm')).rejects.toMatchObject({
      code: 'FREEZE.NEEDS_REASON',
    });
    const key = randomUUID();
    const police = provincePolice();
    const { freeze: second } = await freeze(police, 'Báo cáo năm', {
      reason: 'sót phiếu của Trạm Y tế',
      key,
    });
    expect(second).toMatchObject({ supersedes: frozenCode, reason: 'sót phiếu của Trạm Y tế' });
    const again = await freeze(police, 'Báo cáo năm', { reason: 'sót phiếu của Trạm Y tế', key });
    expect(again.freeze).toEqual(second);
    const { items } = await freezes().list(provincePolice(), cycle.id);
    expect(items.map(({ area, supersededBy }) => [area, supersededBy])).toEqual([
      ['51', undefined],
      [COMMUNE, undefined],
      ['51', second?.code],
    ]);
    // What was superseded stands as it was kept.
    expect(await frozen(provincePolice(), frozenCode)).toMatchObject({
      ...{ isIntact: true, supersededBy: second?.code },
    });
    await expect(province.source.query(`UPDATE figure_freeze SET name = 'x'`)).rejects.toThrow(
      /permission denied/,
    );
  });

  step('is brought up to date by a supplement that says what changed', async () => {
    await cycle.moveTo('2026-11-17T08:00');
    await cycle.submit('D1', bodies.submit('dossier'));
    await cycle.act({ ...POLICE }, 'D1', {
      kind: 'appraise',
      stage: 'appraisal',
      // The incident of 10/11 stands against 5a.
      sheet: higherSheet(selfSheet(), { '5a': 0 }),
      proposeRecognition: true,
    });
    await cycle.act({ ...COMMITTEE }, 'D1', {
      kind: 'decide',
      stage: 'recognition',
      recognised: true,
      number: '45/QĐ-UBND',
      date: '2026-11-17',
      signer: 'Chủ tịch',
    });
    await cycle.moveTo('2026-12-01T08:00');
    await cycle.act({ ...COMMITTEE }, 'UBX', bodies.submit('supplementReport'));
    const { handedIn } = await figures('UBX', 'supplementReport');
    expect(handedIn?.changes).toMatchObject({ stage: 'communeReport' });
    expect(handedIn?.changes?.lines).toContainEqual({
      figure: 'recognised',
      name: 'Được công nhận',
      before: 0,
      after: 1,
    });
    expect(handedIn?.period).toEqual({ from: '2025-11-16', to: '2026-11-15' });
    expect(await reportOf('UBX', 'communeReport')).toMatchObject({
      outdated: undefined,
      supplementedBy: 'Báo cáo bổ sung số liệu chính thức',
    });
  });

  step('that nobody owes has no figures', async () => {
    await expect(figures('D1', 'dossier')).rejects.toMatchObject({ code: 'STAGE.UNKNOWN' });
    await expect(figures('X9', 'unitReport')).rejects.toMatchObject({ code: 'UNIT.NOT_IN_SCOPE' });
  });
});

chapter('what is late at the end of the year', () => {
  step('names the office for what is its work, what can come no more, and a paused year apart', async () => {
    await cycle.moveTo('2026-12-05T08:00');
    await cycle.act({ role: 'administrator' }, 'T1', { kind: 'pause', reason: 'Đang sáp nhập' });
    const { items } = await late({ of: 'units' });
    const of = (unitId: string, stage: string) =>
      items.find((item) => item.unitId === unitId && item.stage === stage);
    expect(of('D2', 'dossier')).toMatchObject({ state: 'notSubmitted', owedBy: undefined });
    expect(of('D2', 'appraisal')).toMatchObject({ owedBy: 'Công an xã, phường, đặc khu' });
    expect(of('D2', 'recognition')?.owedBy).toMatch(/^UBND/);
    expect(new Set(items.flatMap(({ unitId, state }) => (unitId === 'T1' ? [state] : [])))).toEqual(
      new Set(['paused']),
    );
  });

  step('lists offices like units, with who receives it', async () => {
    const { items } = await late({ of: 'bodies' });
    expect(new Set(items.map(({ ofBody }) => ofBody))).toEqual(new Set([true]));
    expect(
      items.map(({ stage, lastDay, daysLate, receiver }) => [stage, lastDay, daysLate, receiver]),
    ).toEqual([
      [
        'provinceReport',
        '2026-11-14',
        21,
        'Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc (V05), Bộ Công an',
      ],
    ]);
  });

  step('comes in pages that lose nothing', async () => {
    const all = (await late()).items;
    const paged = [];
    let afterId: string | undefined;
    do {
      const page = await late({ afterId, limit: 1 });
      paged.push(...page.items);
      afterId = page.next;
    } while (afterId !== undefined);
    expect(paged).toEqual(all);
  });
});
