import { describe, expect, it } from '@jest/globals';
import type { WorkingDayTable } from '#libs/calendar';
import { type ManagementLevel, type ResolvedStage, resolveStages } from '#libs/policy';
import { mailText } from '../../../test/support/mail-text.js';
import { loadPack } from '../../policy/packs.support.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Office } from '../units/units.port.js';
import type { Receiver } from './desk.js';
import { digestParams } from './digest.js';
import type { DigestItem } from './digest.types.js';
import { namesPhrase } from './digest-item.js';
import type { ReminderBasis } from './due-lines.js';
import type { AddressedYear } from './reminders.port.js';

const TABLE: WorkingDayTable = { version: 'test', weekend: [6, 7], holidays: [], workingSwaps: [] };
const pack = loadPack('quang-ngai-2025');
const stagesAt = (year: number, level: ManagementLevel) => resolveStages(pack, year, { managedBy: level });

function stageOf(key: string, year: number, level: ManagementLevel = 'tinh'): ResolvedStage {
  const stage = stagesAt(year, level).find((each) => each.key === key);
  if (stage === undefined) throw new Error(`no stage ${key}`);
  return stage;
}

const basis = {
  cycle: { id: '51-2026-thu', year: 2026, clockKind: 'rehearsal' } as Cycle,
  book: {
    pack,
    levels: { tinh: { stages: stagesAt(2026, 'tinh') }, xa: { stages: stagesAt(2026, 'xa') } },
    of: ({ managedBy }: AddressedYear) => ({ stages: stagesAt(2026, managedBy) }),
  },
  table: TABLE,
  endDay: '2027-01-31',
} as unknown as ReminderBasis;

type More = Partial<DigestItem> & { readonly year?: number; readonly level?: ManagementLevel };
const item = (key: string, name: string, { year = 2026, level = 'tinh', ...more }: More = {}): DigestItem => {
  const stage = stageOf(key, year, level);
  return {
    stage,
    dueDay: stage.due?.lastDay ?? '',
    subject: {
      ...{ cycleId: '51-2026-thu', unitId: 'QN0001', unitName: name, managedBy: level },
      state: { stages: {} },
    } as unknown as AddressedYear,
    addressee: name,
    ...more,
  };
};

const POLICE = {
  ...{ code: 'CA1', kind: 'commune-police', name: 'Công an phường Nghĩa Lộ' },
  ...{ address: '12 Trần Phú', telephone: '0255 000 0009', email: 'ca@phuong.example.test' },
} as Office;
const toPolice = (assumed: boolean): Receiver => ({ name: POLICE.name, assumed, office: POLICE });

/** A mail of one day, as it is read. */
const digest = (day: string, ...items: DigestItem[]) =>
  mailText('reminders', digestParams(basis, { items, others: [], office: POLICE }, day));
const subjectOf = (text: string) => text.split('\n', 1)[0];

describe('the words for what remains', () => {
  it.each([
    ['2026-10-28', '2026-11-04', 'còn 7 ngày'],
    ['2026-11-04', '2026-11-04', 'hôm nay là ngày làm việc cuối'],
    ['2026-11-05', '2026-11-04', 'quá hạn 1 ngày'],
    ['2025-08-21', '2025-08-24', 'còn 3 ngày'],
    ['2025-08-22', '2025-08-24', 'hôm nay là ngày làm việc cuối'],
    ['2025-08-23', '2025-08-24', 'còn 1 ngày'],
    ['2025-08-24', '2025-08-24', 'hôm nay là ngày cuối'],
  ])('on %s of %s are "%s"', (today, dueDay, words) => {
    expect(digest(today, item('unitReport', 'Sở Nội vụ', { dueDay }))).toContain(`, ${words}.`);
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
    ['one thing', '2026-03-24', ['q1Plan'], 'Nhắc: Quý I (hết 31/3*)'],
    [
      'several of one day',
      '2026-03-24',
      ['q1Plan', 'registration'],
      'Nhắc: Quý I (hết 31/3*), Đăng ký (hết 31/3)',
    ],
    [
      'several of several days, with the mark of the assumed one',
      '2026-10-23',
      ['unitReport', 'selfScoring'],
      'Nhắc: Tự chấm (hết 27/10*), Báo cáo (hết 04/11)',
    ],
    ['what is overdue', '2026-11-05', ['unitReport'], 'Quá hạn: Báo cáo (hết 04/11)'],
    [
      'what is past a day that no document sets',
      '2026-10-28',
      ['selfScoring'],
      'Quá ngày đề nghị: Tự chấm (hết 27/10*)',
    ],
    [
      'overdue before past a proposed day before what is coming',
      '2026-11-09',
      ['dossier', 'selfScoring', 'unitReport'],
      'Quá hạn: Báo cáo (hết 04/11); Quá ngày đề nghị: Tự chấm (hết 27/10*); Nhắc: Hồ sơ (hết 18/11*)',
    ],
  ])('tells %s', (_what, day, stages, headline) => {
    const items = stages.map((key) => item(key, 'Sở Nội vụ'));
    expect(subjectOf(digest(day, ...items))).toBe(`[DIỄN TẬP] [ANTQ 2026] ${headline}`);
  });

  it('tells an opening notice in words of its own', () => {
    const text = digest('2026-10-01', item('selfScoring', 'Sở Nội vụ', { opening: true }));
    expect(subjectOf(text)).toBe('[DIỄN TẬP] [ANTQ 2026] Bắt đầu: Tự chấm (hết 27/10*)');
    expect(text).toContain('Bắt đầu 01 nhiệm vụ của năm 2026');
    expect(text).toContain('  Nhận từ ngày 01/10/2026 (*).');
    expect(text).not.toMatch(/chưa hoàn thành|Lời nhắc này/);
  });
});

