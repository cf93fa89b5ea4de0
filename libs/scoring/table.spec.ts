import { describe, expect, it } from '@jest/globals';
import type { UnitProfile } from '#libs/policy';
import { loadPack } from '../policy/packs.support.js';
import type { ExplainedLine, ScoreLine, ScoringInput } from './index.js';
import {
  checkHigherSheet,
  checkSelfSheet,
  explain,
  remarksOn,
  scoreFromOwnRecords,
  scoreSheet,
} from './index.js';

const pack = loadPack('quang-ngai-2025');
const agency: UnitProfile = {
  kind: 'co-quan',
  subKind: 'so-nganh',
  managedBy: 'tinh',
  size: 'vua',
  hasParty: true,
  hasUnion: true,
  hasMassOrganisations: true,
  hasGuards: true,
  hasStudents: false,
  isFdi: false,
};
const leaves = pack.criteria
  .flatMap((each) => each.children ?? [each])
  .filter((each) => each.derivedFrom === undefined);

/** Every line at its maximum in both columns, with the lines given in place of their own. */
function sheetOf(...lines: readonly ScoreLine[]): readonly ScoreLine[] {
  return leaves.map(({ key, max, perAward }) => {
    const none = { collectives: 0, persons: 0 };
    const line = lines.find(({ criterion }) => criterion === key);
    if (line !== undefined) return line;
    return perAward
      ? { criterion: key, awards: none, higherAwards: none }
      : { criterion: key, self: max, higher: max };
  });
}
const input = (
  lines: readonly ScoreLine[] = sheetOf(),
  more: Partial<Omit<ScoringInput, 'sheet'>> & Partial<ScoringInput['sheet']> = {},
): ScoringInput => {
  const { recognition = 'pending', ownRecordsNote, ...rest } = more;
  return {
    rules: pack,
    unit: agency,
    gapChoices: {},
    year: 2026,
    ...rest,
    sheet: { lines, recognition, ownRecordsNote },
  };
};
const problemsOf = (line: ScoreLine, more: Parameters<typeof input>[1] = {}): readonly string[] =>
  checkSelfSheet(input(sheetOf(line), more)).map(({ code, criterion }) => `${code} ${criterion ?? ''}`);
const lineOf = (
  criterion: string,
  given: ScoringInput,
  column: 'self' | 'higher' = 'self',
): ExplainedLine => {
  const line = scoreSheet(given, column).lines.find((each) => each.criterion === criterion);
  if (line === undefined) throw new Error(`no line ${criterion}`);
  return line;
};
const without = (...flags: (keyof UnitProfile)[]): UnitProfile => ({
  ...agency,
  ...Object.fromEntries(flags.map((flag) => [flag, false])),
});

