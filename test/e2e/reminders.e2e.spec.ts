import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dateOf } from '#libs/calendar';
import type { CommandAnswer } from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { stepTo } from '../support/rehearsal-clock.js';
import { type Answer, type SampleUnit, type Stack, startStack } from '../support/stack.js';
import { applied, bodies, commandsPath, ownRecordsSheet, stepsOf } from '../support/unit-year-driver.js';

/** What a mail says, found by its words alone. */
type Kind =
  | 'nhắc'
  | 'quá hạn'
  | 'sắp hết thời gian tiếp nhận'
  | 'đã hết thời gian tiếp nhận'
  | 'biên nhận'
  | 'trả lại'
  | 'quyết định'
  | 'không nộp'
  | 'địa chỉ hỏng'
  | 'danh sách'
  | 'trang tháng';
/** What offices are told of others; its tables are those of a smaller year. */
const OF_OTHERS: readonly Kind[] = ['địa chỉ hỏng', 'danh sách', 'trang tháng'];

/** Mails of the ladder, whose steps stand as items. */
const REMINDS: readonly Kind[] = [
  'nhắc',
  'quá hạn',
  'sắp hết thời gian tiếp nhận',
  'đã hết thời gian tiếp nhận',
];

/** One mail of the expected table: the day it arrives (MM-DD), what it is, and the steps it names. */
type Line = readonly [day: string, kind: Kind, ...steps: string[]];

/** Steps by the names that the mails use; short names here keep the tables readable. */
const NAMES: Readonly<Record<string, string>> = {
  'Quý I': 'Nghị quyết, kế hoạch Quý I',
  'đăng ký': 'Đăng ký phong trào, tiêu chuẩn',
  'ngày hội': '“Ngày hội',
  'tự chấm': 'Cơ sở tự chấm điểm',
  'báo cáo': 'Báo cáo kết quả',
  'hồ sơ': 'Hồ sơ đề nghị công nhận',
  'thẩm định': 'Thẩm định, cấp trên chấm điểm',
  'kế hoạch 33': 'Kế hoạch cụ thể hóa Kế hoạch 33/KH-UBND',
  'báo cáo Bộ': 'Báo cáo Bộ Công an (qua V05)',
  'tổng kết': 'Tổng kết năm',
};

const FIRST_QUARTER = ['Quý I', 'đăng ký'] as const;

/*
 * The tables below were written by hand from the calendar of 2026 and the ladder of the pack (an opening notice; 30, 14,
 * 7, 3 and 1 days before; the last day; 1 and 7 days after, then every thirtieth day until the cut-off; what falls on a
 * day off goes to the working day before, or after the last day to the next). They are not made by the planner.
 *
 * Q1 plan and registration: open Thu 01/01 (holiday), last day Tue 31/3. 30 days before is Sun 01/3, so Fri 27/02; three
 * days before is Sat 28/3, so Fri 27/3.
 * Festival: opens Wed 01/7, last day Mon 31/8, a day off (swapped with Sat 22/8). Sat 01/8 becomes Fri 31/7; Sun 30/8 and
 * the last day itself become Fri 28/8, the day of the mark of three days.
 * Self-scoring: opens Thu 01/10, last day Tue 27/10; Sat 24/10 becomes Fri 23/10.
 * Report: opens Thu 15/10; of the province's units until Wed 04/11 (Sun 01/11 becomes Fri 30/10), of the communes' units
 * until Fri 30/10 (Sat 31/10 becomes Mon 02/11).
 * Dossier: opens Mon 16/11, last day Wed 18/11, cut-off Fri 20/11.
 * Cut-offs are told seven working days and one before: of the report's Sat 14/11, and with it of the registration's Sun 15/11 and the
 * self-scoring's Wed 18/11, which lie within five days, on Thu 05/11 and Fri 13/11; of the dossier's Fri 20/11 on Thu 19/11, seven days
 * before lie before its opening. On the working day after each: Mon 16/11, Thu 19/11, Mon 23/11.
 */