describe('the lines of a reminder', () => {
  const linesOf = (text: string, name: string) => {
    const lines = text.split('\n');
    const from = lines.indexOf(`- ${name}`);
    return lines.slice(from, lines.indexOf('', from));
  };

  it('name the last working day where the last day is a day off, with the words of the document', () => {
    const receiver = { name: 'Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu)', assumed: false };
    const plan = item('implementationPlan', 'Sở Nội vụ', { year: 2025, receiver });
    expect(linesOf(digest('2025-08-21', plan), 'Kế hoạch cụ thể hóa Kế hoạch 33/KH-UBND')).toEqual([
      '- Kế hoạch cụ thể hóa Kế hoạch 33/KH-UBND',
      '  Hạn: hết ngày 24/8/2025 (Chủ nhật), còn 3 ngày.',
      '  Ngày cuối là ngày nghỉ (Chủ nhật); ngày làm việc cuối 22/8/2025.',
      '  Tiếp nhận đến hết ngày 31/10/2025 (*).',
      '  Gửi: Kế hoạch cụ thể hóa của đơn vị.',
      '  Gửi về: Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu).',
      '  Nhiệm vụ: Kế hoạch 33/KH-UBND ngày 21/8/2025, đoạn kết.',
      '  Căn cứ của ngày: “trước ngày 25/8/2025”, Kế hoạch 33/KH-UBND ngày 21/8/2025, đoạn kết.',
    ]);
  });

  it('tell the duty that a document orders apart from the day that none sets, and what the day is for', () => {
    const scoring = item('selfScoring', 'Trạm Y tế', { level: 'xa', receiver: toPolice(true) });
    expect(linesOf(digest('2026-10-20', scoring), 'Cơ sở tự chấm điểm')).toEqual([
      '- Cơ sở tự chấm điểm',
      '  Ngày đề nghị: hết ngày 27/10/2026 (Thứ Ba) (*), còn 7 ngày.',
      '  Tiếp nhận đến hết ngày 18/11/2026 (*).',
      '  Gửi: Bảng chấm điểm (cột Cơ sở tự chấm).',
      '  Gửi về (*): Công an phường Nghĩa Lộ, 12 Trần Phú, điện thoại 0255 000 0009.',
      '  Nhiệm vụ: Kế hoạch 33/KH-UBND ngày 21/8/2025, Phụ lục Tiêu chí đánh giá.',
      '  Căn cứ của ngày: ngày đề nghị (*), chưa có văn bản ấn định; để kịp Báo cáo tổng hợp của UBND xã, phường, đặc khu (“trước ngày 05/11 hằng năm”).',
    ]);
  });

  it('quote what a document says of a time without a day', () => {
    expect(digest('2026-03-24', item('q1Plan', 'Sở Nội vụ'))).toContain(
      '  Căn cứ của ngày: “Quý I hằng năm”, Kế hoạch 33/KH-UBND ngày 21/8/2025, Phụ lục, tiêu chí 1; ngày cụ thể là đề nghị (*)',
    );
  });

  it('mark papers and a duty that no document names', () => {
    const text = digest('2026-11-16', item('dossier', 'Sở Nội vụ'));
    expect(text).toContain('  Gửi (*): Tờ trình; Báo cáo kết quả (ký, đóng dấu); ');
    expect(text).toContain('  Nhiệm vụ: chưa có văn bản quy định riêng (*).');
    expect(text).toContain('“trước ngày 30/11”');
  });

  it('carry no mark where every day has its document', () => {
    const text = digest('2026-11-11', item('provinceReport', 'Công an tỉnh'));
    expect(text).not.toContain('(*)');
  });

  it('tell a grace beside the day that holds for all, and a cut-off that moves along', () => {
    const text = digest('2026-11-16', item('registration', 'Sở Nội vụ', { dueDay: '2026-11-20' }));
    expect(linesOf(text, 'Đăng ký phong trào, tiêu chuẩn, điển hình').slice(1, 4)).toEqual([
      '  Hạn: hết ngày 20/11/2026 (Thứ Sáu), còn 4 ngày.',
      '  Đã được gia hạn. Hạn chung: hết ngày 31/3/2026 (Thứ Ba).',
      '  Tiếp nhận đến hết ngày 20/11/2026.',
    ]);
    expect(text).toContain('  Căn cứ của hạn chung: “Quý I”, Thông tư 124/2021/TT-BCA');
  });

  it('say of what went back that it did, and of what is overdue how long it is still taken in', () => {
    const returned = { state: { stages: { registration: { status: 'returned', round: 1 } } } };
    const subject = {
      unitId: 'QN1',
      unitName: 'Sở Nội vụ',
      cycleId: 'c',
      ...returned,
    } as unknown as AddressedYear;
    const back = digest('2026-04-02', item('registration', 'Sở Nội vụ', { dueDay: '2026-04-10', subject }));
    expect(subjectOf(back)).toContain('Bị trả lại: Đăng ký (hết 10/4)');
    expect(linesOf(back, 'Đăng ký phong trào, tiêu chuẩn, điển hình').slice(2, 4)).toEqual([
      '  Đã bị trả lại, cần nộp lại hết ngày 10/4/2026 (Thứ Sáu).',
      '  Hạn chung: hết ngày 31/3/2026 (Thứ Ba).',
    ]);
    const late = digest('2026-04-01', item('q1Plan', 'Sở Nội vụ'));
    expect(late).toContain('\n  Chỉ còn tiếp nhận đến hết ngày 15/11/2026 (*).');
  });

  it('mark who gives the classes while no document says who does', () => {
    const assumed = loadPack('quang-ngai-2027');
    const named: typeof assumed = {
      ...assumed,
      readings: assumed.readings.map((each) => ({ ...each, status: 'binding' as const })),
      documents: assumed.documents.map((each) => ({ ...each, status: 'binding' as const })),
    };
    const dutyUnder = (rules: typeof assumed, key: string) => {
      const stages = resolveStages(rules, 2027, { managedBy: 'xa' });
      const stage = stages.find((each) => each.key === key);
      if (stage === undefined) throw new Error(`no stage ${key}`);
      const book = { pack: rules, levels: { tinh: { stages }, xa: { stages } }, of: () => ({ stages }) };
      const told = { ...item('recognition', 'Trường Một'), stage, dueDay: '2027-11-29' };
      const content = { items: [{ ...told, addressee: 'Ban Chỉ đạo' }], others: [], office: POLICE };
      const text = mailText(
        'reminders',
        digestParams({ ...basis, book } as unknown as ReminderBasis, content, '2027-11-26'),
      );
      return /^ *Nhiệm vụ: .*$/m.exec(text)?.[0];
    };
    expect(dutyUnder(assumed, 'classification')).toMatch(/510.*; cơ quan quyết định là giả định \(\*\)\.$/);
    expect(dutyUnder(named, 'classification')).not.toContain('giả định');
    expect(dutyUnder(assumed, 'recognition')).not.toContain('giả định');
  });

  it('list for an office the units of each step together, and its own papers without a list', () => {
    const office = { addressee: 'UBND xã' };
    const text = digest(
      '2026-03-24',
      item('recognition', 'Trạm Y tế', office),
      item('recognition', 'Bưu điện', office),
      item('communePlan', 'UBND xã', office),
    );
    expect(text).toContain('Kính gửi: UBND xã\n');
    expect(text).toContain('Còn 02 việc chờ giải quyết của năm 2026');
    const [, own, others] = text.split('\n- ');
    expect(own).not.toContain('đơn vị:');
    expect(others).toMatch(/^Quyết định công nhận.*\n[\s\S]* {2}2 đơn vị: Bưu điện; Trạm Y tế\.\n/);
  });

  it('address an account that serves several by their names, and many of them in common', () => {
    const names = ['Sở A', 'Sở B', 'Sở C', 'Sở D'];
    const few = digest('2026-03-24', ...names.slice(0, 2).map((name) => item('q1Plan', name)));
    expect(few).toContain('Kính gửi: Sở A; Sở B\n');
    expect(few).toContain('2 đơn vị: Sở A; Sở B.');
    expect(digest('2026-03-24', ...names.map((name) => item('q1Plan', name)))).toContain(
      'Kính gửi: Quý cơ quan, đơn vị\n',
    );
  });
});

