import { describe, expect, it } from '@jest/globals';
import type { DocumentInput } from '#libs/application';
import { blocksOf, textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';
import { inputOf, PACK, textsOf, unitOf } from './papers.support.js';

const UNITS = [unitOf('QN0030', 'Trường THPT số 2 Xã Tịnh Khê')];
const FORM = textsOf(PACK, 2026, true).form;
const withTexts = (kind: 'communeReport' | 'provinceReport', isGathering: boolean, only?: string) => {
  const texts = textsOf(PACK, 2026, isGathering);
  const offices = texts.offices.filter(({ body }) => only === undefined || body.communeName === only);
  return { ...inputOf(kind, UNITS), texts: { ...texts, offices } } as DocumentInput;
};
const after = (lines: readonly string[], head: string, count: number) =>
  lines.slice(lines.indexOf(head) + 1, lines.indexOf(head) + 1 + count);

describe('the report that gathers what communes have answered', () => {
  const lines = textLines(paperLayout(withTexts('provinceReport', true)));

  it('has each answer at its task under the name of its commune, and names who has not answered', () => {
    const at = lines.indexOf('1. Nâng cao nhận thức của cả hệ thống chính trị về phong trào');
    const next = lines.indexOf('2. Đổi mới nội dung, hình thức, biện pháp tuyên truyền');
    expect(lines.slice(at + 1, next).filter((line) => !line.startsWith('- '))).toEqual([
      'Xã Bình Sơn: Quán triệt Chỉ thị tại 12 thôn.',
      'Phát 300 tờ rơi.',
      'Xã Tịnh Khê: Tổ chức 02 hội nghị.',
      'Chưa có trả lời: Phường Trương Quang Trọng.',
    ]);
  });

  it('leaves a line to be filled in where nobody has answered', () => {
    const at = lines.indexOf('2. Đổi mới nội dung, hình thức, biện pháp tuyên truyền');
    const next = lines.indexOf('3. Xây dựng, nhân rộng mô hình, điển hình tiên tiến');
    const told = lines.slice(at + 1, next).filter((line) => !line.startsWith('- '));
    expect(told).toEqual([expect.stringMatching(/^Kết quả khác/)]);
  });

  it('has the other parts of the form where the report has them', () => {
    expect(after(lines, 'IV. PHƯƠNG HƯỚNG, KIẾN NGHỊ', 2)).toEqual([
      'Xã Bình Sơn: Đề nghị tập huấn sớm.',
      'Chưa có trả lời: Xã Tịnh Khê; Phường Trương Quang Trọng.',
    ]);
    expect(after(lines, 'III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN', 1)).toEqual([
      expect.stringMatching(/^Tồn tại/),
    ]);
  });

  it('tells what a commune notes to a figure, and counts on as before', () => {
    expect(lines).toContain('- Xã Bình Sơn, Được công nhận: Còn 01 đơn vị có quyết định bằng giấy.');
    const counted = textLines(paperLayout(inputOf('provinceReport', UNITS)));
    const sums = (all: readonly string[]) => all.filter((line) => line.includes('công nhận 1/1'));
    expect(sums(lines)).toEqual(sums(counted));
    expect(sums(lines)).toHaveLength(1);
  });
});

describe('the report of one commune', () => {
  const lines = textLines(paperLayout(withTexts('communeReport', false, 'Xã Bình Sơn')));

  it('has its own words without its name before each', () => {
    expect(lines).toContain('Đề nghị tập huấn sớm.');
    expect(lines).toContain('- Được công nhận: Còn 01 đơn vị có quyết định bằng giấy.');
    expect(lines.filter((line) => line.startsWith('Chưa có trả lời'))).toEqual([]);
  });
});

describe('the table of answers', () => {
  const layout = paperLayout(inputOf('reportAnswers', UNITS));
  const tables = blocksOf(layout).flatMap((block) => (block.kind === 'table' ? [block.table] : []));

  it('has a row for each commune and a column for each task, with the mark of those that no document names', () => {
    const [side] = tables;
    expect(side?.columns.map(({ head }) => head)).toEqual([
      ...['TT', 'Xã, phường, đặc khu', 'Báo cáo'],
      ...FORM.tasks.map(({ text, status }) => (status === 'assumed' ? `${text}*` : text)),
    ]);
    expect(side?.rows.map(({ cells }) => [cells[1], cells[2], cells[3], cells.at(-1)])).toEqual([
      ['Xã Bình Sơn', 'đã gửi', 'Quán triệt Chỉ thị tại 12 thôn.\nPhát 300 tờ rơi.', 'Đề nghị tập huấn sớm.'],
      ['Xã Tịnh Khê', 'đã gửi', 'Tổ chức 02 hội nghị.', ''],
      ['Phường Trương Quang Trọng', 'quá hạn', '', ''],
    ]);
  });

  it('lists apart who has left what unanswered, and what is noted to figures', () => {
    const [, left, notes] = tables;
    expect(left?.rows.map(({ cells }) => [cells[1], cells[3]])).toEqual([
      ['Xã Bình Sơn', expect.stringMatching(/^Đổi mới .+; Tồn tại, hạn chế, nguyên nhân$/)],
      ['Xã Tịnh Khê', expect.stringMatching(/^Đổi mới /)],
      ['Phường Trương Quang Trọng', 'chưa trả lời nội dung nào'],
    ]);
    expect(notes?.rows.map(({ cells }) => cells.slice(1))).toEqual([
      ['Xã Bình Sơn', 'đã gửi', 'Được công nhận', 'Còn 01 đơn vị có quyết định bằng giấy.'],
    ]);
  });
});