const OPENING: readonly Line[] = [
  ['01-05', 'nhắc', ...FIRST_QUARTER],
  ['02-27', 'nhắc', ...FIRST_QUARTER],
];
const TO_THE_LAST_DAY: readonly Line[] = [
  ...OPENING,
  ['03-17', 'nhắc', ...FIRST_QUARTER],
  ['03-24', 'nhắc', ...FIRST_QUARTER],
  ['03-27', 'nhắc', ...FIRST_QUARTER],
  ['03-30', 'nhắc', ...FIRST_QUARTER],
  ['03-31', 'nhắc', ...FIRST_QUARTER],
];
const FESTIVAL_TO_THE_LAST_DAY: readonly Line[] = [
  ['07-01', 'nhắc', 'ngày hội'],
  ['07-31', 'nhắc', 'ngày hội'],
  ['08-17', 'nhắc', 'ngày hội'],
  ['08-24', 'nhắc', 'ngày hội'],
  ['08-28', 'nhắc', 'ngày hội'],
];
const days = (kind: Kind, step: string, ...list: string[]): Line[] => list.map((day) => [day, kind, step]);

const ON_TIME: readonly Line[] = [
  ...OPENING,
  ['03-10', 'biên nhận', 'Quý I'],
  ['03-12', 'biên nhận', 'đăng ký'],
  ...days('nhắc', 'ngày hội', '07-01', '07-31', '08-17'),
  ['08-20', 'biên nhận', 'ngày hội'],
  ...days('nhắc', 'tự chấm', '10-01', '10-13'),
  ['10-15', 'nhắc', 'báo cáo'],
  ['10-20', 'nhắc', 'tự chấm'],
  ['10-20', 'biên nhận', 'tự chấm'],
  ['10-21', 'nhắc', 'báo cáo'],
];
const ENDING: readonly Line[] = [
  ['10-26', 'biên nhận', 'báo cáo'],
  ['11-16', 'nhắc', 'hồ sơ'],
  ['11-16', 'biên nhận', 'hồ sơ'],
];

const EXPECTED = {
  onTime: [...ON_TIME, ...ENDING, ['11-24', 'quyết định']],
  lastDay: [
    ...TO_THE_LAST_DAY,
    ['03-31', 'biên nhận', 'Quý I'],
    ['03-31', 'biên nhận', 'đăng ký'],
    ...FESTIVAL_TO_THE_LAST_DAY,
    ['08-31', 'biên nhận', 'ngày hội'],
    ...days('nhắc', 'tự chấm', '10-01', '10-13'),
    ...days('nhắc', 'báo cáo', '10-15', '10-16'),
    ['10-20', 'nhắc', 'tự chấm'],
    ['10-23', 'nhắc', 'tự chấm', 'báo cáo'],
    ['10-26', 'nhắc', 'tự chấm'],
    ['10-27', 'nhắc', 'tự chấm', 'báo cáo'],
    ['10-27', 'biên nhận', 'tự chấm'],
    ...days('nhắc', 'báo cáo', '10-29', '10-30'),
    ['10-30', 'biên nhận', 'báo cáo'],
    ...days('nhắc', 'hồ sơ', '11-16', '11-17', '11-18'),
    ['11-18', 'biên nhận', 'hồ sơ'],
    ['11-25', 'quyết định'],
  ],
  late: [
    ...TO_THE_LAST_DAY,
    // The plan of Quý I is only asked for, like the festival: of a day that has passed nobody is reminded.
    ['04-01', 'quá hạn', 'đăng ký'],
    ['04-02', 'biên nhận', 'Quý I'],
    ['04-06', 'biên nhận', 'đăng ký'],
    ...FESTIVAL_TO_THE_LAST_DAY,
    ['09-04', 'biên nhận', 'ngày hội'],
    ...days('nhắc', 'tự chấm', '10-01', '10-13'),
    ['10-15', 'nhắc', 'báo cáo'],
    ['10-20', 'nhắc', 'tự chấm'],
    ['10-21', 'nhắc', 'báo cáo'],
    ...days('nhắc', 'tự chấm', '10-23', '10-26', '10-27'),
    ['10-28', 'quá hạn', 'tự chấm', 'báo cáo'],
    ['10-29', 'biên nhận', 'tự chấm'],
    ...days('nhắc', 'báo cáo', '10-30', '11-03', '11-04'),
    ['11-05', 'sắp hết thời gian tiếp nhận', 'báo cáo'],
    ['11-06', 'biên nhận', 'báo cáo'],
    ...days('nhắc', 'hồ sơ', '11-16', '11-17', '11-18'),
    ['11-19', 'sắp hết thời gian tiếp nhận', 'hồ sơ'],
    ['11-19', 'biên nhận', 'hồ sơ'],
    ['11-26', 'quyết định'],
  ],
  never: [
    ...TO_THE_LAST_DAY,
    ...['04-01', '04-07', '05-07', '06-08'].map((day): Line => [day, 'quá hạn', 'đăng ký']),
    ['07-01', 'nhắc', 'ngày hội'],
    ['07-06', 'quá hạn', 'đăng ký'],
    ['07-31', 'nhắc', 'ngày hội'],
    ['08-05', 'quá hạn', 'đăng ký'],
    ...days('nhắc', 'ngày hội', '08-17', '08-24', '08-28'),
    ['09-04', 'quá hạn', 'đăng ký'],
    ['10-01', 'nhắc', 'tự chấm'],
    // Sun 04/10 becomes Mon 05/10.
    ['10-05', 'quá hạn', 'đăng ký'],
    ['10-13', 'nhắc', 'tự chấm'],
    ...days('nhắc', 'báo cáo', '10-15', '10-16'),
    ['10-20', 'nhắc', 'tự chấm'],
    ['10-23', 'nhắc', 'tự chấm', 'báo cáo'],
    ['10-26', 'nhắc', 'tự chấm'],
    ['10-27', 'nhắc', 'tự chấm', 'báo cáo'],
    ['10-28', 'quá hạn', 'tự chấm'],
    ...days('nhắc', 'báo cáo', '10-29', '10-30'),
    // Sat 31/10 becomes Mon 02/11.
    ['11-02', 'quá hạn', 'báo cáo'],
    ['11-03', 'quá hạn', 'đăng ký', 'tự chấm'],
    ['11-05', 'sắp hết thời gian tiếp nhận', 'đăng ký', 'báo cáo', 'tự chấm'],
    ['11-06', 'quá hạn', 'báo cáo'],
    ['11-13', 'sắp hết thời gian tiếp nhận', 'đăng ký', 'báo cáo', 'tự chấm'],
    // What its cut-off has ended, and the dossier, which waits for the self-scoring.
    ['11-16', 'đã hết thời gian tiếp nhận', 'đăng ký', 'báo cáo', 'hồ sơ'],
    ...days('nhắc', 'hồ sơ', '11-17', '11-18'),
    ['11-19', 'sắp hết thời gian tiếp nhận', 'hồ sơ', 'tự chấm'],
    ['11-23', 'đã hết thời gian tiếp nhận', 'hồ sơ'],
    ['11-26', 'quyết định'],
  ],
  returnedAndFixed: [
    ...ON_TIME,
    ['10-22', 'trả lại', 'tự chấm'],
    ['10-23', 'nhắc', 'tự chấm'],
    ['10-24', 'biên nhận', 'tự chấm'],
    ...ENDING,
    ['11-24', 'quyết định'],
  ],
  deadMailbox: [],
} satisfies Record<string, readonly Line[]>;

