import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipSync } from 'fflate';
import {
  AddEvidence,
  type EvidenceFields,
  type Identity,
  ReadEvidence,
  ReadScoringRecords,
  RecordChoice,
  type Runs,
  VerifyScores,
  WithdrawEvidence,
} from '#libs/application';
import { type CommandBody, DomainError } from '#libs/contracts';
import { PostgresReadModel } from '#libs/persistence';
import { DiskStorage } from '#libs/storage';
import { faultsAt } from '../support/faults.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';
import { bodies, higherSheet, selfSheet } from '../support/unit-year-driver.js';

const PROVINCE = '51';
const UNIT = 'QN0001';
const OTHER = 'QN0002';

/** More than anybody here hands in. */
const AMPLE = { bytes: 100_000_000 };
let province: SmallProvince;
let cycle: SmallCycle;
let folder: string;
let storage: DiskStorage;
let adding: AddEvidence;
let withdrawing: WithdrawEvidence;
let reading: ReadEvidence;

const person = (role: Identity['role'], scope: Identity['scope']): Identity => ({
  actorId: randomUUID(),
  name: `Người ${role}`,
  role,
  scope,
});
const officer = person('unit-officer', { level: 'unit', unitId: UNIT });
const head = person('unit-head', { level: 'unit', unitId: UNIT });
const appraiser = person('appraiser', { level: 'xa', communeCode: COMMUNE });
const decider = person('deciding-body', { level: 'xa', communeCode: COMMUNE });
const stranger = person('unit-officer', { level: 'unit', unitId: OTHER });
const administrator = person('administrator', { level: 'tinh', provinceCode: PROVINCE });
const noRuns = new Proxy({} as Runs, { get: () => () => Promise.resolve() });