describe('the rows of the annex of Kế hoạch 33/KH-UBND', () => {
  it.each<[row: string, max: number, refused: number]>([
    ['1', 3, 3.5],
    ['2', 3, 3.5],
    ['3', 5, 5.5],
    ['4a', 1, 1.5],
    ['4b', 1, 1.5],
    ['4c', 1, 1.5],
    ['4d', 2, 2.5],
    ['5d', 2, 2.5],
    ['5đ', 2, 2.5],
    ['5e', 2, 2.5],
    ['5g', 2, 2.5],
    ['6a', 2, 2.5],
    ['6b', 2, 2.5],
    ['7', 10, 10.5],
    ['8b', 2, 2.5],
  ])('row %s gives up to %d points in halves, not %d', (row, max, refused) => {
    expect(problemsOf({ criterion: row, self: max })).toEqual([]);
    expect(problemsOf({ criterion: row, self: 0.5 })).toEqual([]);
    expect(problemsOf({ criterion: row, self: 0 })).toEqual([]);
    expect(problemsOf({ criterion: row, self: refused })).toEqual([`SCORE.OVER_MAX ${row}`]);
    expect(problemsOf({ criterion: row, self: 0.25 })).toEqual([`SCORE.STEP ${row}`]);
  });

  it('row 4 is 5 points in four parts, row 5 is 14 in seven, row 6 is 4 in two, row 8 is 53 in three', () => {
    const parts = (key: string) => pack.criteria.find((each) => each.key === key);
    for (const [key, max, count] of [
      ['4', 5, 4],
      ['5', 14, 7],
      ['6', 4, 2],
      ['8', 53, 3],
    ] as const) {
      expect([parts(key)?.max, parts(key)?.children?.length]).toEqual([max, count]);
      expect(problemsOf({ criterion: `${key}a`, self: 0 })).toEqual([]);
      expect(
        checkSelfSheet(input([...sheetOf(), { criterion: key, self: max }])).map(({ code }) => code),
      ).toEqual(['SCORE.NOT_A_LEAF']);
    }
  });

  it.each(['5a', '5b', '5c'])('row %s ("không xảy ra") is all 2 points or nothing', (row) => {
    expect(problemsOf({ criterion: row, self: 2 })).toEqual([]);
    expect(problemsOf({ criterion: row, self: 0 })).toEqual([]);
    expect(problemsOf({ criterion: row, self: 1 })).toEqual([`SCORE.ALL_OR_NOTHING ${row}`]);
  });

  it('row 8a is the one point of having registered', () => {
    expect(problemsOf({ criterion: '8a', self: 1 })).toEqual([]);
    expect(problemsOf({ criterion: '8a', self: 0.5 })).toEqual(['SCORE.STEP 8a']);
  });

  it('row 8c is 50 points, half the table, by the decision and never by hand', () => {
    expect(problemsOf({ criterion: '1', self: 3 }, { recognition: 'recognised' })).toEqual([]);
    expect(lineOf('8c', input(sheetOf(), { recognition: 'recognised' })).points).toBe(50);
    expect(lineOf('8c', input(sheetOf(), { recognition: 'notRecognised' })).points).toBe(0);
    expect(lineOf('8c', input()).points).toBeUndefined();
    expect(
      checkSelfSheet(input([...sheetOf(), { criterion: '8c', self: 50 }])).map(({ code }) => code),
    ).toEqual(['SCORE.DERIVED']);
  });

  it.each<[string, number, number, number]>([
    ['nobody', 0, 0, 0],
    ['one person', 0, 1, 1],
    ['one collective', 1, 0, 2],
    ['four persons', 0, 4, 3],
    ['two collectives', 2, 0, 3],
    ['one collective and two persons', 1, 2, 3],
  ])('row 9 gives for %s (%i, %i) %i points', (_who, collectives, persons, points) => {
    const line = { criterion: '9', awards: { collectives, persons } };
    expect(problemsOf(line)).toEqual([]);
    expect(lineOf('9', input(sheetOf(line))).points).toBe(points);
  });

  it('asks row 1 for a resolution only where there is a Party organisation', () => {
    expect(lineOf('1', input()).branch?.key).toBe('party');
    expect(lineOf('1', input(sheetOf(), { unit: without('hasParty') })).branch?.key).toBe('no-party');
  });

  it.each<[string, (keyof UnitProfile)[], string]>([
    ['a union and a mass organisation', [], 'grade'],
    ['a union alone', ['hasMassOrganisations'], 'grade'],
    ['a union and no Party organisation', ['hasParty', 'hasMassOrganisations'], 'grade'],
    ['neither Party, union nor mass organisation', ['hasParty', 'hasUnion', 'hasMassOrganisations'], 'tax'],
  ])('reads row 5g with %s', (_who, flags, branch) => {
    const unit = without(...flags);
    expect(checkSelfSheet(input(sheetOf(), { unit }))).toEqual([]);
    expect(lineOf('5g', input(sheetOf(), { unit })).branch?.key).toBe(branch);
  });

  it('needs a reason exactly where the higher level differs, on every row', () => {
    for (const { key, max, perAward } of leaves) {
      const line: ScoreLine = perAward
        ? {
            criterion: key,
            awards: { collectives: 1, persons: 0 },
            higherAwards: { collectives: 0, persons: 0 },
          }
        : { criterion: key, self: max, higher: 0 };
      const codes = checkHigherSheet(input(sheetOf(line))).map(({ code }) => code);
      expect(codes).toEqual(['SCORE.REASON_REQUIRED']);
      expect(checkHigherSheet(input(sheetOf({ ...line, reason: 'Không có tài liệu' })))).toEqual([]);
    }
  });
});