/** How a mail names the last day of each step, by the unit's level where they differ. */
const LAST_DAYS: Readonly<Record<string, readonly [day: string, words: string]>> = {
  'Quý I': ['2026-03-31', 'hết ngày 31/3/2026 (Thứ Ba)'],
  'đăng ký': ['2026-03-31', 'hết ngày 31/3/2026 (Thứ Ba)'],
  'ngày hội': ['2026-08-31', 'hết ngày 31/8/2026 (Thứ Hai)'],
  'tự chấm': ['2026-10-27', 'hết ngày 27/10/2026 (Thứ Ba)'],
  'báo cáo tinh': ['2026-11-04', 'hết ngày 04/11/2026 (Thứ Tư)'],
  'báo cáo xa': ['2026-10-30', 'hết ngày 30/10/2026 (Thứ Sáu)'],
  'hồ sơ': ['2026-11-18', 'hết ngày 18/11/2026 (Thứ Tư)'],
};

/** Steps whose day stands in no document. */
const ASSUMED: ReadonlySet<string> = new Set(['Quý I', 'ngày hội', 'tự chấm', 'hồ sơ']);

/** What a reminder of one step must say of its last day, seen from the day it is sent. */
function wordsOf(
  step: string,
  { managedBy: level, kind }: Pick<SampleUnit, 'kind' | 'managedBy'>,
  day: string,
): RegExp {
  const [lastDay = '', words = ''] = LAST_DAYS[step] ?? LAST_DAYS[`${step} ${level}`] ?? [];
  const left = (Date.parse(lastDay) - Date.parse(`2026-${day}`)) / 86_400_000;
  const isAssumed =
    ASSUMED.has(step) ||
    (step === 'báo cáo' && level === 'xa') ||
    // The circular sets the day of agencies and enterprises.
    (step === 'đăng ký' && kind === 'co-so-giao-duc');
  const past = isAssumed ? 'quá ngày đề nghị' : 'quá hạn';
  const remains = left < 0 ? `${past} ${-left} ngày` : `(còn ${left} ngày|hôm nay là ngày)`;
  return new RegExp(`${words.replace(/[()]/g, '\\$&')}[^,]*, ${remains}`);
}

