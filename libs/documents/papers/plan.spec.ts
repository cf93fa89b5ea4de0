import { describe, expect, it } from '@jest/globals';
import type { DocumentUnit } from '#libs/application';
import { loadPack } from '../../policy/packs.support.js';
import { textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';
import { inputOf, PACK, unitOf } from './papers.support.js';

const SCHOOL = unitOf('QN0030', 'Trường THPT số 2 Xã Tịnh Khê');
/** Without Party cell, organisations or guards, and with no sub-units. */
const COMPANY: DocumentUnit = {
  ...unitOf('QN0031', 'Công ty cổ phần Đường'),
  subunits: 0,
  students: 0,
  profile: {
    ...SCHOOL.profile,
    ...{ kind: 'doanh-nghiep', subKind: 'doanh-nghiep', size: 'vua', hasStudents: false },
    ...{ hasParty: false, hasUnion: false, hasMassOrganisations: false, hasGuards: false },
  },
};

const planOf = (unit: DocumentUnit, pack = PACK): string[] =>
  textLines(paperLayout(inputOf('unitPlan', [unit], pack)));

/** The numbered lines of a part, without their numbers. */
const partOf = (lines: readonly string[], from: string, to: string): string[] =>
  lines
    .slice(
      lines.findIndex((line) => line.startsWith(from)) + 1,
      lines.findIndex((line) => line.startsWith(to)),
    )
    .filter((line) => /^\d+\. /.test(line))
    .map((line) => line.replace(/^\d+\. /, ''));

const tasksOf = (unit: DocumentUnit, pack = PACK) =>
  partOf(planOf(unit, pack), 'III. NHIỆM VỤ', 'IV. THỜI GIAN').map((task) => task.split(/[,;]/)[0]);

// By Kế hoạch 33, part II: what it lays upon the unit, in its order; written by hand.
const TASKS = [
  'Xây dựng phong trào là nhiệm vụ thường xuyên của cấp ủy',
  'Đưa nội dung xây dựng phong trào vào chương trình công tác',
  'Nâng cao nhận thức của mọi người trong đơn vị về vị trí',
  'Đổi mới nội dung',
  'Ứng dụng công nghệ số',
  'Sử dụng bảng tin điện tử',
  'Xây dựng',
  'Gắn kết mô hình với các phong trào thi đua',
  'Xây dựng',
  'Phát huy vai trò của tổ tự quản',
  'Thực hiện nghiêm túc quy định về bảo vệ đơn vị và các quy định của pháp luật có liên quan',
  'Ký kết và thực hiện quy chế phối hợp với Công an',
  'Phát huy vai trò của các tổ chức',
  'Nâng cao ý thức cảnh giác',
  'Tham gia phòng cháy',
];

describe('the plan of a unit', () => {
  it('has the duties that the plan of the province lays upon units, by what the unit has', () => {
    expect(tasksOf(SCHOOL)).toEqual(TASKS);
    const without = TASKS.filter((_, at) => at !== 8 && at !== 12);
    expect(tasksOf(COMPANY)).toEqual(without);
  });

  it('aims at what is the unit’s own, and at nothing that the province counts over all of them', () => {
    const aims = (unit: DocumentUnit) => partOf(planOf(unit), 'II. CHỈ TIÊU', 'III. NHIỆM VỤ');
    const own = [
      'Đăng ký thực hiện phong trào toàn dân bảo vệ an ninh Tổ quốc, phấn đấu đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026.',
      expect.stringMatching(/^Người tham gia phong trào trong đơn vị .*: từ 90% trở lên/),
    ];
    expect(aims(SCHOOL)).toEqual([...own, expect.stringMatching(/^Phòng, ban, tổ, đội .*: 100%/)]);
    expect(aims(COMPANY)).toEqual(own);
    const of2021 = planOf({ ...SCHOOL, steps: [] }, loadPack('huong-dan-413-2021')).join('\n');
    expect(of2021).not.toMatch(/toàn tỉnh|90%/);
  });

  it('carries nothing of the table of points', () => {
    const plan = planOf(SCHOOL).join('\n');
    for (const { text } of PACK.criteria) expect(plan).not.toContain(text);
    expect(plan).not.toMatch(/\d điểm|80%|nơi có tổ chức Đảng\) có nghị quyết/);
  });

  it('reports to one office, that of the unit’s level', () => {
    const line = (unit: DocumentUnit) => planOf(unit).find((each) => each.startsWith('4. Định kỳ sơ kết'));
    expect(line(SCHOOL)).toBe(
      '4. Định kỳ sơ kết, tổng kết; báo cáo kết quả về Ủy ban nhân dân xã Tịnh Khê đúng thời gian ở mục IV./.',
    );
    const steps = SCHOOL.steps.map((step) => ({
      ...step,
      stage: { ...step.stage, receiver: 'cong-an-tinh' },
    }));
    expect(line({ ...SCHOOL, steps })).toContain('về Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu) đúng');
  });
});
