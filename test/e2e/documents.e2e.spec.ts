import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import type { DocumentAnswer, Page, ProblemAnswer } from '#libs/contracts';
import { antq } from '../support/antq.js';
import { type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { applied, driveYears, instantOf, stepsOf } from '../support/unit-year-driver.js';

jest.setTimeout(120_000);

const MODEL = { name: 'Cổng trường an toàn', type: 'school', status: 'new' };
const INSPECTION = { subject: 'guards', minutes: '3/BB-CAX', result: 'good', findings: 'Có sổ trực đầy đủ' };
const OVERRIDE = {
  ...{ kind: 'overrideExclusion', stage: 'recognition', reason: 'Đã khắc phục' },
  ...{ number: '15/TB-BCĐ', date: '2026-12-04' },
} as const;

const URGING = '11-10T09:00';
const ANSWER = 'Đã quán triệt Chỉ thị tới 12 thôn.';

let stack: Stack;
let cycleId: string;
let good: SampleUnit;
let silent: SampleUnit;
let dir: string;
/** Read after the last day of reports and before their cut-off. */
let urged: unknown[];
let urgingLetter: number;
let stillAwaited: string[];
/** Code of the figures that the police of the province keep on that day. */
let frozenCode: string;

beforeAll(async () => {
  stack = await startStack();
  dir = await mkdtemp(path.join(tmpdir(), 'antq-documents-'));
  const ofCommune = stack.inside.filter(({ judgedBy, managedBy }) => judgedBy === 'xa' && managedBy === 'xa');
  good = ofCommune[0] as SampleUnit;
  silent = ofCommune[1] as SampleUnit;
  cycleId = await stack.openRehearsal(2026, 'vanban', instantOf(2026, '03-01T09:00'));
  const police = await stack.account('appraiser', { level: 'xa', communeCode: good.communeCode });
  await enter(stack.token('unit-head', { unitId: good.id }), 'models', MODEL);
  await enter(police, 'inspections', INSPECTION);
  const lives = [
    { unitId: good.id, scenario: 'onTime', until: '12-05T09:00' },
    { unitId: silent.id, scenario: 'notSubmitted', until: '11-25T09:00' },
  ] as const;
  await driveYears(
    stack,
    cycleId,
    lives.map((life) => ({ ...life, until: URGING })),
  );
  await stack.setClock(cycleId, instantOf(2026, URGING));
  urged = await urgedNames();
  const letter = { commune: silent.communeCode, stage: 'unitReport', format: 'docx' };
  urgingLetter = (await fileOf(province(), 'reminderLetter', letter)).status;
  stillAwaited = await awaitedNames();
  await reportOfCommune();
  frozenCode = await freeze();
  await driveYears(
    stack,
    cycleId,
    lives.map((life) => ({ ...life, after: URGING })),
  );
  const steering = stack.token('supervisor', { unitId: silent.id });
  await applied(stack, await stepsOf(stack, cycleId, silent.id).send(steering, OVERRIDE));
  const heads = {
    kind: 'recordHeads',
    heads: [{ name: 'Lê Văn Cường', from: '2025-11-01', to: '2026-01-31' }],
  };
  const head = stack.token('unit-head', { unitId: good.id });
  await applied(stack, await stepsOf(stack, cycleId, good.id).send(head, heads));
});
afterAll(async () => {
  await stack.dispose();
  await rm(dir, { recursive: true, force: true });
});

async function enter(token: string, register: string, data: Readonly<Record<string, string>>) {
  const path = `/cycles/${cycleId}/units/${good.id}/registers/${register}`;
  const { status, body } = await stack.call('POST', path, token, { effectiveOn: '2026-02-20', data });
  if (status !== 200) throw new Error(`${register}: ${status} ${JSON.stringify(body)}`);
}

/** The committee of the commune fills its report in, saves it and hands it in, as a person does by the command line. */
async function reportOfCommune(): Promise<void> {
  const as = { token: stack.token('deciding-body', { unitId: good.id }), dir };
  const [office] = await stack.query<{ id: string }>(
    `SELECT unit_id AS id FROM unit_year WHERE cycle_id = $1 AND commune_code = $2 AND body_key = 'ubnd-xa'`,
    [cycleId, good.communeCode],
  );
  const step = ['--cycle', cycleId, '--unit', office?.id ?? '', '--stage', 'communeReport'];
  const file = path.join(dir, 'bao-cao.txt');
  const filled = await antq(stack, as, 'report', 'form', ...step, '--out', file);
  expect([filled.code, filled.err]).toEqual([0, '']);
  const form = await readFile(file, 'utf8');
  await writeFile(file, form.replace(/^(## \[1\] .*)$/m, `$1\n${ANSWER}\nPhát 300 tờ rơi.`));
  for (const act of [['draft', 'save'], ['submit']]) {
    const { code, err } = await antq(stack, as, ...act, ...step, '--answers', file);
    expect([act, code, err]).toEqual([act, 0, '']);
  }
}

/** Keeps the figures of the province by the command line; answers their code. */
async function freeze(): Promise<string> {
  const as = { token: await stack.account('appraiser', { level: 'tinh', provinceCode: '51' }), dir };
  const { code, err, out } = await antq(
    stack,
    as,
    'figures',
    'freeze',
    '--cycle',
    cycleId,
    '--name',
    'Báo cáo năm',
  );
  expect([code, err]).toEqual([0, '']);
  return (
    /Số liệu chốt lúc 09:00 ngày 10\/11\/2026, mã ([0-9a-f-]{9}) \(“Báo cáo năm”\)\./.exec(out)?.[1] ?? out
  );
}

/** Whom the letter about reports names, in its order. */
async function urgedNames(): Promise<unknown[]> {
  const query = { commune: silent.communeCode, stage: 'unitReport', format: 'xlsx' };
  const { bytes } = await fileOf(province(), 'reminderLetter', query);
  const [sheet] = await readWorkbook(Buffer.from(bytes));
  return (sheet?.data ?? []).slice(5).flatMap(([no, name]) => (typeof no === 'number' ? [name] : []));
}

/** Names of the units of the commune whose report the rows still await. */
async function awaitedNames(): Promise<string[]> {
  const rows = await stack.query<{ name: string }>(
    `SELECT u.name FROM unit_year y JOIN unit u ON u.id = y.unit_id
      WHERE y.cycle_id = $1 AND y.commune_code = $2 AND y.managed_by = 'xa' AND y.standing = 'inside'
        AND y.state->'stages'->'unitReport'->>'status' = 'awaiting' ORDER BY u.name`,
    [cycleId, silent.communeCode],
  );
  return rows.map(({ name }) => name);
}

const province = () => stack.token('administrator');
const ofCommune = (unit: SampleUnit) =>
  stack.account('supervisor', { level: 'xa', communeCode: unit.communeCode });

async function fileOf(token: string, kind: string, query: Readonly<Record<string, string>> = {}) {
  const search = new URLSearchParams(query).toString();
  const response = await fetch(`${stack.apiUrl}/api/v1/cycles/${cycleId}/documents/${kind}?${search}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

/** What a reader of the Word file sees, paragraph by paragraph. */
async function linesOf(token: string, kind: string, query: Readonly<Record<string, string>> = {}) {
  const { status, bytes } = await fileOf(token, kind, query);
  expect([kind, status]).toEqual([kind, 200]);
  const body = unzipSync(bytes)['word/document.xml'];
  return strFromU8(body ?? new Uint8Array())
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .split('\n');
}

describe('papers composed from the records of a year', () => {
  it('are there in every kind and format the list names', async () => {
    const listed = await stack.call<Page<DocumentAnswer>>('GET', `/cycles/${cycleId}/documents`, province());
    expect(listed.body.items).toHaveLength(22);
    expect(urgingLetter).toBe(200);
    for (const { kind, about, formats } of listed.body.items) {
      const where: Record<string, string> = kind === 'communeReport' ? { commune: good.communeCode } : {};
      // At the end of the year nobody is late any more with what a document orders; it was composed while somebody was.
      if (kind === 'reminderLetter') continue;
      // A notice of a refusal is there only for who is not recognised.
      const { id } = kind === 'refusalNotice' ? silent : good;
      const query = about === 'unit' ? { unit: id } : where;
      for (const format of formats) {
        const { status, headers, bytes } = await fileOf(province(), kind, { ...query, format });
        expect([kind, format, status]).toEqual([kind, format, 200]);
        expect(headers.get('content-disposition')).toMatch(
          new RegExp(`^attachment; filename="[a-z0-9-]+\\.${format}"; filename\\*=UTF-8''.+\\.${format}$`),
        );
        expect(Object.keys(unzipSync(bytes))).toContain('[Content_Types].xml');
      }
    }
  });

  it('have the words of a commune at the task that it answered, and tell who has not', async () => {
    const [area] = await stack.query<{ name: string }>('SELECT name FROM area WHERE code = $1', [
      good.communeCode,
    ]);
    const told = `${area?.name ?? '?'}: ${ANSWER}`;
    expect(await linesOf(province(), 'provinceReport')).toContain(told);
    expect(await linesOf(province(), 'communeReport', { commune: good.communeCode })).toContain(ANSWER);
    const { out } = await antq(stack, { token: province(), dir }, 'report', 'answers', '--cycle', cycleId);
    expect(out.replace(/\s+/g, ' ')).toContain(told);
    expect(out).toMatch(/1\. .*: 1\/\d+ nơi đã trả lời/);
    expect(out).toContain('Chưa trả lời');
  });

  it('hold the points and the decision that stand in the database', async () => {
    const [decision] = await stack.query<{ number: string; total: string }>(
      'SELECT number, total FROM decision WHERE cycle_id = $1 AND unit_id = $2',
      [cycleId, good.id],
    );
    const total = String(Number(decision?.total)).replace('.', ',');
    const sheet = await linesOf(stack.token('unit-head', { unitId: good.id }), 'scoringSheet');
    expect(sheet).toContain(`Tổng điểm: ${total} điểm`);
    expect(sheet).toContainEqual(expect.stringContaining(decision?.number ?? '?'));
    const certificate = await linesOf(province(), 'certificate', { unit: good.id });
    expect(certificate).toContain(good.name);
    expect(certificate.join('\n')).toContain(
      `(Theo Quyết định số ${decision?.number ?? '?'} ngày 24 tháng 11 năm 2026`,
    );
  });

  it('count in a report what the rows count', async () => {
    const [counted] = await stack.query<{ units: number; recognised: number; registered: number }>(
      `SELECT count(*)::int AS units,
              count(*) FILTER (WHERE (state->'stages'->'recognition'->>'recognised')::boolean)::int AS recognised,
              count(*) FILTER (WHERE state->'stages'->'registration'->>'status' IN ('submitted', 'done'))::int AS registered
         FROM unit_year WHERE cycle_id = $1 AND body_key IS NULL AND standing = 'inside'`,
      [cycleId],
    );
    const { units = 0, recognised = 0, registered = 0 } = counted ?? {};
    expect([units > 5, recognised, registered]).toEqual([true, 1, 2]);
    const report = (await linesOf(province(), 'provinceReport')).join('\n');
    expect(report).toContain(`công nhận ${recognised}/${units} đơn vị`);
    expect(report).toContain('(tạm tính)');
    // Of the two that registered one is recognised: 50 % of the target's denominator, whatever the others are.
    expect(report).toMatch(/≥ 80%\nđơn vị đã đăng ký\n1\/2\n50%\nchưa đạt/);
    const list = (await linesOf(province(), 'registrationList')).join('\n');
    expect(list).toContain(`có ${registered}/${units} cơ quan, doanh nghiệp, cơ sở giáo dục đã đăng ký`);
  });

  it('urge those who are late, and nobody else', () => {
    expect(stillAwaited).toContain(silent.name);
    expect(stillAwaited).not.toContain(good.name);
    expect(urged).toEqual(stillAwaited);
  });

  it('urge nobody for what can no longer come', async () => {
    const query = { commune: silent.communeCode, stage: 'unitReport' };
    expect((await fileOf(province(), 'reminderLetter', query)).status).toBe(409);
  });

  it('exclude from awards whom the class or the missing dossier excludes', async () => {
    const list = await linesOf(await ofCommune(silent), 'exclusionList');
    expect(list).toContain(silent.name);
    expect(list).not.toContain(good.name);
    expect(list).toContain('đã đưa ra khỏi danh sách* theo 15/TB-BCĐ ngày 04/12/2026: Đã khắc phục');
    expect(await linesOf(province(), 'exclusionList')).not.toContain(silent.name);
  });

  it('hold what was recorded in the registers, and the days of heads in post', async () => {
    const models = await linesOf(await ofCommune(good), 'modelList');
    expect(models).toEqual(expect.arrayContaining([good.name, 'Cổng trường an toàn', 'Xây dựng mới']));
    const minutes = await linesOf(province(), 'inspectionMinutes', { unit: good.id });
    expect(minutes).toContain('Số: 3/BB-CAX');
    expect(minutes.join('\n')).toContain('Có sổ trực đầy đủ');
    const report = (await linesOf(province(), 'unitReport', { unit: good.id })).join('\n');
    expect(report).toContain('Tên mô hình: Cổng trường an toàn');
    const heads = await linesOf(await ofCommune(good), 'headResults');
    expect(heads.join('\n')).toContain('Lê Văn Cường\n\n16/11/2025\n31/01/2026\n77');
  });

  it('tell a unit that is not recognised why, and that it may complain', async () => {
    const notice = (await linesOf(province(), 'refusalNotice', { unit: silent.id })).join('\n');
    expect(notice).toContain(`${silent.name} (mã ${silent.id}) không được công nhận`);
    expect(notice).toContain('1. Lý do: đơn vị không nộp hồ sơ');
    expect(notice).toMatch(/có quyền khiếu nại trong 90 ngày .*\*, theo Luật Khiếu nại/);
    expect(notice).not.toContain('DỰ THẢO');
  });

  it('stay within the scope of who asks', async () => {
    const head = stack.token('unit-head', { unitId: good.id });
    const codeOf = async (token: string, kind: string, query: Readonly<Record<string, string>> = {}) => {
      const { status, bytes } = await fileOf(token, kind, query);
      return `${status} ${(JSON.parse(strFromU8(bytes)) as ProblemAnswer).code}`;
    };
    expect(await codeOf(head, 'scoringSheet', { unit: silent.id })).toBe('404 UNIT.NOT_IN_SCOPE');
    expect(await codeOf(head, 'registrationList')).toBe('403 ACTOR.AREA_PAPER');
    expect(await codeOf(province(), 'scoringSheet')).toBe('400 INPUT.INVALID');
    expect(await codeOf(province(), 'communeReport')).toBe('422 DOCUMENT.OTHER_LEVEL');
    expect(await codeOf(province(), 'certificate', { unit: silent.id })).toBe('409 DOCUMENT.NOT_RECOGNISED');
    expect(await codeOf(province(), 'refusalNotice', { unit: good.id })).toBe('409 DOCUMENT.NOT_REFUSED');
    expect(await codeOf(province(), 'subunitPledge', { unit: good.id, format: 'xlsx' })).toBe(
      '422 DOCUMENT.NO_TABLE',
    );
    expect(await codeOf(province(), 'letter')).toBe('404 DOCUMENT.UNKNOWN');
    const commune = await ofCommune(good);
    const elsewhere = stack.inside.find(({ communeCode }) => communeCode !== good.communeCode) as SampleUnit;
    expect(await codeOf(commune, 'registrationList', { commune: elsewhere.communeCode })).toBe(
      '404 AREA.UNKNOWN',
    );
    expect((await fileOf(commune, 'registrationList')).status).toBe(200);
  });

  it('cite figures that were kept, and tell with names what came after', async () => {
    const as = { token: province(), dir };
    const listed = await antq(stack, as, 'figures', 'list', '--cycle', cycleId);
    expect(listed.out).toMatch(new RegExp(`${frozenCode} │ Báo cáo năm`));
    const shown = await antq(stack, as, 'figures', 'show', frozenCode, '--cycle', cycleId);
    expect([shown.code, shown.err]).toEqual([0, '']);
    expect(shown.out).toContain(`Được công nhận: 0 → 1 (+1): thêm ${good.name} (${good.id})`);
    const out = path.join(dir, 'bao-cao.docx');
    const asked = [
      'report',
      'word',
      'provinceReport',
      '--cycle',
      cycleId,
      '--freeze',
      frozenCode,
      '--out',
      out,
    ];
    expect((await antq(stack, as, ...asked)).err).toBe('');
    const text = strFromU8(unzipSync(await readFile(out))['word/document.xml'] ?? new Uint8Array());
    expect(text).toContain(`mã ${frozenCode}`);
    expect(text).toContain(`Thêm: ${good.name} (${good.id})`);
    const unknown = await antq(stack, as, 'figures', 'show', 'ffff-ffff', '--cycle', cycleId);
    expect([unknown.code, unknown.err]).toEqual([3, expect.stringContaining('antq figures list')]);
  });

  it('are written to a file by the command line', async () => {
    const out = path.join(dir, 'bang.docx');
    const args = ['report', 'word', 'scoringSheet', '--cycle', cycleId, '--unit', good.id, '--out', out];
    const run = await antq(stack, { token: province(), dir }, ...args);
    expect([run.code, run.err]).toEqual([0, '']);
    expect(run.out).toContain(`Đã ghi ${out}`);
    expect(Object.keys(unzipSync(await readFile(out)))).toContain('word/document.xml');
    const refused = await antq(
      stack,
      { token: province(), dir },
      'report',
      'excel',
      'certificate',
      '--cycle',
      cycleId,
      '--unit',
      good.id,
    );
    expect([refused.code, refused.err]).toEqual([4, expect.stringContaining('Hãy chọn tệp Word.')]);
  });
});