/*
 * The police of the province: its own report to the Ministry, the appraisals that can be done, and the review of the year.
 * The report opens Thu 01/10, last day Sat 14/11: Sat 31/10 becomes Fri 30/10, Sat 07/11 becomes Fri 06/11. The review opens
 * Tue 01/12, which is 30 days before Thu 31/12 as well.
 */
const PROVINCE_POLICE: readonly Line[] = [
  ['10-01', 'nhắc', 'báo cáo Bộ'],
  ['10-15', 'nhắc', 'báo cáo Bộ'],
  ['10-30', 'nhắc', 'báo cáo Bộ'],
  ['11-06', 'nhắc', 'báo cáo Bộ'],
  ['11-11', 'nhắc', 'báo cáo Bộ'],
  ['11-12', 'biên nhận', 'báo cáo Bộ'],
  ['11-18', 'nhắc', 'thẩm định'],
  ['11-20', 'nhắc', 'thẩm định'],
  ['12-01', 'nhắc', 'tổng kết'],
  ['12-17', 'nhắc', 'tổng kết'],
  ['12-24', 'nhắc', 'tổng kết'],
  ['12-28', 'nhắc', 'tổng kết'],
  ['12-30', 'nhắc', 'tổng kết'],
  ['12-31', 'nhắc', 'tổng kết'],
];

/** Heads of what a mail names beside what it reminds of: what is owed, and what is only asked for. */
const BESIDES = /Việc khác còn phải làm:|Được đề nghị gửi, không văn bản nào buộc gửi:/;

/** What arrives while the clock of a rehearsal is stepped, each mail with the day that the clock showed then. */
class Postman {
  /** Mails of an earlier rehearsal are not this postman's. */
  private readonly earlier: number;
  readonly lines: {
    readonly to: string;
    readonly line: Line;
    readonly besides: readonly string[];
    readonly text: string;
  }[] = [];

  constructor(private readonly stack: Stack) {
    this.earlier = stack.smtp.mails().length;
  }

  /** @param from day on which the cycle was opened */
  async collect(cycleId: string, from: string): Promise<void> {
    const steps = await this.stack.query<{ at: Date; to: string }>(
      `SELECT a.at, d.detail::json->>'to' AS to FROM audit a JOIN audit_detail d USING (cycle_id, area_code, seq)
        WHERE a.cycle_id = $1 AND a.action = 'cycle.clockStepped' ORDER BY a.at`,
      [cycleId],
    );
    // A step is taken only when every mail of the one before has its answer.
    const dayAt = (instant: string): string => {
      const last = steps.findLast(({ at }) => at.toISOString() <= instant);
      return last === undefined ? from : dateOf(last.to);
    };
    for (const mail of this.stack.smtp.mails().slice(this.earlier)) {
      const parsed = await this.stack.smtp.parsed(mail.id);
      const text = (parsed?.text ?? '').normalize('NFC');
      const subject = mail.subject.normalize('NFC');
      // What is owed besides comes at its end, and has its own table.
      const [reminded = '', ...others] = text.split(BESIDES);
      const besides = others.join('\n');
      const kind = kindOf(subject);
      const before = REMINDS.includes(kind) ? '- ' : ': ';
      const namedIn = (part: string) =>
        Object.keys(NAMES).filter((short) => part.includes(`${before}${NAMES[short] ?? ''}`));
      const named = namedIn(reminded);
      const ofSteps = REMINDS.includes(kind) || kind === 'biên nhận' || kind === 'trả lại';
      const day = dayAt(mail.receivedAt).slice(5);
      for (const to of mail.to) {
        const line: Line = [day, kind, ...(ofSteps ? named : [])];
        this.lines.push({ to, line, besides: namedIn(besides), text: `${subject}\n${text}` });
      }
    }
  }

  of(address: string): Line[] {
    return this.lines.filter(({ to }) => to === address).map(({ line }) => line);
  }
}