describe('row 2, "90% trở lên"', () => {
  const participation = (done: number, of: number): ScoreLine => ({
    criterion: '2',
    self: 3,
    higher: 3,
    measure: [{ group: 'staff', done, of }],
  });

  it('is missed at 89,9 % and reached at 90 %', () => {
    expect(problemsOf(participation(899, 1000))).toEqual(['SCORE.MEASURE_MISSED 2']);
    expect(problemsOf(participation(900, 1000))).toEqual([]);
  });

  it('is judged exactly, never on a rounded percentage', () => {
    expect(problemsOf(participation(89_999_999, 100_000_000))).toEqual(['SCORE.MEASURE_MISSED 2']);
    expect(problemsOf(participation(9, 10))).toEqual([]);
  });

  it('says the share, the threshold and what to do', () => {
    const [problem] = checkSelfSheet(input(sheetOf(participation(899, 1000))));
    expect(problem?.message).toBe(
      'Ở cột "Cơ sở tự chấm", tiêu chí 2: 899/1000 (89,9 %), cần từ 90 % trở lên: chưa đạt, nên không quá 0 điểm ' +
        '(đang ghi 3); sửa điểm hoặc số liệu.',
    );
    const almost = input(sheetOf({ ...participation(89_999, 100_000), self: 0, higher: 0 }));
    expect(lineOf('2', almost).measured).toContain('(89,99 %)');
  });

  it('accepts no points where the share is missed', () => {
    expect(problemsOf({ ...participation(899, 1000), self: 0 })).toEqual([]);
  });

  it('counts students where there are some, and asks for their number', () => {
    const school: UnitProfile = { ...agency, kind: 'co-so-giao-duc', subKind: 'thpt', hasStudents: true };
    const measure = (students: number) => [
      { group: 'staff', done: 50, of: 50 },
      { group: 'students', done: students, of: 950 },
    ];
    const line = (students: number): ScoreLine => ({ criterion: '2', self: 3, measure: measure(students) });
    expect(problemsOf(line(850), { unit: school })).toEqual([]);
    expect(problemsOf(line(849), { unit: school })).toEqual(['SCORE.MEASURE_MISSED 2']);
    expect(problemsOf(participation(50, 50), { unit: school })).toEqual(['SCORE.MEASURE 2']);
    expect(problemsOf(line(850))).toEqual(['SCORE.MEASURE 2']);
  });

  it.each([
    [[{ group: 'staff', done: 11, of: 10 }]],
    [[{ group: 'staff', done: 0, of: 0 }]],
    [[{ group: 'staff', done: -1, of: 10 }]],
    [[{ group: 'staff', done: 1.5, of: 10 }]],
    [
      [
        { group: 'staff', done: 9, of: 10 },
        { group: 'staff', done: 9, of: 10 },
      ],
    ],
    [[]],
  ])('refuses numbers that cannot be: %j', (measure) => {
    expect(problemsOf({ criterion: '2', self: 3, measure })).toEqual(['SCORE.MEASURE 2']);
  });

  it('takes no numbers on a row that is not judged by them', () => {
    expect(problemsOf({ criterion: '3', self: 5, measure: [{ group: 'staff', done: 1, of: 1 }] })).toEqual([
      'SCORE.MEASURE 3',
    ]);
  });

  it('lets the higher level state its own numbers', () => {
    const line: ScoreLine = {
      ...participation(900, 1000),
      higher: 0,
      reason: 'Số liệu kiểm tra khác',
      higherMeasure: [{ group: 'staff', done: 880, of: 1000 }],
    };
    expect(checkHigherSheet(input(sheetOf(line)))).toEqual([]);
    expect(checkHigherSheet(input(sheetOf({ ...line, higher: 3 }))).map(({ code }) => code)).toEqual([
      'SCORE.MEASURE_MISSED',
    ]);
    expect(lineOf('2', input(sheetOf(line)), 'higher').measured).toBe(
      '880/1000 (88 %), cần từ 90 % trở lên: chưa đạt',
    );
  });

  it('may be judged group by group, and may be compulsory, where a pack says so', () => {
    const criteria = (more: object) =>
      pack.criteria.map((each) =>
        each.key === '2' && each.measure ? { ...each, measure: { ...each.measure, ...more } } : each,
      );
    const school: UnitProfile = { ...agency, hasStudents: true };
    const measure = [
      { group: 'staff', done: 50, of: 50 },
      { group: 'students', done: 850, of: 950 },
    ];
    const each = { rules: { ...pack, criteria: criteria({ judged: 'each' }) }, unit: school };
    expect(problemsOf({ criterion: '2', self: 3, measure }, each)).toEqual(['SCORE.MEASURE_MISSED 2']);
    const required = { rules: { ...pack, criteria: criteria({ required: true }) } };
    expect(problemsOf({ criterion: '2', self: 3 }, required)).toEqual(['SCORE.MEASURE_REQUIRED 2']);
    expect(problemsOf({ criterion: '2', self: 0 }, required)).toEqual([]);
  });

  it('reminds of the numbers while they may be left out', () => {
    expect(
      remarksOn(
        input(
          sheetOf(
            { criterion: '5g', self: 2, gradeYear: 2025 },
            { criterion: '6b', self: 2, gradeYear: 2025 },
          ),
        ),
        'self',
      ),
    ).toEqual([
      'Tiêu chí 2: nên ghi số liệu (đảng viên, cán bộ, công nhân viên, người lao động).',
      'Tiêu chí 8b: nên ghi số liệu (phòng, ban, tổ, đội).',
    ]);
  });
});

