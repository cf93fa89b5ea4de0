import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import {
  ConfirmFigure,
  ListFigures,
  ListGuidance,
  RecordGuidance,
  type Runs,
  VerifyAudit,
} from '#libs/application';
import type { CommandBody, GuidanceBody } from '#libs/contracts';
import { PostgresReadModel } from '#libs/persistence';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { story } from '../support/story.js';
import { ownRecordsSheet } from '../support/unit-year-driver.js';

const POLICE = {
  role: 'appraiser',
  officeCode: 'CAX',
  scope: { level: 'xa', communeCode: COMMUNE },
} as const;
const COMMITTEE = { role: 'deciding-body', officeCode: 'UBX', scope: POLICE.scope } as const;
const FENCES = [
  ['classes', { number: '12/HD-CAT', date: '2026-10-01' }],
  ['readings.deadlineShift', { number: '13/CV-CAT', date: '2026-10-02' }],
  ['beforeExcludesDay', { number: '14/CV-CAT', date: '2026-10-03' }],
] as const;

const FENCES_OF_CLASSES = ['classes.tot', 'classes.kha', 'classes.trung-binh', 'classes.yeu'];

const APPRAISE: CommandBody = {
  kind: 'appraise',
  stage: 'appraisal',
  sheet: ownRecordsSheet(),
  ownRecordsNote: 'Sổ theo dõi của Công an xã',
  proposeRecognition: true,
};
const decide = (number: string): CommandBody => ({
  kind: 'decide',
  stage: 'recognition',
  recognised: true,
  number,
  date: '2026-11-22',
  signer: 'Chủ tịch',
});

let province: SmallProvince;
let real: SmallCycle;

const confirm = (
  cycle: SmallCycle,
  figure: string,
  document: { number: string; date: string },
  key = randomUUID(),
) =>
  new ConfirmFigure(province.unitOfWork, province.rules).execute(
    cycle.administrator,
    cycle.id,
    { figure, ...document },
    key,
  );
const figures = (cycle: SmallCycle) =>
  new ListFigures(province.unitOfWork, province.rules).execute(cycle.administrator, cycle.id);
const openFences = async (cycle: SmallCycle) =>
  (await figures(cycle)).items.flatMap(({ figure, isFence, confirmation }) =>
    isFence && confirmation === undefined ? [figure] : [],
  );
const classOf = async (cycle: SmallCycle, unitId: string) => {
  const [row] = await cycle.query<{ key: string | null }>(
    `SELECT state->'stages'->'recognition'->'classification'->>'classKey' AS key
       FROM unit_year WHERE cycle_id = $1 AND unit_id = '${unitId}'`,
  );
  return row?.key ?? undefined;
};

beforeAll(async () => {
  province = await SmallProvince.open([
    ['D1', 'Trạm Y tế xã', 'xa', 'd1@unit.example.test'],
    ['D2', 'Kho bạc', 'xa', 'd2@unit.example.test'],
  ]);
  province.unitOfWork.setNow('2026-01-05T08:00');
  real = await province.live(2026);
  province.unitOfWork.setNow('2026-11-22T08:00');
}, 60_000);
afterAll(() => province?.dispose(), 60_000);

const { chapter, step } = story('a year whose figures are assumed, then confirmed');

step('a rehearsal classifies by what is assumed', async () => {
  const rehearsal = await province.rehearse('gia-dinh', 2026, '2026-11-22T08:00:00+07:00');
  await rehearsal.act(POLICE, 'D1', APPRAISE);
  await rehearsal.act(COMMITTEE, 'D1', decide('1/QĐ'));
  expect(await classOf(rehearsal, 'D1')).toBe('trung-binh');
  expect(await figures(rehearsal)).toMatchObject({ clockKind: 'rehearsal', mayClassify: true });
});