function kindOf(subject: string): Kind {
  if (subject.includes('Sắp hết thời gian tiếp nhận: ')) return 'sắp hết thời gian tiếp nhận';
  if (subject.includes('Không nộp: ')) return 'đã hết thời gian tiếp nhận';
  if (subject.includes('Quá hạn') || subject.includes('Quá ngày đề nghị')) return 'quá hạn';
  if (subject.includes('Đã nhận') || subject.includes('Đã ghi nhận')) return 'biên nhận';
  if (subject.includes('Trả lại')) return 'trả lại';
  if (/ông nhận “An toàn/.test(subject)) return 'quyết định';
  if (subject.includes('không nộp')) return 'không nộp';
  if (subject.includes('địa chỉ thư mới hỏng')) return 'địa chỉ hỏng';
  if (subject.includes('Trang tháng')) return 'trang tháng';
  if (subject.includes(' chưa ')) return 'danh sách';
  if (/Nhắc: |Bắt đầu: |Bị trả lại: /.test(subject)) return 'nhắc';
  throw new Error(`a mail of no known kind: ${subject}`);
}

/** Tables list a day's mails in the order of receipt; two of one day are told apart by kind and steps. */
const sorted = (lines: readonly Line[]) =>
  lines.map(([day, kind, ...steps]) => [day, kind, ...steps.sort()].join(' | ')).sort();

interface Act {
  readonly at: string;
  run(): Promise<Answer>;
}

/** Lives a year from its opening: steps to every act in turn, and to the end of the last day. */
async function live(
  stack: Stack,
  cycleId: string,
  year: {
    /** Day on which the cycle was opened. */
    readonly from: string;
    readonly until: string;
    readonly acts: readonly Act[];
  },
): Promise<Postman> {
  const postman = new Postman(stack);
  for (const act of [...year.acts].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    await stepTo(stack, cycleId, `${act.at}:00+07:00`);
    await applied(stack, await act.run());
  }
  await stepTo(stack, cycleId, `${year.until}T23:00:00+07:00`);
  await postman.collect(cycleId, year.from);
  return postman;
}

jest.setTimeout(600_000);

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ units: 6 });
});
afterAll(() => stack.dispose());

const withFullYear = (year: number, at: string) => `${year}-${at}`;

/** Units by how they live the year of 2026. */
interface Behaving {
  readonly onTime: SampleUnit;
  readonly lastDay: SampleUnit;
  readonly late: SampleUnit;
  readonly never: SampleUnit;
  readonly returnedAndFixed: SampleUnit;
  readonly deadMailbox: SampleUnit;
}

function behaving(units: readonly SampleUnit[]): Behaving {
  const of = (level: string) => units.filter(({ managedBy }) => managedBy === level);
  const [onTime, late, returnedAndFixed] = of('tinh') as [SampleUnit, SampleUnit, SampleUnit];
  const [lastDay, never, deadMailbox] = of('xa') as [SampleUnit, SampleUnit, SampleUnit];
  return { onTime, lastDay, late, never, returnedAndFixed, deadMailbox };
}

