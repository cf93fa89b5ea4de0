import { describe, expect, it } from '@jest/globals';
import type { ReportInput } from '#libs/application';
import { textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';
import { inputOf, unitOf } from './papers.support.js';

const TEXT = 'Số liệu chốt lúc 17:00 ngày 04/11/2026, mã 4f0c-91ab';
const NAMING = { name: 'Báo cáo năm', text: TEXT };
const LATE = unitOf('QN0032', 'Trạm Y tế', { done: ['registration'] });

function linesOf(more: Pick<ReportInput, 'freeze' | 'latestFreeze'>): string[] {
  const input = inputOf('provinceReport', [unitOf('QN0030', 'Trường THPT số 2'), LATE]);
  if (!('figures' in input)) throw new Error('no report');
  return textLines(paperLayout({ ...input, ...more }));
}

describe('a report of figures that were kept', () => {
  const unit = (no: number) => ({ unitId: `QN${no}`, name: `Đơn vị ${no}` });
  const changes = [
    {
      figure: 'recognised',
      name: 'Được công nhận',
      before: 118,
      after: 121,
      came: [unit(1), unit(2), unit(3)],
    },
    { figure: 'classes.kha', name: 'Phân loại Khá', before: 9, after: 9, came: [unit(4)], gone: [unit(5)] },
    { figure: 'targets.registered', name: 'Đăng ký: đạt', before: 40, after: 38 },
  ];
  const lines = linesOf({ freeze: { ...NAMING, isIntact: true, changes } });

  it('cites instant and code under its title and in its notes', () => {
    expect(lines.filter((line) => line === TEXT)).toHaveLength(1);
    expect(lines).toContain(`“Báo cáo năm”: ${TEXT}.`);
    expect(lines).toContain('Sau chốt: Được công nhận +3; Phân loại Khá ±0; Đăng ký: đạt -2.');
  });

  it('tells in an annex of its own what came after, with names', () => {
    expect(lines).toEqual(
      expect.arrayContaining([
        'Phụ lục I',
        'Danh sách đơn vị chưa thực hiện: Báo cáo kết quả',
        'Phụ lục II',
        'Thay đổi sau khi chốt số liệu',
        'Được công nhận | 118 | 121 | +3 | Thêm: Đơn vị 1 (QN1); Đơn vị 2 (QN2); Đơn vị 3 (QN3)',
        'Phân loại Khá | 9 | 9 | ±0 | Thêm: Đơn vị 4 (QN4). Bớt: Đơn vị 5 (QN5)',
        'Đăng ký: đạt | 40 | 38 | -2 | ',
      ]),
    );
  });

  it('names twenty units and counts the rest', () => {
    const came = Array.from({ length: 23 }, (_, at) => unit(at + 1));
    const [row] = linesOf({
      freeze: {
        ...{ ...NAMING, isIntact: true },
        changes: [{ figure: 'units', name: 'Số đơn vị', before: 1, after: 24, came }],
      },
    }).filter((line) => line.startsWith('Số đơn vị | '));
    expect(row).toMatch(/; Đơn vị 20 \(QN20\) và 3 đơn vị khác$/);
  });

  it('says so where nothing came after', () => {
    const quiet = linesOf({ freeze: { ...NAMING, isIntact: true, changes: [] } });
    expect(quiet).toContain('Sau chốt: không có thay đổi.');
    expect(quiet).toContain('Phụ lục');
    expect(quiet).not.toContain('Thay đổi sau khi chốt số liệu');
  });
});

describe('a report of figures that are not what was kept', () => {
  it('says so beside the code', () => {
    const told = (isIntact: boolean) => linesOf({ freeze: { ...NAMING, isIntact, changes: [] } });
    expect(told(false)).toContain('LƯU Ý: nội dung đang lưu không khớp với mã đã chốt.');
    expect(told(true).join('\n')).not.toContain('LƯU Ý');
  });
});

describe('a report of the figures of now', () => {
  it('names those that were kept last, and none where none were', () => {
    expect(linesOf({ latestFreeze: NAMING })).toContain(
      `Số liệu lúc lập, chưa chốt. Lần chốt gần nhất “Báo cáo năm”: ${TEXT}.`,
    );
    expect(linesOf({}).join('\n')).not.toMatch(/chốt/);
  });
});