chapter('a real year', () => {
  step('classifies nobody until each figure that the pack fences is confirmed by a document', async () => {
    await real.act(POLICE, 'D1', APPRAISE);
    expect(await openFences(real)).toHaveLength(6);
    for (const [figure, document] of FENCES) {
      await expect(real.act(COMMITTEE, 'D1', decide('2/QĐ'))).rejects.toThrow('POLICY.ASSUMED');
      expect((await figures(real)).mayClassify).toBe(false);
      await confirm(real, figure, document);
    }
    expect(await openFences(real)).toEqual([]);
    expect((await figures(real)).mayClassify).toBe(true);
    await real.act(COMMITTEE, 'D1', decide('2/QĐ'));
    expect(await classOf(real, 'D1')).toBe('trung-binh');
  });

  step('says what is missing, and how to confirm it', async () => {
    const refused = await real.query<{ detail: string }>(
      `SELECT outcome->>'detail' AS detail FROM command WHERE cycle_id = $1 AND status = 'refused' ORDER BY received_at`,
    );
    expect(refused[0]?.detail).toContain('Tốt: từ 90 điểm (classes.tot)');
    expect(refused[0]?.detail).toContain('(readings.deadlineShift)');
    expect(refused.at(-1)?.detail).not.toContain('classes.tot');
    expect(refused.at(-1)?.detail).toContain('(readings.beforeExcludesDay)');
    expect(refused.at(-1)?.detail).toContain('xác nhận từng số liệu bằng số và ngày văn bản');
  });

  step('shows the document of the confirmed figure from then on, without the mark', async () => {
    const [letter] = await real.query<{ params: Record<string, string> }>(
      `SELECT params FROM message WHERE cycle_id = $1 AND template = 'decision'`,
    );
    expect(letter?.params).toMatchObject({
      assumed: '',
      classSource: 'đã xác nhận theo văn bản số 12/HD-CAT ngày 01/10/2026',
    });
    const { items } = await figures(real);
    expect(items.find(({ figure }) => figure === 'classes.kha')?.confirmation).toMatchObject({
      number: '12/HD-CAT',
      date: '2026-10-01',
      by: 'Quản trị',
      at: '2026-11-22T01:00:00.000Z',
      source: 'đã xác nhận theo văn bản số 12/HD-CAT ngày 01/10/2026',
    });
  });

  step('keeps every confirmation, each once, in the audit and under a version of the rules', async () => {
    const key = randomUUID();
    const better = { number: '20/HD-BCA', date: '2026-11-20' };
    await confirm(real, 'classes', better, key);
    await confirm(real, 'classes', better, key);
    await confirm(real, 'classes', better);
    await expect(confirm(real, 'classes', { ...better, number: '21/HD' }, key)).rejects.toMatchObject({
      code: 'IDEMPOTENCY.REUSED',
    });
    const rows = await real.query<{ figure: string; version: number }>(
      `SELECT figure, version FROM cycle_confirmation WHERE cycle_id = $1 ORDER BY version`,
    );
    expect(rows.map(({ figure, version }) => [figure, version])).toEqual([
      ['classes', 1],
      ['readings.deadlineShift', 2],
      ['readings.beforeExcludesDay', 3],
      ['classes', 4],
    ]);
    const audited = await real.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit WHERE cycle_id = $1 AND action = 'figure.confirmed'`,
    );
    expect(audited).toEqual([{ n: 4 }]);
    expect(await new VerifyAudit(new PostgresReadModel(province.source)).execute(real.id)).toMatchObject({
      ok: true,
    });
    const { items } = await figures(real);
    expect(items.find(({ figure }) => figure === 'classes.tot')?.confirmation?.number).toBe('20/HD-BCA');
  });

  step('refuses a figure that is not assumed, and whoever does not steer the province', async () => {
    await expect(confirm(real, 'targets.recognised', FENCES[0][1])).rejects.toMatchObject({
      code: 'FIGURE.UNKNOWN',
    });
    const supervisor = { ...real.administrator, role: 'supervisor' as const };
    const confirming = new ConfirmFigure(province.unitOfWork, province.rules);
    await expect(
      confirming.execute(supervisor, real.id, { figure: 'classes', ...FENCES[0][1] }, randomUUID()),
    ).rejects.toMatchObject({ code: 'ACTOR.ADMINISTRATOR_ONLY' });
  });
});

/** What a late mail tells of its first step. */
interface LateMail {
  readonly heads: readonly {
    readonly state: string;
    readonly steps: readonly { readonly assumed: string }[];
  }[];
  readonly others: readonly { readonly name: string; readonly left: string; readonly assumed: string }[];
  readonly items: readonly { readonly source: string; readonly receiver: { readonly assumed: string } }[];
}

chapter('a guidance letter', () => {
  const noRuns = new Proxy({} as Runs, { get: () => () => Promise.resolve() });
  const LETTER = { number: '15/CAT-PV05', date: '2026-10-28', signer: 'Giám đốc Công an tỉnh' };
  const wanted = (more: Partial<GuidanceBody> = {}): GuidanceBody => ({
    ...LETTER,
    except: ['classes'],
    days: [{ stage: 'dossier', level: 'xa', operator: 'by', day: '2026-11-19' }],
    ...more,
  });
  let year: SmallCycle;
  const guidance = (
    request: GuidanceBody,
    { dryRun = false, key = randomUUID(), seen }: { dryRun?: boolean; key?: string; seen?: number[] } = {},
    identity = year.administrator,
  ) =>
    new RecordGuidance(province.unitOfWork, noRuns, province.rules).execute(identity, year.id, request, {
      ...{ idempotencyKey: key, dryRun, seen },
    });
  const rows = async () => {
    const [found] = await year.query<{ letters: number; moved: number; version: number }>(
      `SELECT (SELECT count(*)::int FROM guidance_letter WHERE cycle_id = $1) AS letters,
              (SELECT count(*)::int FROM amendment WHERE cycle_id = $1) AS moved,
              (SELECT rules_version FROM cycle WHERE id = $1) AS version`,
    );
    return found;
  };
  /** What the contact officer of D1 is told last of a step that is past its day. */
  const lastLateMail = async (): Promise<LateMail | undefined> => {
    const [mail] = await year.query<{ params: LateMail }>(
      `SELECT params FROM message WHERE cycle_id = $1 AND template = 'reminders' AND recipient = 'd1@unit.example.test'
        ORDER BY created_at DESC, id LIMIT 1`,
    );
    return mail?.params;
  };

  step('is planned: what loses its mark, who turns late at once, which mails change', async () => {
    year = await province.rehearse('cong-van', 2026, '2026-10-26T07:00:00+07:00');
    await year.live('2026-10-28T09:00');
    expect((await lastLateMail())?.heads[0]).toMatchObject({
      state: 'pastSuggested',
      steps: [{ assumed: 'yes' }],
    });
    const plan = await guidance(wanted(), { dryRun: true });
    expect(plan).toMatchObject({ issuer: 'Công an tỉnh Quảng Ngãi', rulesVersion: 0, dryRun: true });
    expect(plan.left.map(({ figure }) => figure)).toEqual(FENCES_OF_CLASSES);
    const steps = new Map(plan.steps.map((each) => [`${each.stage}/${each.level}`, each]));
    expect(steps.get('selfScoring/xa')).toMatchObject({
      turnsLate: { count: 2, units: [{ unitId: 'D1' }, { unitId: 'D2' }] },
    });
    expect(steps.get('selfScoring/xa')?.reminders[0]?.day).toBe('2026-11-03');
    expect(steps.get('festival/xa')).toMatchObject({ asked: true, turnsLate: { count: 0 } });
    expect([steps.has('dossier/xa'), steps.has('dossier/tinh')]).toEqual([false, true]);
    expect(plan.days).toMatchObject([
      { stage: 'dossier', levels: [{ before: '2026-11-18', after: '2026-11-19' }] },
    ]);
    expect(plan.warnings.join()).toContain('công văn ấn định ngày mà không buộc gửi');
    expect(plan.warnings.join()).not.toContain('Ngày do văn bản khác ấn định');
    const other = await guidance(
      wanted({ days: [{ stage: 'unitReport', level: 'tinh', operator: 'by', day: '2026-11-06' }] }),
      { dryRun: true },
    );
    expect(other.warnings.join()).toMatch(/Ngày do văn bản khác ấn định.*Báo cáo.*Kế hoạch/);
    expect(await rows()).toEqual({ letters: 0, moved: 0, version: 0 });
  });

  step(
    'is refused over rules that were not looked at, for what is no figure, and to who does not steer',
    async () => {
      await expect(guidance(wanted(), { seen: [7] })).rejects.toMatchObject({ code: 'DEADLINE.STALE' });
      await expect(guidance(wanted({ except: ['khong-co'] }))).rejects.toMatchObject({
        code: 'FIGURE.UNKNOWN',
      });
      await expect(guidance(wanted({ replaces: '9/CAT' }))).rejects.toMatchObject({
        code: 'GUIDANCE.UNKNOWN',
      });
      await expect(guidance(wanted({ date: '2026-10-29' }))).rejects.toMatchObject({
        code: 'DOCUMENT.IN_FUTURE',
      });
      const supervisor = { ...year.administrator, role: 'supervisor' as const };
      await expect(guidance(wanted(), {}, supervisor)).rejects.toMatchObject({
        code: 'ACTOR.ADMINISTRATOR_ONLY',
      });
      expect(await rows()).toEqual({ letters: 0, moved: 0, version: 0 });
    },
  );

  step('is recorded once, with all that it sets and the day that it moves', async () => {
    const key = randomUUID();
    const first = await guidance(wanted(), { key, seen: [0] });
    expect(first).toMatchObject({ dryRun: false, version: 2, days: [{ dryRun: false }] });
    expect(await guidance(wanted(), { key, seen: [0] })).toEqual(first);
    await expect(guidance(wanted({ signer: 'Khác' }), { key })).rejects.toMatchObject({
      code: 'IDEMPOTENCY.REUSED',
    });
    expect(await rows()).toEqual({ letters: 1, moved: 1, version: 2 });
    const listed = await new ListGuidance(province.unitOfWork, province.rules).execute(
      year.administrator,
      year.id,
    );
    expect(listed.items).toMatchObject([{ ...LETTER, figures: first.figures.length }]);
    expect(listed.open.map(({ figure }) => figure)).toEqual(FENCES_OF_CLASSES);
    expect(await new VerifyAudit(new PostgresReadModel(province.source)).execute(year.id)).toMatchObject({
      ok: true,
    });
  });

  step('makes late who was past a suggested day, and its mails tell the letter without a mark', async () => {
    await year.live('2026-11-03T09:00');
    const mail = await lastLateMail();
    // Beside the registration, whose day a circular sets.
    expect(mail?.heads[0]).toMatchObject({ state: 'overdue', steps: [{ assumed: '' }, { assumed: '' }] });
    expect(mail?.items[1]).toMatchObject({
      source: 'Công văn hướng dẫn số 15/CAT-PV05 của Công an tỉnh Quảng Ngãi ngày 28/10/2026',
      receiver: { assumed: '' },
    });
  });

  step('is undone by a letter that takes its place and leaves out what it set', async () => {
    const later = { ...LETTER, number: '16/CAT-PV05', date: '2026-10-30', except: ['selfScoring'] };
    const request = wanted({ ...later, days: [], replaces: LETTER.number });
    const plan = await guidance(request, { dryRun: true });
    expect(plan.figures.map(({ figure }) => figure)).toEqual(expect.arrayContaining(FENCES_OF_CLASSES));
    expect(plan.warnings.join()).toMatch(/lại là giả định.*giữ nguyên đến khi có văn bản sửa lại: Hồ sơ/);
    await guidance(request);
    const { items } = await figures(year);
    const numberOf = (path: string) => items.find(({ figure }) => figure === path)?.confirmation?.number;
    expect(numberOf('classes.tot')).toBe('16/CAT-PV05');
    expect(numberOf('readings.deadlineShift')).toBe('16/CAT-PV05');
    expect(numberOf('stageSets.hang-nam.stages.selfScoring.due.*')).toBeUndefined();
    await expect(guidance(request)).rejects.toMatchObject({ code: 'GUIDANCE.UNKNOWN' });
    // Seven days after the report's last day; the self-scoring is told of beside it.
    await year.live('2026-11-06T09:00');
    const mail = await lastLateMail();
    expect(mail?.heads[0]?.state).toBe('overdue');
    expect(mail?.others).toContainEqual(
      expect.objectContaining({ name: 'Cơ sở tự chấm điểm', left: 'pastSuggested', assumed: 'yes' }),
    );
  });
});