/** What the six units and the offices do in 2026, each as its table says. */
function actsOf2026(cycleId: string, units: Behaving): Act[] {
  const { onTime, lastDay, late, never, returnedAndFixed: returned, deadMailbox: dead } = units;
  const steps = (unit: SampleUnit) => stepsOf(stack, cycleId, unit.id);
  const act = (at: string, run: () => Promise<Answer>): Act => ({ at: withFullYear(2026, at), run });
  const papers = (unit: SampleUnit, ...list: (readonly [at: string, stage: string])[]): Act[] =>
    list.map(([at, stage]) => act(at, () => steps(unit).submit(stage)));
  const conclusion = (unit: SampleUnit, appraised: string, decided: string, reviewed: string): Act[] => [
    act(`${appraised}T10:00`, () => steps(unit).appraise()),
    act(`${decided}T10:00`, () => steps(unit).decide({ date: withFullYear(2026, decided) })),
    act(`${reviewed}T10:00`, () => steps(unit).review()),
  ];
  const inTime = (unit: SampleUnit): Act[] =>
    papers(
      unit,
      ['03-10T09:00', 'q1Plan'],
      ['03-12T09:00', 'registration'],
      ['08-20T09:00', 'festival'],
      ['10-20T09:00', 'selfScoring'],
      ['10-26T09:00', 'unitReport'],
      ['11-16T09:00', 'dossier'],
    );
  return [
    ...inTime(onTime),
    ...conclusion(onTime, '11-18', '11-24', '12-05'),
    ...papers(
      lastDay,
      ['03-31T16:00', 'q1Plan'],
      ['03-31T16:05', 'registration'],
      ['08-31T16:00', 'festival'],
      ['10-27T16:00', 'selfScoring'],
      ['10-30T16:00', 'unitReport'],
      ['11-18T16:00', 'dossier'],
    ),
    ...conclusion(lastDay, '11-19', '11-25', '12-07'),
    ...papers(
      late,
      ['04-02T09:00', 'q1Plan'],
      ['04-06T09:00', 'registration'],
      ['09-04T09:00', 'festival'],
      ['10-29T09:00', 'selfScoring'],
      ['11-06T09:00', 'unitReport'],
      ['11-19T09:00', 'dossier'],
    ),
    ...conclusion(late, '11-20', '11-26', '12-08'),
    act('11-21T10:00', () =>
      steps(never).appraise({
        sheet: ownRecordsSheet(),
        proposeRecognition: false,
        ownRecordsNote: 'Sổ theo dõi của Công an xã; đơn vị không nộp hồ sơ',
      }),
    ),
    act('11-26T10:00', () => steps(never).decide({ recognised: false, date: '2026-11-26' })),
    act('12-09T10:00', () => steps(never).review({ conclusion: 'Không xét thi đua, khen thưởng' })),
    ...inTime(returned),
    act('10-22T10:00', () => steps(returned).giveBack('selfScoring')),
    act('10-24T09:00', () => steps(returned).submit('selfScoring')),
    ...conclusion(returned, '11-18', '11-24', '12-05'),
    ...inTime(dead),
    ...conclusion(dead, '11-18', '11-24', '12-05'),
    act('11-12T09:00', () =>
      stack.call(
        'POST',
        commandsPath(cycleId, 'VP001'),
        stack.token('appraiser', { unitId: onTime.id }),
        bodies.submit('provinceReport'),
      ),
    ),
  ];
}

describe('reminders of an ordinary year', () => {
  let units: Behaving;
  let postman: Postman;

  beforeAll(async () => {
    const cycleId = await stack.openRehearsal(2026, 'nhac');
    units = behaving(stack.inside);
    stack.smtp.setRules([{ recipient: units.deadMailbox.officerEmail, at: 'rcpt', code: 550 }]);
    const acts = actsOf2026(cycleId, units);
    postman = await live(stack, cycleId, { from: '2026-01-01', until: '2026-12-31', acts });
    stack.smtp.setRules([]);
  });

  it.each(Object.keys(EXPECTED) as (keyof typeof EXPECTED)[])(
    'send the unit %s exactly the mails of its hand-written table',
    (behaviour) => {
      expect(sorted(postman.of(units[behaviour].officerEmail))).toEqual(sorted(EXPECTED[behaviour]));
    },
  );

  it.each(['onTime', 'lastDay', 'late', 'never'] as const)(
    'name to the unit %s the last day of each step, and how far it is',
    (behaviour) => {
      const unit = units[behaviour];
      const wrong = postman.lines
        .filter(({ to, line }) => to === unit.officerEmail && REMINDS.includes(line[1]))
        .flatMap(({ line: [day, , ...steps], text }) =>
          steps
            .filter((step) => !wordsOf(step, unit, day).test(text))
            .map((step) => `${day} ${step}: ${text}`),
        );
      expect(wrong).toEqual([]);
    },
  );

  it('name beside what they remind of everything else that is owed', () => {
    const { never } = units;
    const besides = postman.lines
      .filter(({ to, line }) => to === never.officerEmail && line[1] !== 'quyết định')
      .map(({ line, besides: others }) => `${line[0]} ${others.join(', ')}`.trim());
    expect(besides.filter((line) => line >= '07-01' && line < '07-08')).toEqual([
      '07-01 Quý I, đăng ký',
      '07-06 Quý I, ngày hội',
    ]);
    expect(besides.filter((line) => line >= '09-03' && line < '09-16')).toEqual(['09-04 Quý I, ngày hội']);
    // The first quarter is taken in until 15/11, the festival and the self-scoring until 18/11.
    expect(besides.filter((line) => line >= '11-13' && line < '11-18')).toEqual([
      '11-13 Quý I, ngày hội',
      '11-16 ngày hội, tự chấm',
      '11-17 ngày hội, tự chấm',
    ]);
  });

  it('that reach nobody are told once to the office that keeps the list, on the next working day', () => {
    const dead = units.deadMailbox;
    const told = postman.lines.filter(
      ({ line, text }) => line[1] === 'địa chỉ hỏng' && text.includes(dead.name),
    );
    expect(told.map(({ to, line }) => [to, line[0]])).toEqual([
      [`ub${dead.communeCode}@xa.example.test`, '01-06'],
    ]);
  });

  it('remind the police of the province of what it owes, and the commune’s of who handed nothing in', () => {
    const { never } = units;
    const own = postman.of('thammuu.ca@tinh.example.test').filter(([, kind]) => !OF_OTHERS.includes(kind));
    expect(sorted(own)).toEqual(sorted(PROVINCE_POLICE));
    const notSubmitted = postman.lines.filter(({ line }) => line[1] === 'không nộp');
    expect(notSubmitted.map(({ to, line }) => [to, line[0]])).toEqual([
      [`ca${never.communeCode}@xa.example.test`, '11-21'],
    ]);
    expect(notSubmitted[0]?.text).toContain(never.name);
  });

  it('say that they are of a rehearsal, and no paper', () => {
    expect(postman.lines.every(({ text }) => text.startsWith('[DIỄN TẬP] [ANTQ 2026]'))).toBe(true);
    expect(postman.lines.every(({ text }) => text.includes('thông báo tự động, không thay văn bản'))).toBe(
      true,
    );
  });
});

