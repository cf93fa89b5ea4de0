import { describe, expect, it } from '@jest/globals';
import type { WorkingDayTable } from '#libs/calendar';
import { type ManagementLevel, type ResolvedStage, resolveStages } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { type DigestItem, digestParams, namesPhrase, remainingPhrase } from './digest.js';
import type { ReminderBasis } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

const TABLE: WorkingDayTable = { version: 'test', weekend: [6, 7], holidays: [], workingSwaps: [] };
const pack = loadPack('quang-ngai-2025');

function stageOf(key: string, year: number, level: ManagementLevel = 'tinh'): ResolvedStage {
  const stage = resolveStages(pack, year, { managedBy: level }).find((each) => each.key === key);
  if (stage === undefined) throw new Error(`no stage ${key}`);
  return stage;
}

const basis = {
  cycle: { id: '51-2026-thu', year: 2026, clockKind: 'rehearsal' } as Cycle,
  book: { pack },
  table: TABLE,
  endDay: '2027-01-31',
} as unknown as ReminderBasis;

const item = (key: string, name: string, more: Partial<DigestItem> & { year?: number } = {}): DigestItem => {
  const stage = stageOf(key, more.year ?? 2026);
  return {
    stage,
    dueDay: stage.due?.lastDay ?? '',
    subject: { unitId: name, unitName: name, state: { stages: {} } } as unknown as AddressedYear,
    addressee: name,
    ...more,
  };
};

const digest = (sendDay: string, ...items: DigestItem[]) => digestParams(basis, items, sendDay);

describe('the words for what remains', () => {
  it.each([
    ['2026-03-24', '2026-03-31', 'còn 7 ngày'],
    ['2026-03-31', '2026-03-31', 'hôm nay là ngày làm việc cuối'],
    ['2026-04-01', '2026-03-31', 'quá hạn 1 ngày'],
    ['2025-08-21', '2025-08-24', 'còn 3 ngày'],
    ['2025-08-22', '2025-08-24', 'hôm nay là ngày làm việc cuối'],
    ['2025-08-23', '2025-08-24', 'còn 1 ngày'],
    ['2025-08-24', '2025-08-24', 'hôm nay là ngày cuối'],
  ])('on %s of %s are "%s"', (today, lastDay, words) => {
    expect(remainingPhrase(today, lastDay, TABLE)).toBe(words);
  });
});

describe('a list of names', () => {
  it('has each once in the order of the alphabet', () => {
    expect(namesPhrase(['Đội 2', 'Ủy ban', 'Đội 10', 'Ăn ninh', 'Đội 2', 'Dân vận'])).toBe(
      'Ăn ninh; Dân vận; Đội 2; Đội 10; Ủy ban',
    );
  });

  it('ends after twenty with the number of the others', () => {
    const names = Array.from({ length: 23 }, (_, index) => `Trường ${index + 1}`);
    const phrase = namesPhrase(names);
    expect(phrase.split('; ')).toHaveLength(20);
    expect(phrase).toMatch(/Trường 20 và 3 đơn vị khác$/);
    expect(namesPhrase(names.slice(0, 20))).not.toContain('khác');
  });
});

describe('the subject of a reminder', () => {
  it.each([
    ['one thing', '2026-03-24', ['q1Plan'], 'Nhắc: Nghị quyết, kế hoạch Quý I, hết ngày 31/3/2026'],
    [
      'several of one day',
      '2026-03-24',
      ['q1Plan', 'registration'],
      'Nhắc: 2 việc đến hạn, hết ngày 31/3/2026',
    ],
    [
      'several of several days',
      '2026-10-23',
      ['unitReport', 'selfScoring'],
      'Nhắc: 2 việc đến hạn, sớm nhất hết ngày 27/10/2026',
    ],
    ['what is overdue', '2026-04-01', ['q1Plan'], 'Quá hạn: Nghị quyết, kế hoạch Quý I, hết ngày 31/3/2026'],
    ['several overdue', '2026-04-01', ['q1Plan', 'registration'], 'Quá hạn: 2 việc'],
    [
      'overdue beside what is coming',
      '2026-10-20',
      ['q1Plan', 'selfScoring', 'unitReport'],
      'Quá hạn: 1 việc, 2 việc khác đến hạn',
    ],
  ])('tells %s', (_what, day, stages, headline) => {
    const items = stages.map((key) => item(key, 'Sở Nội vụ'));
    expect(digest(day, ...items)['headline']).toBe(headline);
  });
});