describe('row 8b, "100% phòng, ban, tổ, đội"', () => {
  it.each<[number, number, readonly string[]]>([
    [99, 100, ['SCORE.MEASURE_MISSED 8b']],
    [100, 100, []],
    [7, 7, []],
  ])('%i of %i sub-units', (done, of, expected) => {
    const measure = [{ group: 'subunits', done, of }];
    expect(problemsOf({ criterion: '8b', self: 2, measure })).toEqual(expected);
  });
});

describe('the sums of the annex', () => {
  const total = (recognition: 'recognised' | 'notRecognised', lines = sheetOf()): number =>
    scoreSheet(input(lines, { recognition }), 'higher').total;
  const rewarded = sheetOf({
    criterion: '9',
    awards: { collectives: 1, persons: 1 },
    higherAwards: { collectives: 1, persons: 1 },
  });

  it('is at most 100, 97 without a reward; unrecognised 50, 47 without a reward', () => {
    expect([total('recognised', rewarded), total('recognised')]).toEqual([100, 97]);
    expect([total('notRecognised', rewarded), total('notRecognised')]).toEqual([50, 47]);
  });

  it('puts a recognised unit with 69,5 points under the band that begins at 70', () => {
    const zero = ['1', '2', '3', '5a', '5b', '5c', '5d', '4d'].map((criterion) => ({
      criterion,
      self: 0,
      higher: 0,
    }));
    const lines = sheetOf(...zero, { criterion: '7', self: 3.5, higher: 3.5 });
    const result = scoreSheet(input(lines, { recognition: 'recognised' }), 'higher');
    expect(result.total).toBe(69.5);
    expect(result.class).toMatchObject({ name: 'Trung bình', assumed: true });
  });
});