describe('reminders of 2025, the first and partial year', () => {
  /*
   * Kế hoạch 33 came on Thu 21/8 with "trước ngày 25/8/2025": last day Sun 24/8. Registration: until Tue 30/9.
   * Sun 31/8 is seven days after; 01/9 and 02/9 are off, so it goes out on Wed 03/9. Sundays after it go to Mondays.
   */
  const BOTH = ['kế hoạch 33', 'đăng ký'] as const;
  const TO_THE_CUT_OFF: readonly Line[] = [
    ['08-21', 'nhắc', ...BOTH],
    ['08-22', 'nhắc', 'kế hoạch 33'],
    ['08-25', 'quá hạn', 'kế hoạch 33'],
    ['08-29', 'nhắc', 'đăng ký'],
    ['09-03', 'quá hạn', 'kế hoạch 33'],
    ['09-16', 'nhắc', 'đăng ký'],
    ['09-23', 'nhắc', 'đăng ký'],
    ['09-26', 'nhắc', 'đăng ký'],
    ['09-29', 'nhắc', 'đăng ký'],
    // Tue 30/9: the last day of the registration, thirty-seven days after that of the plan.
    ['09-30', 'quá hạn', ...BOTH],
    ['10-01', 'quá hạn', 'đăng ký', 'tự chấm'],
    ['10-07', 'quá hạn', 'đăng ký'],
    // Mon 13/10: fourteen days before the self-scoring's Mon 27/10.
    ['10-13', 'nhắc', 'tự chấm'],
  ];

  it('follow the ladder of the plan literally, with neither Quý I nor the festival', async () => {
    const cycleId = await stack.openRehearsal(2025, 'nhac');
    const [silent] = stack.inside as readonly [SampleUnit];
    stack.smtp.setRules([]);
    const postman = await live(stack, cycleId, { from: '2025-08-21', until: '2025-11-14', acts: [] });
    const mails = postman.of(silent.officerEmail);

    const since = sorted(mails.filter(([day]) => day <= '10-13'));
    expect(since).toEqual(sorted(TO_THE_CUT_OFF));
    const plan = mails.filter((line) => line.includes('kế hoạch 33')).map(([day]) => day);
    expect(plan).toEqual([
      '08-21',
      '08-22',
      '08-25',
      '09-03',
      '09-30',
      // The cut-off is Fri 31/10: seven working days before it, one, and the working day after.
      '10-22',
      '10-30',
      '11-03',
    ]);
    expect(mails.some((line) => line.includes('Quý I') || line.includes('ngày hội'))).toBe(false);
    expect(postman.lines.some(({ text }) => text.includes('hết ngày 24/8/2025 (Chủ nhật)'))).toBe(true);
    expect(postman.lines.some(({ text }) => text.includes('22/8/2025'))).toBe(true);

    const administrator = stack.token('administrator');
    const { body } = await stack.call<{ stages: { stage: string; pastSuggested?: number }[] }>(
      'GET',
      `/cycles/${cycleId}`,
      administrator,
    );
    expect(body.stages.filter(({ stage }) => stage === 'q1Plan' || stage === 'festival')).toEqual([]);
    expect(body.stages.find(({ stage }) => stage === 'registration')?.pastSuggested).toBeGreaterThan(0);
    const year = await stack.call<CommandAnswer & { stages: { stage: string }[] }>(
      'GET',
      `/cycles/${cycleId}/units/${silent.id}`,
      administrator,
    );
    expect(year.body.stages.some(({ stage }) => stage === 'q1Plan')).toBe(false);
  });
});