describe('the lines of a reminder', () => {
  it('name the last working day where the last day is a day off, with the words of the document', () => {
    const params = digest('2025-08-21', item('implementationPlan', 'Sở Nội vụ', { year: 2025 }));
    expect(params['lines']?.split('\n')).toEqual([
      '- Kế hoạch cụ thể hóa Kế hoạch 33/KH-UBND: hết ngày 24/8/2025 (Chủ nhật), còn 3 ngày.',
      '  Ngày cuối là ngày nghỉ (Chủ nhật); ngày làm việc cuối 22/8/2025.',
      expect.stringMatching(/^ {2}Căn cứ: "trước ngày 25\/8\/2025", Kế hoạch 33\/KH-UBND ngày 21\/8\/2025/),
      '  Tiếp nhận đến hết ngày 31/10/2025 (*).',
      '  Gửi về: Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu).',
    ]);
    expect(params['assumed']).toBe('yes');
  });

  it('say why the reminder comes on another day, where a named day off moved it', () => {
    const holidays = [{ date: '2026-11-24', name: 'Ngày Văn hóa Việt Nam', assumed: true }];
    const withHoliday = { ...basis, table: { ...TABLE, holidays } };
    const linesOf = (movedFrom: string) =>
      digestParams(withHoliday, [{ ...item('recognition', 'UBND xã'), movedFrom }], '2026-11-23')['lines'];
    expect(linesOf('2026-11-24')).toContain(
      'Lời nhắc này dời từ Thứ Ba 24/11/2026: ngày nghỉ (Ngày Văn hóa Việt Nam, giả định).',
    );
    expect(linesOf('2026-11-22')).not.toContain('dời từ');
  });

  it('mark every day that no document names', () => {
    const params = digest('2026-10-20', item('selfScoring', 'Sở Nội vụ'));
    expect(params['lines']).toContain('hết ngày 27/10/2026 (Thứ Ba) (*), còn 7 ngày.');
    expect(params['lines']).toContain('Căn cứ: mốc giả định, chưa có văn bản.');
    expect(params['assumed']).toBe('yes');
  });

  it('carry no mark where every day has its document', () => {
    const bare = stageOf('provinceReport', 2026);
    const params = digest('2026-11-11', item('provinceReport', 'Công an tỉnh', { stage: bare }));
    expect(params['lines']).not.toContain('(*)');
    expect(params['assumed']).toBe('');
  });

  it('tell a grace beside the day that holds for all, and a cut-off that moves along', () => {
    const params = digest('2026-11-16', item('registration', 'Sở Nội vụ', { dueDay: '2026-11-20' }));
    expect(params['lines']?.split('\n').slice(0, 3)).toEqual([
      '- Đăng ký phong trào, tiêu chuẩn, điển hình: hết ngày 20/11/2026 (Thứ Sáu), còn 4 ngày.',
      expect.stringMatching(/^ {2}Đã được gia hạn\. Hạn chung: hết ngày 31\/3\/2026 \(Thứ Ba\); căn cứ: /),
      '  Tiếp nhận đến hết ngày 20/11/2026.',
    ]);
  });

  it('say of what went back that it did, and of what is overdue how long it is still taken in', () => {
    const returned = { state: { stages: { registration: { status: 'returned', round: 1 } } } };
    const subject = { unitId: 'QN1', unitName: 'Sở Nội vụ', ...returned } as unknown as AddressedYear;
    const back = digest('2026-04-02', item('registration', 'Sở Nội vụ', { dueDay: '2026-04-10', subject }));
    expect(back['lines']?.split('\n').slice(1, 3)).toEqual([
      '  Đã bị trả lại, cần nộp lại hết ngày 10/4/2026 (Thứ Sáu).',
      expect.stringMatching(/^ {2}Hạn chung: hết ngày 31\/3\/2026 \(Thứ Ba\); căn cứ: /),
    ]);
    const late = digest('2026-04-01', item('q1Plan', 'Sở Nội vụ'));
    expect(late['lines']).toContain('\n  Chỉ còn tiếp nhận đến hết ngày 15/11/2026');
  });

  it('list for an office the units of each step together, and its own papers without a list', () => {
    const office = { addressee: 'UBND xã' };
    const params = digest(
      '2026-03-24',
      item('recognition', 'Trạm Y tế', office),
      item('recognition', 'Bưu điện', office),
      item('communePlan', 'UBND xã', office),
    );
    expect(params['addressee']).toBe('UBND xã');
    const [own, others] = (params['lines'] ?? '').split('\n- ');
    expect(own).not.toContain('đơn vị:');
    expect(others).toMatch(/^Quyết định công nhận.*\n[\s\S]* {2}2 đơn vị: Bưu điện; Trạm Y tế\.$/);
  });

  it('address an account that serves several by their names, and many of them in common', () => {
    const names = ['Sở A', 'Sở B', 'Sở C', 'Sở D'];
    const few = digest('2026-03-24', ...names.slice(0, 2).map((name) => item('q1Plan', name)));
    expect(few['addressee']).toBe('Sở A; Sở B');
    expect(few['lines']).toContain('2 đơn vị: Sở A; Sở B.');
    expect(digest('2026-03-24', ...names.map((name) => item('q1Plan', name)))['addressee']).toBe(
      'Quý cơ quan, đơn vị',
    );
  });
});