describe('what a choice does', () => {
  const choose = (gap: string, option: string, more: Parameters<typeof input>[1] = {}) => ({
    gapChoices: { [gap]: option },
    ...more,
  });

  it('NO_GUARDS: zero counts nothing on 6a and 6b whatever was typed, and says so', () => {
    const given = input(sheetOf(), choose('NO_GUARDS', 'zero', { unit: without('hasGuards') }));
    expect(['6a', '6b'].map((key) => lineOf(key, given, 'higher').points)).toEqual([0, 0]);
    expect(checkHigherSheet(given)).toEqual([]);
    expect(scoreSheet(given, 'higher').total).toBe(43);
    expect(lineOf('6a', given).counted).toContain(
      'Theo cách xử lý trường hợp NO_GUARDS (Không chấm điểm tiêu chí 6)',
    );
  });

  it('NO_GUARDS: zero needs no line at all', () => {
    const lines = sheetOf().filter(({ criterion }) => !criterion.startsWith('6'));
    expect(checkSelfSheet(input(lines, choose('NO_GUARDS', 'zero', { unit: without('hasGuards') })))).toEqual(
      [],
    );
  });

  it.each([
    ['by default', {}],
    ['once chosen', { NO_GUARDS: 'fitting-arrangement' }],
  ])('NO_GUARDS: fitting-arrangement asks for a note on how the unit arranged 6a, %s', (_, gapChoices) => {
    const given = { unit: without('hasGuards'), gapChoices };
    expect(problemsOf({ criterion: '6a', self: 2 }, given)).toEqual(['SCORE.NOTE_REQUIRED 6a']);
    const noted = sheetOf({ criterion: '6a', self: 2, selfNote: 'Phân công trực theo ca' });
    expect(checkSelfSheet(input(noted, given))).toEqual([]);
  });

  it('NO_GUARDS_GRADE: without guards 6b counts nothing, whatever was typed, unless somebody chose otherwise', () => {
    const noted = sheetOf({ criterion: '6a', self: 2, selfNote: 'Phân công trực theo ca' });
    const given = input(noted, { unit: without('hasGuards') });
    expect(lineOf('6b', given).counted).toContain('tính 0/2, không theo điểm đã ghi');
    expect(scoreSheet(input(sheetOf()), 'self').total - scoreSheet(given, 'self').total).toBe(2);
    const chosen = choose('NO_GUARDS_GRADE', 'arrangement-grade', { unit: without('hasGuards') });
    expect(scoreSheet(input(noted, chosen), 'self').total).toBe(scoreSheet(input(sheetOf()), 'self').total);
    expect(checkSelfSheet(input(noted, chosen)).map(({ code }) => code)).toEqual(['SCORE.NOTE_REQUIRED']);
  });

  it.each([
    ['tax', 'tax', 2],
    ['party-grade', 'party-grade', 2],
    ['zero', undefined, 0],
  ])('PARTY_ONLY: %s', (option, branch, points) => {
    const unit = without('hasUnion', 'hasMassOrganisations');
    const lines = sheetOf({ criterion: '5g', self: 2, gradeYear: 2025 });
    const given = input(lines, choose('PARTY_ONLY', option, { unit }));
    expect(checkSelfSheet(given)).toEqual([]);
    expect([lineOf('5g', given).branch?.key, lineOf('5g', given).points]).toEqual([branch, points]);
  });

  it('UNION_NO_PARTY: tax reads the tax branch, grade the grade', () => {
    const unit = without('hasParty');
    const branch = (option: string) =>
      lineOf('5g', input(sheetOf(), choose('UNION_NO_PARTY', option, { unit }))).branch?.key;
    expect([branch('tax'), branch('grade')]).toEqual(['tax', 'grade']);
  });

  it('UNION_NO_MASS: zero counts nothing on 5g', () => {
    const given = input(
      sheetOf(),
      choose('UNION_NO_MASS', 'zero', { unit: without('hasMassOrganisations') }),
    );
    expect(lineOf('5g', given).points).toBe(0);
  });

  it.each(['GRADE_NOT_YET 5g', 'GUARD_GRADE_NOT_YET 6b'])(
    '%s: the last known grade states its year',
    (row) => {
      const [gap = '', criterion = ''] = row.split(' ');
      const chosen = choose(gap, 'last-known');
      expect(problemsOf({ criterion, self: 2 }, chosen)).toEqual([`SCORE.GRADE_YEAR ${criterion}`]);
      expect(problemsOf({ criterion, self: 2, gradeYear: 2025 }, chosen)).toEqual([]);
      expect(problemsOf({ criterion, self: 2, gradeYear: 2027 }, chosen)).toEqual([
        `SCORE.GRADE_YEAR ${criterion}`,
      ]);
      expect(problemsOf({ criterion, self: 0 }, chosen)).toEqual([]);
      const given = input(sheetOf({ criterion, self: 2, gradeYear: 2025 }), chosen);
      expect(lineOf(criterion, given).gradeYear).toBe(2025);
      expect(explain(scoreSheet(given, 'self')).some((text) => text.includes('Năm của xếp loại: 2025'))).toBe(
        true,
      );
    },
  );

  it.each(['GRADE_NOT_YET 5g', 'GUARD_GRADE_NOT_YET 6b'])(
    '%s: waiting leaves the line open for the unit alone',
    (row) => {
      const [gap = '', criterion = ''] = row.split(' ');
      const chosen = choose(gap, 'wait');
      expect(problemsOf({ criterion, self: 2, gradeYear: 2025 }, chosen)).toEqual([
        `SCORE.GRADE_YEAR ${criterion}`,
      ]);
      expect(problemsOf({ criterion, self: 2, gradeYear: 2026 }, chosen)).toEqual([]);
      expect(problemsOf({ criterion }, chosen)).toEqual([]);
      expect(checkHigherSheet(input(sheetOf({ criterion }), chosen)).map(({ code }) => code)).toEqual([
        'SCORE.MISSING_LINE',
      ]);
      expect(scoreSheet(input(sheetOf({ criterion }), chosen), 'self').pending).toEqual([criterion, '8c']);
    },
  );

  it('GRADE_NOT_YET: the year is only reminded of while nobody has chosen', () => {
    expect(problemsOf({ criterion: '5g', self: 2 })).toEqual([]);
    expect(remarksOn(input(), 'self')).toContain('Tiêu chí 5g: nên ghi năm của xếp loại mà điểm dựa vào.');
    expect(problemsOf({ criterion: '5g', self: 2, gradeYear: 2027 })).toEqual(['SCORE.GRADE_YEAR 5g']);
  });

  it('GRADE_NOT_YET: asks for no year where the tax duty is read instead', () => {
    const chosen = {
      unit: without('hasParty'),
      gapChoices: { UNION_NO_PARTY: 'tax', GRADE_NOT_YET: 'last-known' },
    };
    expect(problemsOf({ criterion: '5g', self: 2 }, chosen)).toEqual([]);
  });

  it('Q1_BEFORE_PLAN: 2025 is scored on the implementation plan unless the paper of quarter one is chosen', () => {
    const branch = (year: number, gapChoices = {}) =>
      lineOf('1', input(sheetOf(), { year, gapChoices })).branch?.key;
    expect(branch(2025)).toBe('implementation-plan');
    expect(branch(2025, { Q1_BEFORE_PLAN: 'implementation-plan' })).toBe('implementation-plan');
    expect(branch(2025, { Q1_BEFORE_PLAN: 'q1-paper' })).toBe('party');
    expect(branch(2026)).toBe('party');
  });

  it('REWARD_CAP: the cap lies on the sum, and the reading is shown with its effect', () => {
    expect(lineOf('9', input(sheetOf(), choose('REWARD_CAP', 'cap-sum'))).gaps).toMatchObject([
      { gap: 'REWARD_CAP', choice: 'cap-sum', decided: true, effect: { awardCap: 'sum' } },
    ]);
  });

  it('NOT_SUBMITTED: is read on the sheet of a unit that handed nothing in, and on no other', () => {
    const lines = leaves.map(({ key }) => ({ criterion: key, higher: 0 }));
    const given = input(lines, { recognition: 'notRecognised', ownRecordsNote: 'Theo sổ theo dõi' });
    const result = scoreFromOwnRecords(given);
    expect(result.gaps).toMatchObject([{ gap: 'NOT_SUBMITTED', effect: { scoredFrom: 'ownRecords' } }]);
    expect(explain(result).join('\n')).toContain('Trường hợp chưa rõ NOT_SUBMITTED');
    expect(scoreSheet(input(), 'self').gaps).toEqual([]);
  });

  it('says who decided, when and why', () => {
    const basis = 'Quản trị tỉnh, 05/03/2026: theo công văn hướng dẫn';
    const given = input(sheetOf(), {
      unit: without('hasGuards'),
      gapChoices: { NO_GUARDS: 'zero' },
      choiceBasis: { NO_GUARDS: basis },
    });
    expect(lineOf('6a', given).gaps[0]?.basis).toBe(basis);
    expect(explain(scoreSheet(given, 'self')).join('\n')).toContain(`Người quyết định lựa chọn: ${basis}`);
  });
});
