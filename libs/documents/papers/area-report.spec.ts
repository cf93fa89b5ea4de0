import { describe, expect, it } from '@jest/globals';
import type { DocumentUnit } from '#libs/application';
import { loadPack } from '../../policy/packs.support.js';
import { textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';
import { inputOf, paperLines, unitOf } from './papers.support.js';

const SCHOOL = unitOf('QN0030', 'Trường THPT số 2 Xã Tịnh Khê');
const COMPANY = unitOf('QN0031', 'Công ty cổ phần Đường', { lost: 10, recognised: false });
const UNITS: readonly DocumentUnit[] = [
  {
    ...SCHOOL,
    entries: [
      {
        id: 'm1',
        register: 'models',
        effectiveOn: '2026-02-20',
        data: { name: 'Cổng trường', status: 'new' },
      },
      {
        id: 'm2',
        register: 'models',
        effectiveOn: '2026-02-20',
        data: { name: 'Ký túc xá', status: 'kept' },
      },
      {
        ...{ id: 'a1', register: 'activities', effectiveOn: '2026-03-01' },
        data: { task: 'training', name: 'Tập huấn', sessions: 2, participants: 30 },
      },
    ],
  },
  { ...COMPANY, profile: { ...COMPANY.profile, kind: 'doanh-nghiep' } },
];

describe('the report of the province', () => {
  it('goes to the ministry through its department, about the directive that asks for it', () => {
    const lines = paperLines('provinceReport', UNITS);
    expect(lines).toContain('Kính gửi: Bộ Công an (qua Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc)');
    expect(lines).toContain(
      'Tình hình, kết quả thực hiện Chỉ thị số 06/CT-BCA-V05 ngày 07 tháng 5 năm 2025 của Bộ trưởng Bộ Công an, năm 2026',
    );
  });

  it('tells the tasks of the directive in its order, with the figures of the registers', () => {
    const lines = paperLines('provinceReport', UNITS);
    const tasks = lines.filter((line) => /^[1-6]\. (?!Đơn|\d)/.test(line));
    // By the headings of Chỉ thị 06, written by hand.
    expect(tasks).toEqual([
      '1. Nâng cao nhận thức của cả hệ thống chính trị về phong trào',
      '2. Đổi mới nội dung, hình thức, biện pháp tuyên truyền',
      '3. Xây dựng, nhân rộng mô hình, điển hình tiên tiến',
      '4. Xây dựng lực lượng bảo vệ và các tổ chức quần chúng tự quản',
      '5. Phối hợp giữa các lực lượng',
      '6. Hướng dẫn, kiểm tra, sơ kết, tổng kết',
    ]);
    const after = (task: number, next: number) =>
      lines.slice(lines.indexOf(tasks[task - 1] ?? '') + 1, lines.indexOf(tasks[next - 1] ?? ''));
    expect(after(3, 4)).toEqual([
      '- Mô hình: 2 lần ghi của 1 đơn vị (Xây dựng mới: 1; Duy trì: 1).',
      expect.stringMatching(/^- Gắn với phong trào thi đua.*: chưa ghi nhận\.$/),
      'Kết quả khác: ……',
    ]);
    expect(after(4, 5)[1]).toMatch(/^- .*: 1 lần ghi của 1 đơn vị \(.*: 1; .*: 2; .*: 30\)\.$/);
  });

  it('tells units by kind, with the sum of all', () => {
    const lines = paperLines('provinceReport', UNITS);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Cơ sở giáo dục | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 0',
        'Doanh nghiệp | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 0',
        'Cộng | 2 | 2 | 1 | 1 | 0 | 0 | 1 | 0',
      ]),
    );
  });

  it('tells units by the body above them, those without one last; no table where none is known', () => {
    const health = { ...unitOf('QN0040', 'Trạm Y tế'), superior: 'Sở Y tế' };
    const lines = paperLines('provinceReport', [COMPANY, health, { ...SCHOOL, superior: 'Sở Giáo dục' }]);
    const from = lines.indexOf('Kết quả theo ngành (cơ quan chủ quản):');
    expect(lines.slice(from + 1, from + 5)).toEqual([
      'Sở Giáo dục | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 0',
      'Sở Y tế | 1 | 1 | 1 | 1 | 0 | 0 | 0 | 0',
      'Không có, chưa ghi | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 0',
      'Cộng | 3 | 3 | 2 | 2 | 0 | 0 | 1 | 0',
    ]);
    expect(paperLines('provinceReport', UNITS).join('\n')).not.toContain('chủ quản');
  });

  it('of a year that no directive asks for goes by its recipients, with no tasks', () => {
    const units = UNITS.map((unit) => ({ ...unit, steps: [] }));
    const lines = textLines(paperLayout(inputOf('provinceReport', units, loadPack('quang-ngai-2021'))));
    expect(lines).toContain('1. Thực hiện các bước trong năm');
    expect(lines.join('\n')).not.toMatch(/Kính gửi|Chỉ thị số 06/);
  });
});