describe('what stands in every reminder', () => {
  const both = (day: string) =>
    mailText(
      'reminders',
      digestParams(
        basis,
        {
          items: [item('selfScoring', 'Sở Nội vụ')],
          others: [item('registration', 'Sở Nội vụ')],
          office: POLICE,
        },
        day,
      ),
    );

  it('is everything that is owed', () => {
    const text = both('2026-11-02');
    expect(subjectOf(text)).toBe(
      '[DIỄN TẬP] [ANTQ 2026] Quá ngày đề nghị: Tự chấm (hết 27/10*); còn 1 việc khác',
    );
    expect(text).toContain('Đơn vị còn 02 nhiệm vụ chưa hoàn thành của năm 2026');
    expect(text).toContain(
      'Việc khác còn phải làm:\n\n- Đăng ký phong trào, tiêu chuẩn, điển hình. Hạn: hết ngày 31/3/2026 (Thứ Ba), quá hạn 216 ngày.\n',
    );
  });

  it('is no lateness of what is only asked for', () => {
    const festival = item('festival', 'Sở Nội vụ');
    const content = { items: [item('selfScoring', 'Sở Nội vụ')], others: [festival], office: POLICE };
    const text = mailText('reminders', digestParams(basis, content, '2026-11-02'));
    expect(text).toContain('Đơn vị còn 01 nhiệm vụ chưa hoàn thành của năm 2026');
    expect(text).not.toContain('Việc khác còn phải làm');
    expect(text).toContain(
      'Được đề nghị gửi, không văn bản nào buộc gửi:\n\n- “Ngày hội toàn dân bảo vệ an ninh Tổ quốc” 19/8. Ngày đề nghị: hết ngày 31/8/2026 (Thứ Hai) (*), vẫn tiếp nhận.\n',
    );
  });

  it('is that what is told alone is only asked for', () => {
    const text = digest('2026-08-24', item('festival', 'Sở Nội vụ'));
    expect(text).toContain('Năm 2026: 01 việc được đề nghị gửi\n');
    expect(text).toContain('Việc này được đề nghị gửi, không văn bản nào buộc gửi.');
  });

  it('is who answers, by name, address and telephone, and how to tell of what went on paper', () => {
    const text = both('2026-11-02');
    expect(text).toContain('Đã gửi bằng giấy? Trả lời thư này, ghi số, ngày văn bản.');
    expect(text).toContain(
      'Cần hỏi, cần báo: Công an phường Nghĩa Lộ, 12 Trần Phú\nĐiện thoại: 0255 000 0009\nThư: ca@phuong.example.test',
    );
  });

  it('is that a rehearsal is one', () => {
    expect(both('2026-11-02')).toContain('\nDIỄN TẬP. Thư của một chu kỳ diễn tập');
  });
});

describe('a mail to an office that only supervises', () => {
  it('does not read as if it owed the paper', () => {
    const overseen = { addressee: 'Ban Chỉ đạo 138 tỉnh', overseen: true };
    const text = digest('2026-04-07', item('communePlan', 'UBND xã', overseen));
    expect(text).toContain('Thuộc phạm vi theo dõi: 01 việc chưa hoàn thành của năm 2026');
    expect(text).toContain('1 đơn vị: UBND xã.');
    expect(text).not.toContain('Đã gửi bằng giấy');
  });
});