describe('a year that is opened late', () => {
  it('sends nothing for the past: the first mail is that of the next mark', async () => {
    const before = stack.smtp.mails().length;
    const cycleId = await stack.openRehearsal(2026, 'muon', '2026-10-20T12:00:00+07:00');
    await stepTo(stack, cycleId, '2026-10-20T17:00:00+07:00');
    expect(stack.smtp.mails().length - before).toBe(0);

    // The next marks are those of Wed 21/10: fourteen days before 04/11, for the units of the province.
    await stepTo(stack, cycleId, '2026-10-21T12:00:00+07:00');
    const [reports] = await stack.query<{ units: number }>(
      `SELECT count(DISTINCT unit_id)::int AS units FROM reminder WHERE cycle_id = $1 AND stage = 'unitReport' AND state = 'carried'`,
      [cycleId],
    );
    expect(reports?.units).toBe(stack.inside.filter(({ managedBy }) => managedBy === 'tinh').length);
    const early = await stack.query(
      `SELECT 1 FROM reminder WHERE cycle_id = $1 AND due_at < '2026-10-20T12:00:00+07:00'`,
      [cycleId],
    );
    expect(early).toEqual([]);
  });

  it('also where it is a real year, whose mail goes to the relay', async () => {
    const administrator = stack.token('administrator');
    const body = { policy: 'quang-ngai-2025', year: Number(dateOf(new Date().toISOString()).slice(0, 4)) };
    const opened = await stack.call<{ cycle: { id: string } }>('POST', '/cycles', administrator, body);
    expect(opened.status).toBe(201);
    const cycleId = opened.body.cycle.id;
    await eventually(async () => {
      const [row] = await stack.query(
        `SELECT 1 FROM cycle WHERE id = $1 AND state = 'open' AND reminders_planned_at >= changed_at
            AND NOT EXISTS (SELECT 1 FROM cycle_change WHERE cycle_id = $1 AND at > reminders_planned_at)`,
        [cycleId],
      );
      return row === undefined ? undefined : true;
    }, 120_000);
    const past = await stack.query(
      `SELECT 1 FROM reminder WHERE cycle_id = $1 AND due_at < (SELECT opened_at FROM cycle WHERE id = $1)`,
      [cycleId],
    );
    expect(past).toEqual([]);

    // What is sent knowingly does arrive there: the receipt of a commune's plan, which is taken in all year.
    const communeCode = stack.inside[0]?.communeCode ?? '';
    const [office] = await stack.query<{ code: string; email: string }>(
      `SELECT code, email FROM office WHERE kind = 'commune-committee' AND area_code = $1`,
      [communeCode],
    );
    const plan = bodies.submit('communePlan');
    const path = commandsPath(cycleId, office?.code ?? '');
    await applied(stack, await stack.call('POST', path, stack.token('deciding-body', { communeCode }), plan));
    const [receipt] = await stack.relay.waitFor(1, { to: office?.email ?? '', subject: 'Đã nhận' }, 30_000);
    expect(receipt?.subject).not.toContain('DIỄN TẬP');
  });
});

describe('the mail of rehearsals', () => {
  it('never went to the relay that reaches people', async () => {
    expect(stack.smtp.mails().length).toBeGreaterThan(100);
    const rehearsed = await stack.query<{ message_id: string }>(
      `SELECT m.message_id FROM message m JOIN cycle c ON c.id = m.cycle_id WHERE c.clock_kind = 'rehearsal'`,
    );
    const known = new Set(rehearsed.map(({ message_id }) => message_id));
    expect(stack.smtp.mails().filter(({ messageId }) => !known.has(messageId))).toEqual([]);
    expect(stack.relay.attempts().filter(({ messageId }) => known.has(messageId))).toEqual([]);
  });
});