async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const text = (value: string) => new TextEncoder().encode(value);
const PDF = text(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n${'x'.repeat(3000)}\n%%EOF\n`);
const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));

const fields = (more: Partial<EvidenceFields> = {}): EvidenceFields => ({
  criterion: '7',
  title: 'Quyết định xây dựng mô hình',
  effectiveOn: '2026-03-01',
  declared: false,
  ...more,
});

async function add(
  content: Uint8Array | undefined,
  {
    name = 'qd.pdf',
    by = officer,
    key = randomUUID(),
    unitId = UNIT,
    ...more
  }: Partial<EvidenceFields> & { name?: string; by?: Identity; key?: string; unitId?: string } = {},
) {
  const { maxBytes } = await adding.admit(by, cycle.id, unitId);
  const received = content && (await storage.receive(inPieces(content), maxBytes));
  return adding.execute(by, {
    cycleId: cycle.id,
    unitId,
    idempotencyKey: key,
    fields: fields(more),
    file: received && { name, received },
  });
}
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code;
  }
};
const kept = async () =>
  (await readdir(path.join(folder, 'kept'), { recursive: true }).catch(() => [])).filter(
    (name) => path.basename(name).length === 32,
  );
const incoming = () => readdir(path.join(folder, 'incoming'));

beforeAll(async () => {
  province = await SmallProvince.open([
    [UNIT, 'Sở Thử nghiệm', 'xa', 'dau-moi@example.test'],
    [OTHER, 'Chi cục Thử nghiệm', 'xa', 'khac@example.test'],
  ]);
  cycle = await province.rehearse('diem');
  await cycle.moveTo('2026-10-20T09:00');
  folder = await mkdtemp(path.join(tmpdir(), 'antq-files-'));
  storage = new DiskStorage(folder);
  adding = new AddEvidence(province.unitOfWork, storage, province.rules, faultsAt(), AMPLE);
  withdrawing = new WithdrawEvidence(province.unitOfWork, province.rules);
  reading = new ReadEvidence(province.unitOfWork, storage);
});
afterAll(async () => {
  await province.dispose();
  await rm(folder, { recursive: true, force: true });
});

describe('files on the disk', () => {
  const receive = (content: Uint8Array, most = 1_000_000) => storage.receive(inPieces(content), most);

  it('are counted, hashed and read as what they are, in whatever pieces they come', async () => {
    const received = await receive(PDF);
    expect(received).toMatchObject({
      bytes: PDF.length,
      sha256: createHash('sha256').update(PDF).digest('hex'),
      isTooLarge: false,
      type: 'application/pdf',
      alsoReadsAs: undefined,
    });
    await storage.discard(received);
    expect(await incoming()).toEqual([]);
  });

  it.each<[string, Uint8Array, string | undefined, string | undefined]>([
    ['a program', joined(text('MZ'), new Uint8Array(200)), 'application/x-msdownload', undefined],
    ['a drawing', text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), undefined, undefined],
    ['a paper with a ZIP behind it', joined(PDF, zipSync({ a: text('b') })), 'application/pdf', 'ZIP'],
    ['a picture with a paper in it', joined(PNG, PDF), 'image/png', 'PDF'],
    ['a picture with a page in it', joined(PNG, text('<script>')), 'image/png', 'HTML'],
    ['a picture', PNG, 'image/png', undefined],
    ['a plain ZIP', zipSync({ a: text('b') }), 'application/zip', undefined],
  ])('%s', async (_what, content, type, alsoReadsAs) => {
    const received = await receive(content);
    await storage.discard(received);
    expect([received.type, received.alsoReadsAs]).toEqual([type, alsoReadsAs]);
  });

  it('stop at the limit and keep nothing of what is longer', async () => {
    const received = await receive(PDF, PDF.length - 1);
    expect([received.isTooLarge, received.type]).toEqual([true, undefined]);
    await storage.discard(received);
    const exact = await receive(PDF, PDF.length);
    expect([exact.isTooLarge, exact.type]).toEqual([false, 'application/pdf']);
    await storage.discard(exact);
  });

  it('leave nothing behind where the sender breaks off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield PDF;
      throw new Error('connection lost');
    }
    await expect(storage.receive(broken(), 1_000_000)).rejects.toThrow('connection lost');
    expect(await incoming()).toEqual([]);
  });

  it('are found by their random key alone', async () => {
    expect(await storage.open('../incoming/x')).toBeUndefined();
    expect(await storage.open('0'.repeat(32))).toBeUndefined();
  });
});

const { chapter, step } = story('evidence, the sheets that cite it, choices and past scores');

chapter('evidence', () => {
  step('is a durable file and a row that names it, downloaded as it came', async () => {
    const evidence = await add(PDF, { title: 'Quyết định mô hình' });
    expect(evidence).toMatchObject({
      kind: 'file',
      effectiveOn: '2026-03-01',
      file: { name: 'qd.pdf', type: 'application/pdf', bytes: PDF.length },
      by: { role: 'unit-officer' },
    });
    expect(evidence.file?.storageKey).toMatch(/^[0-9a-f]{32}$/);
    expect(evidence.uploadedAt.slice(0, 10)).not.toBe(evidence.effectiveOn);
    const { content } = await reading.open(appraiser, cycle.id, UNIT, evidence.id);
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(part);
    expect(Buffer.concat(parts).equals(PDF)).toBe(true);
  });

  step('is one file where it comes many times at once', async () => {
    const key = randomUUID();
    const before = (await kept()).length;
    const many = await Promise.all(Array.from({ length: 8 }, () => add(PDF, { key })));
    expect(new Set(many.map(({ id }) => id)).size).toBe(1);
    expect(await kept()).toHaveLength(before + 1);
    expect(await incoming()).toEqual([]);
  });

  step('is the same for the same key, and keeps no second file', async () => {
    const key = randomUUID();
    const first = await add(PDF, { key });
    const files = await kept();
    expect((await add(PDF, { key })).id).toBe(first.id);
    expect(await kept()).toEqual(files);
    expect(await incoming()).toEqual([]);
    expect(await codeOf(add(PNG, { key, name: 'a.png' }))).toBe('IDEMPOTENCY.REUSED');
  });

  step('is refused without a trace on the disk', async () => {
    const files = await kept();
    const exe = joined(text('MZ'), new Uint8Array(200));
    expect(await codeOf(add(exe, { name: 'qd.pdf' }))).toBe('EVIDENCE.TYPE');
    expect(await codeOf(add(new Uint8Array()))).toBe('EVIDENCE.EMPTY');
    expect(await codeOf(add(joined(PDF, zipSync({ a: text('b') }))))).toBe('EVIDENCE.MIXED');
    expect(await codeOf(add(PDF, { name: '../qd.pdf' }))).toBe('EVIDENCE.NAME');
    expect(await codeOf(add(PDF, { effectiveOn: '2026-11-16' }))).toBe('EVIDENCE.OUTSIDE_WINDOW');
    expect(await codeOf(add(PDF, { criterion: '5e', declared: true }))).toBe('EVIDENCE.REFERENCE_ONLY');
    expect([await kept(), await incoming()]).toEqual([files, []]);
  });

  step('is the business of the unit, of the office that scores it and of administrators', async () => {
    const reference = { criterion: '5e', reference: '15/BC', declared: true };
    for (const by of [officer, head, appraiser, administrator]) {
      expect(await codeOf(add(undefined, { ...reference, by }))).toBe('done');
    }
    expect(await codeOf(add(undefined, { ...reference, by: decider }))).toBe('ACTOR.EVIDENCE');
    expect(await codeOf(add(undefined, { ...reference, by: stranger }))).toBe('UNIT.NOT_IN_SCOPE');
    const far = person('appraiser', { level: 'tinh', provinceCode: PROVINCE });
    expect(await codeOf(add(undefined, { ...reference, by: far }))).toBe('ACTOR.NOT_ASSIGNED');
    const [one] = await reading.page(officer, cycle.id, UNIT, { limit: 1 });
    expect(await codeOf(reading.open(stranger, cycle.id, UNIT, one?.id ?? ''))).toBe('UNIT.NOT_IN_SCOPE');
    expect(await codeOf(reading.find(stranger, cycle.id, OTHER, one?.id ?? ''))).toBe('EVIDENCE.UNKNOWN');
  });

  step('comes in pages, of one criterion where that is asked for', async () => {
    const all = await reading.page(officer, cycle.id, UNIT, { limit: 100 });
    const ids = all.map(({ id }) => id);
    expect(all.length).toBeGreaterThan(3);
    const second = await reading.page(officer, cycle.id, UNIT, { limit: 2, after: ids[1] });
    expect(second.map(({ id }) => id)).toEqual(ids.slice(2, 4));
    const of5e = await reading.page(officer, cycle.id, UNIT, { criterion: '5e', limit: 100 });
    expect(of5e).toHaveLength(all.filter(({ criterion }) => criterion === '5e').length);
  });

  step('is withdrawn, never changed or deleted, and by whom it belongs to', async () => {
    const { id } = await add(PDF, { title: 'Nhầm' });
    const request = { cycleId: cycle.id, unitId: UNIT, evidenceId: id, reason: 'Nhầm tệp' };
    expect(await codeOf(withdrawing.execute(appraiser, request))).toBe('EVIDENCE.OTHERS');
    expect((await withdrawing.execute(head, request)).withdrawn?.reason).toBe('Nhầm tệp');
    expect((await withdrawing.execute(head, request)).withdrawn?.reason).toBe('Nhầm tệp');
    expect(await codeOf(withdrawing.execute(officer, { ...request, reason: 'Lý do khác' }))).toBe(
      'EVIDENCE.WITHDRAWN',
    );
    expect((await reading.find(officer, cycle.id, UNIT, id)).withdrawn?.by.name).toBe(head.name);
    for (const table of ['evidence', 'evidence_withdrawal', 'gap_choice']) {
      await expect(province.source.query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
    }
    await expect(province.source.query(`UPDATE evidence SET title = 'x'`)).rejects.toThrow(
      'permission denied',
    );
  });
});

chapter('a sheet', () => {
  const submit = (more: object = {}, by = head, unitId = UNIT) =>
    cycle.command(by, unitId, bodies.submit('selfScoring', more));
  const citing = (criterion: string, ...cites: string[]) =>
    selfSheet().map((line) => {
      if (line.criterion === '5a') return { ...line, cites: [frozenId] };
      return line.criterion === criterion ? { ...line, cites } : line;
    });
  let evidenceId: string;
  let frozenId: string;

  step(
    'cites what is its own, stands and lies in the window; each that does not is named with its place',
    async () => {
      const mine = await add(PDF, { title: 'Mô hình camera' });
      evidenceId = mine.id;
      frozenId = (await add(PDF, { title: 'Biên bản đoàn kết', criterion: '5a' })).id;
      const gone = await add(PDF, { title: 'Mô hình cũ' });
      await withdrawing.execute(officer, {
        cycleId: cycle.id,
        unitId: UNIT,
        evidenceId: gone.id,
        reason: 'Đã thôi',
      });
      const others = await add(PDF, { by: administrator, unitId: OTHER });
      const unknown = randomUUID();
      const refused = await submit({ sheet: citing('7', mine.id, gone.id, others.id, unknown) });
      expect(refused.outcome?.problems?.map(({ code, place }) => [code, place])).toEqual([
        ['SCORE.CITE_WITHDRAWN', 'tiêu chí 7'],
        ['SCORE.CITE_UNKNOWN', 'tiêu chí 7'],
        ['SCORE.CITE_UNKNOWN', 'tiêu chí 7'],
      ]);
      const taken = await submit({ sheet: citing('7', mine.id) });
      expect(taken.status).toBe('applied');
      const [warning] = (taken.outcome?.remarks ?? []).filter((each) => each.startsWith('Có điểm mà chưa'));
      expect(warning).toMatch(
        /^Có điểm mà chưa viện dẫn minh chứng ở các tiêu chí: 1, 2, 3, 4a.*6b, 8a, 8b, 9\.$/,
      );
    },
  );

  step('keeps what it cites from being withdrawn while it stands', async () => {
    const request = { cycleId: cycle.id, unitId: UNIT, evidenceId, reason: 'Nhầm tệp' };
    expect(await codeOf(withdrawing.execute(officer, request))).toBe('EVIDENCE.CITED');
  });

  step('that is returned by items changes in them alone, and explains each', async () => {
    const giveBack = (items: readonly string[]) =>
      cycle.command(
        appraiser,
        UNIT,
        bodies.giveBack('selfScoring', { items: [...items], answerBy: '2026-10-30' }),
      );
    const wrong = await giveBack(['4x']);
    expect(wrong.outcome?.code).toBe('RETURN.ITEMS');
    expect((await giveBack(['4', '7'])).status).toBe('applied');
    const frozen = { cycleId: cycle.id, unitId: UNIT, evidenceId: frozenId, reason: 'Nhầm tệp' };
    expect(await codeOf(withdrawing.execute(officer, frozen))).toBe('EVIDENCE.CITED');
    // What such a line rests on may still go by another door; the answer must stay possible.
    await province.source.query(
      `INSERT INTO evidence_withdrawal (evidence_id, reason, withdrawn_at, token_id, actor_name)
       VALUES ($1, 'Nhầm tệp', now(), 'x', 'Quản trị')`,
      [frozenId],
    );

    const silent = await submit({ sheet: citing('7', evidenceId) });
    expect(silent.outcome?.problems?.map(({ code, place }) => `${code} ${place}`)).toEqual(
      ['4a', '4b', '4c', '4d', '7'].map((item) => `SCORE.ANSWER_REQUIRED tiêu chí ${item}`),
    );
    const answers = ['4a', '4b', '4c', '4d', '7'].map((criterion) => ({
      criterion,
      points: criterion === '7' ? 8 : 1,
      answer: `Giải trình mục ${criterion}`,
    }));
    const beyond = await submit({ sheet: [...answers, { criterion: '3', points: 4 }] });
    expect(beyond.outcome?.problems?.map(({ code, place }) => `${code} ${place}`)).toEqual([
      'SCORE.ITEM_NOT_RETURNED tiêu chí 3',
    ]);
    expect((await submit({ sheet: answers })).status).toBe('applied');
    const [sheet] = await cycle.query<{ self: { criterion: string; points?: number; cites?: string[] }[] }>(
      `SELECT self FROM score_sheet WHERE cycle_id = $1 AND unit_id = '${UNIT}'`,
    );
    expect(sheet?.self).toHaveLength(selfSheet().length);
    expect(sheet?.self.find(({ criterion }) => criterion === '3')?.points).toBe(5);
    expect(sheet?.self.find(({ criterion }) => criterion === '5a')).toEqual({ criterion: '5a', points: 2 });
    expect(sheet?.self.find(({ criterion }) => criterion === '7')?.points).toBe(8);
  });

  step('stays bound to the returned items after its answer was withdrawn', async () => {
    const withdrawn = await cycle.command(head, UNIT, {
      kind: 'withdraw',
      stage: 'selfScoring',
      reason: 'Sửa giải trình',
    });
    expect(withdrawn.status).toBe('applied');
    const all = await submit({ sheet: selfSheet('good') });
    expect(all.outcome?.problems?.map(({ code }) => code)).toContain('SCORE.ITEM_NOT_RETURNED');
    const answers = ['4a', '4b', '4c', '4d', '7'].map((criterion) => ({
      criterion,
      points: criterion === '7' ? 8 : 1,
      answer: `Giải trình mục ${criterion}`,
    }));
    expect((await submit({ sheet: answers })).status).toBe('applied');
  });

  step('tells its returns with items, deadline and answers', async () => {
    const { returns } = await new ReadScoringRecords(province.unitOfWork, province.rules).returns(
      officer,
      cycle.id,
      UNIT,
    );
    expect(returns).toHaveLength(1);
    expect(returns[0]).toMatchObject({
      stage: 'selfScoring',
      answerBy: '2026-10-30',
      answeredLate: false,
      byName: appraiser.name,
    });
    expect(returns[0]?.items.map(({ criterion, answer }) => `${criterion}: ${answer ?? ''}`)).toEqual(
      ['4a', '4b', '4c', '4d', '7'].map((item) => `${item}: Giải trình mục ${item}`),
    );
  });
});

chapter('a choice', () => {
  let choosing: RecordChoice;
  let records: ReadScoringRecords;
  const choose = (gap: string, option: string, unit?: string, by = administrator, key = randomUUID()) =>
    choosing.execute(by, cycle.id, { gap, option, unit, reason: 'Công văn 12/CAT' }, key, false);

  step('is made by its use cases', () => {
    choosing = new RecordChoice(province.unitOfWork, noRuns, province.rules);
    records = new ReadScoringRecords(province.unitOfWork, province.rules);
  });

  step('is an administrator’s, of what the pack has, where the case is', async () => {
    expect(await codeOf(choose('NO_GUARDS', 'zero', undefined, appraiser))).toBe('ACTOR.ADMINISTRATOR_ONLY');
    expect(await codeOf(choose('NO_GAP', 'zero'))).toBe('GAP.UNKNOWN');
    expect(await codeOf(choose('NO_GUARDS', 'half'))).toBe('GAP.OPTION_UNKNOWN');
    expect(await codeOf(choose('NO_GUARDS', 'zero', UNIT))).toBe('GAP.NOT_ACTING');
    expect(await codeOf(choose('Q1_BEFORE_PLAN', 'q1-paper'))).toBe('GAP.NOT_ACTING');
    expect(await codeOf(choose('OUTSIDE_STANDARD', 'inside'))).toBe('GAP.UNIT_REQUIRED');
    expect(await codeOf(choose('NO_GUARDS', 'zero', 'QN9999'))).toBe('UNIT.NOT_IN_SCOPE');
  });

  step('says what it does, and is the same for the same key', async () => {
    const key = randomUUID();
    const first = await choose('GUARD_GRADE_NOT_YET', 'last-known', undefined, administrator, key);
    expect(first).toMatchObject({ version: 1, effect: 'dòng điểm phải ghi năm của xếp loại' });
    expect(await choose('GUARD_GRADE_NOT_YET', 'last-known', undefined, administrator, key)).toEqual(first);
    expect(await codeOf(choose('GUARD_GRADE_NOT_YET', 'wait', undefined, administrator, key))).toBe(
      'IDEMPOTENCY.REUSED',
    );
  });

  step(
    'stands above the sheet, the unit’s above the cycle’s, and the sheet keeps on whose it rests',
    async () => {
      await choose('GRADE_NOT_YET', 'wait');
      await choose('GRADE_NOT_YET', 'last-known', OTHER);
      const headOfOther = person('unit-head', { level: 'unit', unitId: OTHER });
      const sheet = selfSheet().map(({ gradeYear: _year, ...line }) => line);
      const body = { sheet, gapChoices: { GRADE_NOT_YET: 'wait' } };
      const unknown = await cycle.command(
        headOfOther,
        OTHER,
        bodies.submit('selfScoring', { gapChoices: { GRADE_NOT_YET: 'never', NO_GAP: 'x' } }),
      );
      expect(unknown.outcome?.problems?.map(({ code }) => code)).toEqual([
        'SCORE.GAP_UNKNOWN',
        'SCORE.GAP_UNKNOWN',
      ]);
      const refused = await cycle.command(headOfOther, OTHER, bodies.submit('selfScoring', body));
      expect(refused.outcome?.problems?.map(({ code, place }) => `${code} ${place}`)).toEqual([
        'SCORE.GRADE_YEAR tiêu chí 5g',
        'SCORE.GRADE_YEAR tiêu chí 6b',
      ]);
      const taken = await cycle.command(
        headOfOther,
        OTHER,
        bodies.submit('selfScoring', {
          gapChoices: { GRADE_NOT_YET: 'wait', NOT_SUBMITTED: 'own-records' },
          sheet: selfSheet(),
        }),
      );
      expect(taken.status).toBe('applied');
      const [stored] = await cycle.query<{
        gap_choices: Record<string, string>;
        choice_basis: Record<string, string>;
        pack_hash: string;
      }>(
        `SELECT gap_choices, choice_basis, pack_hash FROM score_sheet WHERE cycle_id = $1 AND unit_id = '${OTHER}'`,
      );
      expect(stored?.gap_choices['GRADE_NOT_YET']).toBe('last-known');
      expect(stored?.choice_basis['GRADE_NOT_YET']).toBe(
        `${administrator.name}, 20/10/2026, riêng đơn vị: Công văn 12/CAT`,
      );
      expect(stored?.pack_hash).toMatch(/^[0-9a-f]{64}$/);
      const { gaps, recorded } = await records.choices(headOfOther, cycle.id, OTHER);
      expect(gaps.find(({ gap }) => gap === 'GRADE_NOT_YET')?.chosen).toMatchObject({
        option: 'last-known',
        unitId: OTHER,
      });
      expect(recorded.map(({ option, inForce }) => [option, inForce])).toEqual([
        ['last-known', true],
        ['wait', false],
        ['last-known', true],
      ]);
    },
  );
});

chapter('a past score', () => {
  const verify = (unit?: string, by = administrator, cursor?: string) =>
    new VerifyScores(province.unitOfWork, new PostgresReadModel(province.source), province.rules).execute(
      by,
      cycle.id,
      { unit, cursor, limit: 1 },
    );
  const run = (by: Identity, body: object) => cycle.command(by, OTHER, body as CommandBody);

  step('comes out the same again from what is stored, before and after the decision', async () => {
    await cycle.moveTo('2026-11-17T09:00');
    const headOfOther = person('unit-head', { level: 'unit', unitId: OTHER });
    const report = await add(undefined, {
      criterion: '5e',
      reference: '9/BC',
      declared: true,
      unitId: OTHER,
      by: headOfOther,
    });
    const dossier = [{ item: 'bao-cao', evidence: [report.id] }];
    expect((await run(headOfOther, bodies.submit('dossier', { dossier }))).status).toBe('applied');
    const named = { cycleId: cycle.id, unitId: OTHER, evidenceId: report.id, reason: 'Nhầm' };
    expect(await codeOf(withdrawing.execute(headOfOther, named))).toBe('EVIDENCE.IN_DOSSIER');
    const higher = higherSheet(selfSheet(), { '7': 8 });
    const choices = async () =>
      (
        await cycle.query<{ gap_choices: Record<string, string> }>(
          `SELECT gap_choices FROM score_sheet WHERE cycle_id = $1 AND unit_id = '${OTHER}'`,
        )
      )[0]?.gap_choices ?? {};
    expect(await choices()).toHaveProperty('NOT_SUBMITTED');
    expect((await run(appraiser, bodies.appraise({ sheet: higher }))).status).toBe('applied');
    // What the unit chose for itself was a proposal: the appraisal did not take it over.
    expect(Object.keys(await choices()).sort()).toEqual([
      'GRADE_NOT_YET',
      'GUARD_GRADE_NOT_YET',
      'NO_GUARDS_GRADE',
      'PARTY_ONLY',
    ]);
    expect((await run(decider, bodies.decide({ date: '2026-11-17' }))).status).toBe('applied');
    const { items } = await verify(OTHER);
    expect(items).toMatchObject([
      { unitId: OTHER, round: 1, equal: true, stored: { provisional: 48, final: 98, class: 'tot' }, why: [] },
    ]);
  });

  step('is checked unit by unit in pages, within the scope of who asks', async () => {
    const first = await verify();
    expect(first.items.map(({ unitId, equal }) => [unitId, equal])).toEqual([[UNIT, true]]);
    const second = await verify(undefined, administrator, first.next);
    expect(second.items.map(({ unitId, equal }) => [unitId, equal])).toEqual([[OTHER, true]]);
    expect((await verify(undefined, stranger)).items.map(({ unitId }) => unitId)).toEqual([OTHER]);
    expect(await codeOf(verify(UNIT, stranger))).toBe('UNIT.NOT_IN_SCOPE');
  });

  step('says so where what is stored is not what comes out', async () => {
    await cycle.query(
      `UPDATE score_sheet SET final_total = 99, final_class = 'kha' WHERE cycle_id = $1 AND unit_id = '${OTHER}'`,
    );
    const { items } = await verify(OTHER);
    expect(items[0]?.equal).toBe(false);
    expect(items[0]?.why).toEqual([
      'Cùng bảng điểm và gói quy định đã lưu, nay tính ra 48 / 98 / tot (tạm tính / chính thức / loại), ' +
        'đã ghi 48 / 99 / kha: cách tính của chương trình đã đổi hoặc dữ liệu đã bị sửa.',
    ]);
    await cycle.query(
      `UPDATE score_sheet SET final_total = 98, final_class = 'tot' WHERE cycle_id = $1 AND unit_id = '${OTHER}'`,
    );
  });

  step('says so where another result stands for the unit than its sheet gives', async () => {
    const standing = (key: string) =>
      cycle.query(
        `UPDATE unit_year SET state = jsonb_set(state, '{stages,recognition,classification,classKey}', '"${key}"')
          WHERE cycle_id = $1 AND unit_id = '${OTHER}'`,
      );
    await standing('kha');
    const { items } = await verify(OTHER);
    expect([items[0]?.equal, items[0]?.why]).toEqual([
      false,
      [
        'Kết quả đang có hiệu lực của đơn vị là – / 98 / kha, bảng điểm tính ra 48 / 98 / tot (tạm tính / chính thức / loại).',
      ],
    ]);
    await standing('tot');
    // A sheet that lost what it came to says less than the result that stands.
    const final = (values: string) =>
      cycle.query(`UPDATE score_sheet SET ${values} WHERE cycle_id = $1 AND unit_id = '${OTHER}'`);
    await final(`final_total = NULL, final_class = NULL, final_recognition = NULL`);
    expect((await verify(OTHER)).items[0]?.equal).toBe(false);
    await final(`final_total = 98, final_class = 'tot', final_recognition = 'recognised'`);
    expect((await verify(OTHER)).items[0]?.equal).toBe(true);
  });

  step('says which rows of the pack changed where the cycle goes on under another', async () => {
    const [stored] = await cycle.query<{ id: string; content: string }>(
      `SELECT p.id, p.content FROM policy_pack p JOIN cycle c ON c.pack_hash = p.hash WHERE c.id = $1`,
    );
    const changed = JSON.parse(stored?.content ?? '{}') as { classes: { key: string; min: number }[] };
    for (const each of changed.classes) if (each.key === 'tot') each.min = 99;
    await province.source.query(
      `INSERT INTO policy_pack (hash, id, content) VALUES (repeat('e', 64), $1, $2)`,
      [stored?.id, JSON.stringify(changed)],
    );
    await cycle.query(`UPDATE cycle SET pack_hash = repeat('e', 64) WHERE id = $1`);
    const { items } = await verify(OTHER);
    expect(items[0]).toMatchObject({ equal: true, again: { final: 98, class: 'tot' } });
    expect(items[0]?.why).toEqual([
      'Theo gói quy định hiện nay của chu kỳ (quang-ngai-2025) sẽ là 48 / 98 / kha; các dòng đã đổi: classes.tot.',
    ]);
  });
});
