import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { answers, answersToTests, antq, cliFolder, requests } from '../support/cli-stub.js';

answersToTests();

/** Of a list that was read whole. */
const nothingAside = { unreadSheets: [], unusedColumns: [], skipped: [], corrections: [] };

describe('unit', () => {
  it('hands a list over as it is and ends with 4 when rows were refused', async () => {
    const file = path.join(cliFolder(), 'ds.csv');
    writeFileSync(file, 'unit_code,unit_name\n');
    answers.set('POST /units/imports', {
      body: {
        dryRun: true,
        rowsRead: 1200,
        inserted: 1198,
        updated: 0,
        unchanged: 0,
        problems: [
          { code: 'ROSTER.BAD_EMAIL', place: 'dòng 5, cột "Email"', message: 'Thiếu @.' },
          { code: 'ROSTER.DUPLICATE', place: 'dòng 7', message: 'Trùng mã.' },
        ],
        questions: [],
        changes: [],
        reading: nothingAside,
      },
    });
    const ended = await antq(['unit', 'import', file, '--dry-run', '--commune', '21000']);
    expect(ended.code).toBe(4);
    expect(requests[0]).toMatchObject({
      query: { dryRun: 'true', filename: 'ds.csv', commune: '21000' },
      body: 'unit_code,unit_name\n',
    });
    expect(requests[0]!.headers['content-type']).toBe('text/csv');
    expect(ended.out).toContain('đọc 1.200 dòng; thêm 1.198');
    expect(ended.out).toMatch(/5 │ Email\s+│ Thiếu @\./);
  });

  it('tells what of a list was left aside, put right or changed, and asks with 4 what a row means', async () => {
    const file = path.join(cliFolder(), 'ds.ods');
    writeFileSync(file, 'x');
    const question = {
      code: 'UNIT.LOST_ZEROS',
      place: 'dòng 4',
      unit: '12',
      known: { id: '0012', name: 'Trường A' },
      message: 'Chưa nhập mã 12.',
    };
    answers.set('POST /units/imports', {
      body: {
        ...{ dryRun: true, rowsRead: 3, inserted: 0, updated: 1, unchanged: 1, problems: [] },
        questions: [question],
        changes: [
          {
            unit: 'QN0001',
            name: 'Sở A',
            fields: [{ field: 'headcount', label: 'Số người', before: '37', after: '40' }],
          },
        ],
        reading: {
          sheet: 'Nam 2026',
          unreadSheets: [{ name: 'Nam 2025', hidden: true }],
          unusedColumns: ['Ghi chú'],
          skipped: [{ line: 9, why: 'total', text: 'Tổng cộng: 3' }],
          corrections: [{ line: 3, column: 'Điện thoại', from: '912345678', to: '0912345678' }],
        },
      },
    });
    const ended = await antq([
      'unit',
      'import',
      file,
      '--sheet',
      'Nam 2026',
      '--as-new',
      '13,14',
      '--dry-run',
    ]);
    expect(ended.code).toBe(4);
    expect(requests[0]).toMatchObject({ query: { filename: 'ds.ods', sheet: 'Nam 2026', asNew: '13,14' } });
    for (const told of [
      'Đọc trang "Nam 2026"; chưa đọc trang "Nam 2025" (ẩn).',
      'Cột không dùng: "Ghi chú".',
      'dòng 9: dòng cộng, Tổng cộng: 3',
      'dòng 3: Điện thoại, 912345678 → 0912345678',
      'dòng 4: Chưa nhập mã 12.',
    ]) {
      expect(ended.out).toContain(told);
    }
    expect(ended.out).toMatch(/QN0001 │ Sở A │ Số người │ 37\s+│ 40/);
  });

  it('collects pages up to the limit and tells how to go on', async () => {
    const row = (id: string) => ({
      id,
      name: `Đơn vị ${id}`,
      kind: 'co-quan',
      communeName: 'Xã A',
      managedBy: 'xa',
    });
    answers.set('GET /units', ({ query }) =>
      query['cursor'] === undefined
        ? { body: { items: [row('U1'), row('U2')], next: 'n2' } }
        : { body: { items: [row('U3')], next: query['cursor'] === 'n2' ? 'n3' : undefined } },
    );
    const some = await antq(['unit', 'list', '--limit', '3', '--search', 'dak lak']);
    expect(requests.map(({ query }) => query['limit'])).toEqual(['3', '1']);
    expect(some.out).toContain('3 đơn vị');
    expect(some.out).toContain('--cursor n3');
    const all = await antq(['unit', 'list', '--all', '--json']);
    expect((JSON.parse(all.out) as { items: unknown[] }).items).toHaveLength(4);
  });

  it('tells late, overdue and not yet open apart in words', async () => {
    const due = (lastDay: string, more = {}) => ({
      lastDay,
      phrase: '',
      words: '',
      source: '',
      status: 'binding',
      ...more,
    });
    const stage = (name: string, rest: object) => ({
      stage: name,
      name,
      act: 'submit',
      round: 1,
      opens: '2027-01-01',
      ...rest,
    });
    answers.set('GET /cycles/c/units/U1', {
      body: {
        cycleId: 'c',
        unit: { id: 'U1', name: 'Đơn vị' },
        now: '2027-06-01T00:00:00.000Z',
        standing: 'inside',
        round: 1,
        status: 'open',
        stages: [
          stage('a', {
            status: 'done',
            standing: 'done',
            late: true,
            due: due('2027-03-31'),
            effectiveAt: '2027-04-01T00:00:00.000Z',
          }),
          stage('a2', {
            ...{ status: 'done', standing: 'done', late: true, afterSuggested: true },
            // A day that was granted and ended before the suggested one sets nothing.
            due: due('2027-03-31', { status: 'assumed', graceUntil: '2027-03-15' }),
            effectiveAt: '2027-04-01T00:00:00.000Z',
          }),
          stage('b', { status: 'awaiting', standing: 'overdue', due: due('2027-05-31') }),
          stage('d', {
            status: 'returned',
            standing: 'returned',
            due: due('2027-05-01', { graceUntil: '2027-07-01' }),
          }),
          stage('e', {
            status: 'awaiting',
            standing: 'ahead',
            opens: '2027-08-01',
            due: due('2027-09-01'),
          }),
          stage('g', {
            status: 'awaiting',
            standing: 'notSubmitted',
            due: due('2027-05-01'),
            cutOff: '2027-05-10',
          }),
          stage('h', { status: 'waived', standing: 'waived', due: due('2027-03-31') }),
          stage('i', { status: 'awaiting', standing: 'closed', due: due('2027-03-31') }),
        ],
        history: [
          {
            version: 1,
            round: 1,
            kind: 'x',
            text: 'Gửi bước a',
            at: '2027-05-05T05:05:00.000Z',
            effectiveAt: '2027-04-01T00:00:00.000Z',
            actorName: 'Bà B',
          },
        ],
      },
    });
    answers.set('GET /messages', { body: { items: [] } });
    const { out } = await antq(['unit', 'show', 'U1', '--cycle', 'c']);
    expect(out).toMatch(/│ a .*│ xong, TRỄ HẠN/);
    expect(out).toMatch(/│ a2 .*│ xong, sau ngày đề nghị\*/);
    expect(out).toMatch(/│ b .*│ chờ, QUÁ HẠN/);
    expect(out).toMatch(/│ d .*│ bị trả lại/);
    expect(out).not.toMatch(/│ d .*QUÁ HẠN/);
    expect(out).toMatch(/│ e .*│ mở từ 01\/08\/2027/);
    expect(out).toMatch(/│ g .*│ không nộp/);
    expect(out).toMatch(/│ h .*│ không yêu cầu/);
    expect(out).toMatch(/│ i .*│ không nộp/);
    expect(out.match(/QUÁ HẠN/g)).toHaveLength(1);
    expect(out).toMatch(/│ 01\/04\/2027 07:00 │ +1 │ Gửi bước a/);
    expect(out).not.toContain('05/05/2027');
  });

  it('marks assumed cut-offs, and assumed opening days of what is still ahead', async () => {
    const stage = (name: string, rest: object) => ({
      stage: name,
      name,
      act: 'submit',
      round: 1,
      status: 'awaiting',
      standing: 'working',
      opens: '2027-01-01',
      cutOff: '2027-11-14',
      ...rest,
    });
    const shown = async (...stages: object[]) => {
      const unit = { id: 'U1', name: 'Đơn vị' };
      const year = { cycleId: 'c', unit, standing: 'inside', round: 1, status: 'open', history: [] };
      answers.set('GET /cycles/c/units/U1', {
        body: { ...year, now: '2027-06-01T00:00:00.000Z', stages },
      });
      answers.set('GET /messages', { body: { items: [] } });
      return (await antq(['unit', 'show', 'U1', '--cycle', 'c'])).out;
    };
    const marked = await shown(
      stage('a', { cutOffAssumed: true }),
      stage('b', { standing: 'ahead', opens: '2027-08-01', opensAssumed: true }),
    );
    expect(marked).toMatch(/│ a .*│ 14\/11\/2027\* │ chờ/);
    expect(marked).toMatch(/│ b .*│ 14\/11\/2027 +│ mở từ 01\/08\/2027\*/);
    expect(marked).toContain('* mốc giả định, chưa có văn bản');
    expect(await shown(stage('a', { opensAssumed: true }))).not.toContain('*');
    const ahead = { standing: 'ahead', opens: '2027-08-01', opensAssumed: true };
    expect(await shown(stage('b', ahead))).toContain('* mốc giả định');
  });
});
