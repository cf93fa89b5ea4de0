import { describe, expect, it } from '@jest/globals';
import type { PackGap } from '#libs/policy';
import type { ScoreLine, ScoreProblem, ScoringInput } from './index.js';
import {
  checkHigherSheet,
  checkOwnRecordsSheet,
  checkSelfSheet,
  explain,
  remarksOn,
  scoreFromOwnRecords,
  scoreSheet,
  UnsoundSheetError,
} from './index.js';
import {
  criteria,
  gaps,
  HIGHER_CASES,
  input,
  type More,
  rules,
  SELF_CASES,
  school,
  sheetOf,
  unit,
  withoutUnion,
} from './words.support.js';

const said = (problems: readonly ScoreProblem[]) =>
  problems.map(({ code, message }) => `${code}: ${message}`);
const codes = (problems: readonly ScoreProblem[]) =>
  problems.map(({ code, criterion }) => `${code} ${criterion ?? ''}`.trim());
const self = (line: ScoreLine, more: More = {}) => codes(checkSelfSheet(input(sheetOf(line), more)));
const higher = (line: ScoreLine, more: More = {}) => codes(checkHigherSheet(input(sheetOf(line), more)));
const lineOf = (given: ScoringInput, criterion: string, column: 'self' | 'higher' = 'self') =>
  scoreSheet(given, column).lines.find((each) => each.criterion === criterion);

/** The table with another f. */
const withF = (more: Partial<(typeof criteria)[number]>, ofGaps: readonly PackGap[] = gaps) => ({
  ...rules,
  gaps: ofGaps,
  criteria: criteria.map((each) => (each.key === 'f' ? { ...each, ...more } : each)),
});

describe('what people are told of the self column', () => {
  it.each(SELF_CASES)('%s', (_what, lines, more, sentence) => {
    expect(said(checkSelfSheet(input(sheetOf(...lines), more)))).toEqual([sentence]);
  });

  it('a line twice', () => {
    expect(said(checkSelfSheet(input([...sheetOf(), { criterion: 'a', self: 3 }])))).toEqual([
      'SCORE.DUPLICATE: Có nhiều hơn một dòng cho tiêu chí a; chỉ giữ lại một dòng.',
    ]);
  });

  it('ends the text of a case with one full stop', () => {
    const told = (text: string) => {
      const named = gaps.map((gap) => (gap.key === 'HOLE' ? { ...gap, text } : gap));
      const [problem] = checkSelfSheet(
        input(sheetOf(), { unit: withoutUnion, rules: { ...rules, gaps: named } }),
      );
      return problem?.message;
    };
    expect(told('Không có, v.v. ở đây')).toContain('v.v. ở đây. Các lựa chọn');
    expect(told('Có hay không?')).toContain('Có hay không? Các lựa chọn');
  });

  it('says so where the pack names no case for a hole', () => {
    const [problem] = checkSelfSheet(input(sheetOf(), { unit: withoutUnion, rules: withF({ gaps: [] }) }));
    expect(problem?.message).toBe(
      'Ở tiêu chí f: không nhánh nào của tiêu chí áp dụng cho đơn vị này và chưa có lựa chọn được ghi. ' +
        'Gói quy định chưa nêu cách xử lý; đề nghị quản trị viên bổ sung gói quy định.',
    );
  });
});

describe('what people are told of the higher column', () => {
  it.each(HIGHER_CASES)('%s', (_what, line, sentence) => {
    expect(said(checkHigherSheet(input(sheetOf(line))))).toEqual([sentence]);
  });

  it('a sheet from own records without a note', () => {
    expect(said(checkOwnRecordsSheet(input()))).toEqual([
      'SCORE.NOTE_REQUIRED: Đơn vị không nộp hồ sơ: cấp trên chấm theo hồ sơ, tài liệu của mình nên phải ghi căn cứ chấm điểm (một ghi chú chung cho cả bảng, không để trống).',
    ]);
  });
});

describe('what is sound', () => {
  it('takes any two decimals where there is no step', () => {
    expect(self({ criterion: 'c2', self: 0.37 })).toEqual([]);
  });

  it('takes points that are those of the awards', () => {
    expect(self({ criterion: 'd', self: 1, awards: { collectives: 0, persons: 1 } })).toEqual([]);
  });

  it('takes no awards for the decision', () => {
    expect(self({ criterion: 'g', awards: { collectives: 1, persons: 0 } })).toEqual(['SCORE.DERIVED g']);
  });

  it('asks for no reason where the awards themselves are wrong', () => {
    const line: ScoreLine = {
      criterion: 'd',
      awards: { collectives: 0, persons: 0 },
      higherAwards: { collectives: 1, persons: -1 },
    };
    expect(higher(line)).toEqual(['SCORE.AWARDS d']);
  });

  it('judges a share by an operator that excludes the threshold, group by group, exactly', () => {
    const measure = (x: number, y: number) => [
      { group: 'x', done: x, of: 1000 },
      { group: 'y', done: y, of: 1000 },
    ];
    const answer = (x: number, y: number, points = 4) =>
      self({ criterion: 'e', self: points, measure: measure(x, y) }, { unit: school });
    expect(answer(901, 901)).toEqual([]);
    expect(answer(900, 1000)).toEqual(['SCORE.MEASURE_MISSED e']);
    expect(answer(1000, 900)).toEqual(['SCORE.MEASURE_MISSED e']);
    expect(answer(0, 0, 1)).toEqual([]);
  });

  it('judges nothing where the pack has no such target', () => {
    const line: ScoreLine = { criterion: 'e', self: 4, measure: [{ group: 'x', done: 1, of: 9 }] };
    expect(self(line, { rules: { ...rules, targets: [] } })).toEqual([]);
    expect(self(line, { rules: { ...rules, targets: undefined } })).toEqual([]);
    expect(lineOf(input(sheetOf(line), { rules: { ...rules, targets: [] } }), 'e')?.measured).toBeUndefined();
  });
});

describe('the year of a grade', () => {
  it('is that of the column, the unit’s where the higher level states none', () => {
    const line: ScoreLine = { criterion: 'f', self: 2, higher: 2, gradeYear: 2025, higherGradeYear: 2027 };
    expect([self(line), higher(line)]).toEqual([[], ['SCORE.GRADE_YEAR f']]);
    const other = { ...line, gradeYear: 2027, higherGradeYear: 2025 };
    expect([self(other), higher(other)]).toEqual([['SCORE.GRADE_YEAR f'], []]);
    const alone = { criterion: 'f', self: 2, higher: 2, gradeYear: 2027 };
    expect(higher(alone)).toEqual(['SCORE.GRADE_YEAR f']);
  });

  it('is compared with the year of the cycle where that is known', () => {
    const line: ScoreLine = { criterion: 'f', self: 2, gradeYear: 2027 };
    expect(self(line, { year: undefined })).toEqual([]);
    expect(self(line, { year: undefined, gapChoices: { GRADE: 'wait' } })).toEqual([]);
  });

  it('is no excuse for an empty line where the last known grade is taken', () => {
    expect(self({ criterion: 'f' }, { gapChoices: { GRADE: 'last' } })).toEqual(['SCORE.MISSING_LINE f']);
    expect(self({ criterion: 'f' }, { gapChoices: { GRADE: 'wait' } })).toEqual([]);
  });

  it('does not matter where a choice fixes the points', () => {
    const line: ScoreLine = { criterion: 'f', self: 2, gradeYear: 2027 };
    expect(self(line, { unit: withoutUnion, gapChoices: { HOLE: 'zero' } })).toEqual([]);
  });

  it('comes from what was decided before what holds by default, in whatever order the cases stand', () => {
    const [hole, grade, silent] = gaps;
    const late = { ...(grade as PackGap), key: 'LATE', when: { all: [] } };
    for (const order of [
      [hole, grade, late, silent],
      [late, grade, hole, silent],
    ]) {
      const ofGaps = order.filter((gap): gap is PackGap => gap !== undefined);
      const table = withF({ gaps: ofGaps.map(({ key }) => key) }, ofGaps);
      const asked = self(
        { criterion: 'f', self: 2, gradeYear: 2025 },
        { rules: table, gapChoices: { LATE: 'wait' } },
      );
      expect(asked).toEqual(['SCORE.GRADE_YEAR f']);
    }
  });
});

describe('a note that a choice asks for', () => {
  it('is the unit’s alone', () => {
    const chosen: More = { unit: withoutUnion, gapChoices: { HOLE: 'noted' } };
    expect(higher({ criterion: 'f', self: 2, higher: 2 }, chosen)).toEqual([]);
    expect(self({ criterion: 'f', self: 2, selfNote: 'Trực theo ca' }, chosen)).toEqual([]);
    expect(self({ criterion: 'f', self: 0 }, chosen)).toEqual([]);
  });
});

describe('a hole between the branches', () => {
  const other: PackGap = { ...(gaps[0] as PackGap), key: 'OTHER', text: 'Trường hợp khác' };
  const both = withF({ gaps: ['HOLE', 'OTHER'] }, [...gaps, other]);

  it('needs a choice for each case that acts', () => {
    const half: More = { unit: withoutUnion, rules: both, gapChoices: { HOLE: 'noted' } };
    const [problem] = checkSelfSheet(input(sheetOf(), half)).filter(
      ({ code }) => code === 'SCORE.GAP_UNDECIDED',
    );
    expect(problem?.message).toContain('Trường hợp OTHER');
    expect(problem?.message).not.toContain('Trường hợp HOLE');
  });

  it('is not filled by a choice for the criterion above it', () => {
    const table = {
      ...rules,
      gaps: [other],
      criteria: criteria.map((each) =>
        each.key === 'c'
          ? { ...each, gaps: ['OTHER'], children: criteria.filter(({ key }) => key === 'f') }
          : each,
      ),
    };
    const given = input(sheetOf(), {
      unit: withoutUnion,
      gapChoices: { OTHER: 'noted' },
      rules: { ...table, criteria: table.criteria.filter(({ key }) => key !== 'f') },
    });
    expect(codes(checkSelfSheet(given))).toContain('SCORE.GAP_UNDECIDED f');
  });

  it('takes the points that were decided before those that hold by default', () => {
    const options = [
      { key: 'one', text: 'Một', effect: { points: 1 } },
      { key: 'none', text: 'Không', effect: { points: 0 } },
    ];
    const byDefault: PackGap = {
      ...other,
      key: 'DEFAULT',
      when: { all: [] },
      default: { key: 'one', text: 'Một' },
      options,
    };
    const decided: PackGap = { ...byDefault, key: 'DECIDED' };
    const table = withF({ gaps: ['DEFAULT', 'DECIDED'] }, [byDefault, decided]);
    const points = (gapChoices: Record<string, string>) =>
      lineOf(input(sheetOf(), { rules: table, gapChoices }), 'f')?.points;
    expect(points({})).toBe(1);
    expect(points({ DECIDED: 'none' })).toBe(0);
    expect(lineOf(input(sheetOf(), { rules: table, gapChoices: { DECIDED: 'none' } }), 'f')?.counted).toBe(
      'Theo cách xử lý trường hợp DECIDED (Không): tính 0/2, không theo điểm đã ghi.',
    );
  });

  it('exists from the year that the pack names, and always where no year is asked for', () => {
    const early = withF({ gaps: ['EARLY'] }, [
      { ...(gaps[1] as PackGap), key: 'EARLY', years: { from: 2027 } },
    ]);
    const acting = (year: number | undefined) =>
      lineOf(input(sheetOf(), { rules: early, year }), 'f')?.gaps.map(({ gap }) => gap);
    expect([acting(2026), acting(2027), acting(undefined)]).toEqual([[], ['EARLY'], ['EARLY']]);
  });

  it('reads a branch that a default names, but for what was decided', () => {
    const [hole] = gaps;
    const byDefault: PackGap = {
      ...(hole as PackGap),
      key: 'READ',
      when: { all: [] },
      default: { key: 'party', text: 'Theo Đảng' },
      options: [
        { key: 'party', text: 'Theo Đảng', effect: { branch: 'party' } },
        { key: 'union', text: 'Theo công đoàn' },
      ],
    };
    const table = withF({ gaps: ['GRADE', 'READ'] }, [gaps[1] as PackGap, byDefault]);
    const branch = (gapChoices: Record<string, string>) =>
      lineOf(input(sheetOf(), { rules: table, gapChoices }), 'f')?.branch?.key;
    expect([branch({}), branch({ READ: 'party' }), branch({ READ: 'union' })]).toEqual([
      'party',
      'party',
      'union',
    ]);
  });
});

describe('what should be said and may be left out', () => {
  const optional = {
    ...rules,
    criteria: criteria.map((each) =>
      each.key === 'e' && each.measure ? { ...each, measure: { ...each.measure, required: false } } : each,
    ),
  };

  it('is told of lines that claim points', () => {
    const bare = sheetOf({ criterion: 'f', self: 2 }, { criterion: 'e', self: 4 });
    expect(remarksOn(input(bare, { rules: optional, unit: school }), 'self')).toEqual([
      'Tiêu chí e: nên ghi số liệu (người; học sinh).',
      'Tiêu chí f: nên ghi năm của xếp loại mà điểm dựa vào.',
    ]);
  });

  it('is not told of what is said, empty or fixed', () => {
    expect(remarksOn(input(sheetOf(), { rules: optional }), 'self')).toEqual([]);
    expect(remarksOn(input([], { rules: optional }), 'self')).toEqual([]);
    const nothing = sheetOf({ criterion: 'f', self: 0 }, { criterion: 'e', self: 0 });
    expect(remarksOn(input(nothing, { rules: optional }), 'self')).toEqual([]);
  });
});

describe('an unfinished sheet', () => {
  it.each<[string, ScoreLine, More, 'self' | 'higher']>([
    ['a reason', { criterion: 'a', self: 3, higher: 2 }, {}, 'higher'],
    ['the numbers', { criterion: 'e', self: 4, higher: 4 }, {}, 'self'],
    ['a year', { criterion: 'f', self: 2, higher: 2 }, { gapChoices: { GRADE: 'last' } }, 'self'],
    [
      'a note',
      { criterion: 'f', self: 2, higher: 2 },
      { unit: withoutUnion, gapChoices: { HOLE: 'noted' } },
      'self',
    ],
  ])('that lacks %s is counted, and is not final', (_what, line, more, column) => {
    const given = input(sheetOf(line), { ...more, recognition: 'recognised' });
    expect(scoreSheet(given, column).pass).toBe('provisional');
  });

  it('of the other column does not hold up this one', () => {
    const given = input(sheetOf({ criterion: 'a', self: 3 }), { recognition: 'recognised' });
    expect([scoreSheet(given, 'self').pass, scoreSheet(given, 'higher').pass]).toEqual([
      'final',
      'provisional',
    ]);
    const alone = input(sheetOf({ criterion: 'a', higher: 3, reason: 'Có tài liệu' }), {
      recognition: 'recognised',
    });
    expect([scoreSheet(alone, 'self').pass, scoreSheet(alone, 'higher').pass]).toEqual([
      'provisional',
      'final',
    ]);
  });

  it('is provisional before the decision, also where nothing waits for it', () => {
    const table = { ...rules, criteria: criteria.filter(({ key }) => key !== 'g') };
    expect(scoreSheet(input(sheetOf(), { rules: table }), 'higher')).toMatchObject({
      pass: 'provisional',
      pending: [],
      class: undefined,
    });
  });
});

describe('totals', () => {
  const totals = (lines: readonly ScoreLine[], column: 'self' | 'higher') =>
    scoreSheet(input(lines), column).totals;

  it('are those of the columns that anybody filled in', () => {
    expect(totals([{ criterion: 'a', self: 1 }], 'self')).toEqual({ self: 1, higher: undefined });
    expect(totals([{ criterion: 'a', higher: 1 }], 'higher')).toEqual({ self: undefined, higher: 1 });
    expect(
      totals(
        [
          { criterion: 'a', higher: 1 },
          { criterion: 'b', self: 2 },
        ],
        'self',
      ),
    ).toEqual({ self: 2, higher: 1 });
    expect(totals([], 'self')).toEqual({ self: 0, higher: undefined });
    expect(totals([], 'higher')).toEqual({ self: undefined, higher: 0 });
  });

  it('count awards as points of the higher column', () => {
    const line: ScoreLine = { criterion: 'd', higherAwards: { collectives: 1, persons: 0 } };
    expect(totals([line], 'self')).toEqual({ self: 0, higher: 2 });
  });

  it('have no class under the lowest band, and a founded one is not assumed', () => {
    const recognised: More = { recognition: 'recognised' };
    expect(scoreSheet(input(sheetOf(), recognised), 'higher').class).toMatchObject({
      key: 'good',
      assumed: false,
    });
    const high = { ...rules, classes: rules.classes.filter(({ key }) => key === 'good') };
    const refused: More = { recognition: 'notRecognised', rules: high };
    expect(scoreSheet(input(sheetOf(), refused), 'higher')).toMatchObject({
      pass: 'final',
      class: undefined,
    });
  });
});

describe('lines of a result', () => {
  it('tell year, citations and numbers of their own column', () => {
    const line: ScoreLine = {
      criterion: 'f',
      self: 2,
      higher: 2,
      gradeYear: 2024,
      higherGradeYear: 2025,
      cites: ['a'],
      higherCites: ['b'],
    };
    const told = (column: 'self' | 'higher', given = line) => {
      const found = lineOf(input(sheetOf(given)), 'f', column);
      return [found?.gradeYear, found?.cites];
    };
    expect([told('self'), told('higher')]).toEqual([
      [2024, ['a']],
      [2025, ['b']],
    ]);
    const own: ScoreLine = { criterion: 'f', self: 2, higher: 2, gradeYear: 2024, cites: ['a'] };
    expect(told('higher', own)).toEqual([2024, ['a']]);
  });

  it('name the cap only where it cuts', () => {
    const counted = (persons: number) =>
      lineOf(input(sheetOf({ criterion: 'd', awards: { collectives: 1, persons } })), 'd')?.counted;
    expect([counted(1), counted(2)]).toEqual([
      '1 tập thể × 2 + 1 cá nhân × 1 = 3.',
      '1 tập thể × 2 + 2 cá nhân × 1 = 4, lấy mức tối đa 3.',
    ]);
  });

  it('compare the columns on the higher one alone, and not on the decision', () => {
    const line: ScoreLine = { criterion: 'a', self: 2.5, higher: 3, reason: 'Bổ sung' };
    const counted = (column: 'self' | 'higher') => lineOf(input(sheetOf(line)), 'a', column)?.counted;
    expect([counted('self'), counted('higher')]).toEqual([
      'Cơ sở tự chấm: 2,5/3.',
      'Cấp trên chấm: 3/3. Cao hơn cơ sở tự chấm 0,5 điểm.',
    ]);
  });
});

describe('a sheet that cannot be counted', () => {
  const failure = (count: () => unknown): UnsoundSheetError => {
    try {
      count();
    } catch (error) {
      if (error instanceof UnsoundSheetError) return error;
    }
    throw new Error('it was counted');
  };

  it('fails with every problem, one a line', () => {
    const lines = sheetOf({ criterion: 'a', self: 9 }, { criterion: 'b', self: 9 });
    const error = failure(() => scoreSheet(input(lines), 'self'));
    expect(error.name).toBe('UnsoundSheetError');
    expect(error.message.split('\n').map((row) => row.split(':')[0])).toEqual([
      'SCORE.OVER_MAX',
      'SCORE.OVER_MAX',
    ]);
  });

  it('from own records fails for the note, and for what is unsound, not for what is unfinished', () => {
    const missing = failure(() => scoreFromOwnRecords(input(sheetOf({ criterion: 'a' }))));
    expect(codes(missing.problems)).toEqual(['SCORE.NOTE_REQUIRED']);
    const wrong = failure(() => scoreFromOwnRecords(input(sheetOf({ criterion: 'a', higher: 9 }))));
    expect(codes(wrong.problems)).toEqual(['SCORE.OVER_MAX a', 'SCORE.NOTE_REQUIRED']);
    const noted = failure(() =>
      scoreFromOwnRecords(input(sheetOf({ criterion: 'a', higher: 9 }), { ownRecordsNote: 'Sổ' })),
    );
    expect(codes(noted.problems)).toEqual(['SCORE.OVER_MAX a']);
  });
});

describe('an explanation, row by row', () => {
  it('of the self column', () => {
    expect(
      explain(
        scoreSheet(
          input(
            sheetOf(
              { criterion: 'a', self: 2.5, selfNote: 'ghi chú a', note: 'riêng', cites: ['m1', 'm2'] },
              { criterion: 'b', self: 2, higher: 2, cites: [] },
              { criterion: 'd', awards: { collectives: 1, persons: 2 } },
            ),
          ),
          'self',
        ),
      ),
    ).toEqual([
      'Bảng điểm: Cơ sở tự chấm, tạm tính',
      '[a] a) Nội dung a · 2,5/3 điểm',
      '    Cách tính: Cơ sở tự chấm: 2,5/3.',
      '    Viện dẫn: m1, m2',
      '    Cơ sở ghi: ghi chú a',
      '    Ghi chú: riêng',
      '    Căn cứ: nguồn annex, văn bản đề xuất; nấc điểm: nguồn reading, giả định, chưa có văn bản',
      '[b] b) Nội dung b · 2/2 điểm',
      '    Cách tính: Cơ sở tự chấm: 2/2.',
      '    Căn cứ: nguồn annex, chỉ tiêu phấn đấu',
      '[c] c) Nội dung c · tối đa 2 điểm',
      '  [c1] c1) Nội dung c1 · 1/1 điểm',
      '      Cách tính: Cơ sở tự chấm: 1/1.',
      '      Căn cứ: nguồn annex, văn bản quy định',
      '  [c2] c2) Nội dung c2 · 1/1 điểm',
      '      Cách tính: Cơ sở tự chấm: 1/1.',
      '      Căn cứ: nguồn reading, giả định, chưa có văn bản',
      '[d] d) Nội dung d · 3/3 điểm',
      '    Cách tính: 1 tập thể × 2 + 2 cá nhân × 1 = 4, lấy mức tối đa 3.',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[e] e) Nội dung e · 4/4 điểm',
      '    Cách tính: Cơ sở tự chấm: 4/4.',
      '    Số liệu: 10/10 (100 %), cần trên 90 %: đạt',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[f] f) Nội dung f · 2/2 điểm',
      '    Cách tính: Cơ sở tự chấm: 2/2.',
      '    Nhánh áp dụng: Theo công đoàn',
      '    Trường hợp chưa rõ GRADE: Lấy năm gần nhất (mặc định, chưa ai ghi lựa chọn; nguồn annex, văn bản quy định)',
      '    Năm của xếp loại: 2025',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[g] g) Nội dung g · chờ/50 điểm',
      '    Cách tính: Chờ quyết định công nhận; chưa tính vào tổng.',
      '    Căn cứ: nguồn annex, văn bản quy định',
      'Tổng cơ sở tự chấm: 15,5',
      'Tổng cấp trên chấm: 10',
      'Tổng điểm tạm tính: 15,5',
      'Còn chờ: g; cao nhất có thể đạt 65,5 điểm',
    ]);
  });

  it('of the higher column after the decision', () => {
    expect(
      explain(
        scoreSheet(
          input(
            sheetOf(
              { criterion: 'a', self: 2.5, higher: 3, reason: 'Bổ sung' },
              { criterion: 'c2', self: 1, higher: 0.5, reason: 'Thiếu' },
            ),
            { recognition: 'recognised' },
          ),
          'higher',
        ),
      ),
    ).toEqual([
      'Bảng điểm: Cấp trên chấm, chính thức',
      '[a] a) Nội dung a · 3/3 điểm',
      '    Cách tính: Cấp trên chấm: 3/3. Cao hơn cơ sở tự chấm 0,5 điểm.',
      '    Lý do: Bổ sung',
      '    Căn cứ: nguồn annex, văn bản đề xuất; nấc điểm: nguồn reading, giả định, chưa có văn bản',
      '[b] b) Nội dung b · 2/2 điểm',
      '    Cách tính: Cấp trên chấm: 2/2.',
      '    Căn cứ: nguồn annex, chỉ tiêu phấn đấu',
      '[c] c) Nội dung c · tối đa 2 điểm',
      '  [c1] c1) Nội dung c1 · 1/1 điểm',
      '      Cách tính: Cấp trên chấm: 1/1.',
      '      Căn cứ: nguồn annex, văn bản quy định',
      '  [c2] c2) Nội dung c2 · 0,5/1 điểm',
      '      Cách tính: Cấp trên chấm: 0,5/1. Thấp hơn cơ sở tự chấm 0,5 điểm.',
      '      Lý do: Thiếu',
      '      Căn cứ: nguồn reading, giả định, chưa có văn bản',
      '[d] d) Nội dung d · 0/3 điểm',
      '    Cách tính: 0 tập thể × 2 + 0 cá nhân × 1 = 0.',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[e] e) Nội dung e · 4/4 điểm',
      '    Cách tính: Cấp trên chấm: 4/4.',
      '    Số liệu: 10/10 (100 %), cần trên 90 %: đạt',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[f] f) Nội dung f · 2/2 điểm',
      '    Cách tính: Cấp trên chấm: 2/2.',
      '    Nhánh áp dụng: Theo công đoàn',
      '    Trường hợp chưa rõ GRADE: Lấy năm gần nhất (mặc định, chưa ai ghi lựa chọn; nguồn annex, văn bản quy định)',
      '    Năm của xếp loại: 2025',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[g] g) Nội dung g · 50/50 điểm',
      '    Cách tính: Theo quyết định công nhận: đạt, tính trọn điểm.',
      '    Căn cứ: nguồn annex, văn bản quy định',
      'Tổng cơ sở tự chấm: 62,5',
      'Tổng cấp trên chấm: 62,5',
      'Tổng điểm chính thức: 62,5',
      'Phân loại: Tốt (mốc từ 60 điểm; nguồn annex, văn bản quy định)',
    ]);
  });

  it('of a unit that is not recognised', () => {
    expect(
      explain(scoreSheet(input(sheetOf(), { recognition: 'notRecognised' }), 'higher')).slice(-7),
    ).toEqual([
      '[g] g) Nội dung g · 0/50 điểm',
      '    Cách tính: Theo quyết định: không công nhận, 0 điểm.',
      '    Căn cứ: nguồn annex, văn bản quy định',
      'Tổng cơ sở tự chấm: 13',
      'Tổng cấp trên chấm: 13',
      'Tổng điểm chính thức: 13',
      'Phân loại: Yếu (mốc từ 0 điểm; nguồn reading, giả định, chưa có văn bản)',
    ]);
  });

  it('of a unit that handed nothing in', () => {
    expect(
      explain(
        scoreFromOwnRecords(
          input(sheetOf(), {
            recognition: 'notRecognised',
            ownRecordsNote: 'Sổ theo dõi',
            choiceBasis: { SILENT: 'Quản trị: theo công văn' },
            gapChoices: { SILENT: 'own' },
          }),
        ),
      ),
    ).toEqual([
      'Bảng điểm: Cấp trên chấm, chính thức',
      '[a] a) Nội dung a · 3/3 điểm',
      '    Cách tính: Cấp trên chấm theo hồ sơ của mình: 3/3.',
      '    Căn cứ: nguồn annex, văn bản đề xuất; nấc điểm: nguồn reading, giả định, chưa có văn bản',
      '[b] b) Nội dung b · 2/2 điểm',
      '    Cách tính: Cấp trên chấm theo hồ sơ của mình: 2/2.',
      '    Căn cứ: nguồn annex, chỉ tiêu phấn đấu',
      '[c] c) Nội dung c · tối đa 2 điểm',
      '  [c1] c1) Nội dung c1 · 1/1 điểm',
      '      Cách tính: Cấp trên chấm theo hồ sơ của mình: 1/1.',
      '      Căn cứ: nguồn annex, văn bản quy định',
      '  [c2] c2) Nội dung c2 · 1/1 điểm',
      '      Cách tính: Cấp trên chấm theo hồ sơ của mình: 1/1.',
      '      Căn cứ: nguồn reading, giả định, chưa có văn bản',
      '[d] d) Nội dung d · 0/3 điểm',
      '    Cách tính: 0 tập thể × 2 + 0 cá nhân × 1 = 0.',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[e] e) Nội dung e · 4/4 điểm',
      '    Cách tính: Cấp trên chấm theo hồ sơ của mình: 4/4.',
      '    Số liệu: 10/10 (100 %), cần trên 90 %: đạt',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[f] f) Nội dung f · 2/2 điểm',
      '    Cách tính: Cấp trên chấm theo hồ sơ của mình: 2/2.',
      '    Nhánh áp dụng: Theo công đoàn',
      '    Trường hợp chưa rõ GRADE: Lấy năm gần nhất (mặc định, chưa ai ghi lựa chọn; nguồn annex, văn bản quy định)',
      '    Năm của xếp loại: 2025',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[g] g) Nội dung g · 0/50 điểm',
      '    Cách tính: Theo quyết định: không công nhận, 0 điểm.',
      '    Căn cứ: nguồn annex, văn bản quy định',
      'Tổng cơ sở tự chấm: Không nộp',
      'Tổng cấp trên chấm: 13',
      'Căn cứ chấm khi đơn vị không nộp: Sổ theo dõi',
      'Trường hợp chưa rõ SILENT: Chấm theo hồ sơ của cấp trên (lựa chọn đã ghi; nguồn reading, giả định, chưa có văn bản)',
      'Người quyết định lựa chọn: Quản trị: theo công văn',
      'Tổng điểm chính thức: 13',
      'Phân loại: Yếu (mốc từ 0 điểm; nguồn reading, giả định, chưa có văn bản)',
    ]);
  });

  it('of a draft with a case that nobody decided', () => {
    expect(explain(scoreSheet(input([{ criterion: 'a', self: 1 }], { unit: withoutUnion }), 'self'))).toEqual(
      [
        'Bảng điểm: Cơ sở tự chấm, tạm tính',
        '[a] a) Nội dung a · 1/3 điểm',
        '    Cách tính: Cơ sở tự chấm: 1/3.',
        '    Căn cứ: nguồn annex, văn bản đề xuất; nấc điểm: nguồn reading, giả định, chưa có văn bản',
        '[b] b) Nội dung b · chờ/2 điểm',
        '    Cách tính: Chưa chấm.',
        '    Căn cứ: nguồn annex, chỉ tiêu phấn đấu',
        '[c] c) Nội dung c · tối đa 2 điểm',
        '  [c1] c1) Nội dung c1 · chờ/1 điểm',
        '      Cách tính: Chưa chấm.',
        '      Căn cứ: nguồn annex, văn bản quy định',
        '  [c2] c2) Nội dung c2 · chờ/1 điểm',
        '      Cách tính: Chưa chấm.',
        '      Căn cứ: nguồn reading, giả định, chưa có văn bản',
        '[d] d) Nội dung d · chờ/3 điểm',
        '    Cách tính: Chưa chấm.',
        '    Căn cứ: nguồn annex, văn bản quy định',
        '[e] e) Nội dung e · chờ/4 điểm',
        '    Cách tính: Chưa chấm.',
        '    Căn cứ: nguồn annex, văn bản quy định',
        '[f] f) Nội dung f · chờ/2 điểm',
        '    Cách tính: Chưa chấm. Chưa có lựa chọn cho trường hợp chưa rõ của tiêu chí này.',
        '    Căn cứ: nguồn annex, văn bản quy định',
        '[g] g) Nội dung g · chờ/50 điểm',
        '    Cách tính: Chờ quyết định công nhận; chưa tính vào tổng.',
        '    Căn cứ: nguồn annex, văn bản quy định',
        'Tổng cơ sở tự chấm: 1',
        'Tổng cấp trên chấm: chưa chấm',
        'Tổng điểm tạm tính: 1',
        'Còn chờ: b, c1, c2, d, e, f, g; cao nhất có thể đạt 64 điểm',
      ],
    );
  });

  it('of points that a choice fixes', () => {
    expect(
      explain(
        scoreSheet(
          input(sheetOf(), {
            unit: withoutUnion,
            gapChoices: { HOLE: 'zero' },
            choiceBasis: { HOLE: 'Quản trị: vì thế' },
          }),
          'self',
        ),
      ).slice(-14),
    ).toEqual([
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[f] f) Nội dung f · 0/2 điểm',
      '    Cách tính: Theo cách xử lý trường hợp HOLE (Không điểm): tính 0/2, không theo điểm đã ghi.',
      '    Trường hợp chưa rõ HOLE: Không điểm (lựa chọn đã ghi; nguồn reading, giả định, chưa có văn bản)',
      '    Người quyết định lựa chọn: Quản trị: vì thế',
      '    Năm của xếp loại: 2025',
      '    Căn cứ: nguồn annex, văn bản quy định',
      '[g] g) Nội dung g · chờ/50 điểm',
      '    Cách tính: Chờ quyết định công nhận; chưa tính vào tổng.',
      '    Căn cứ: nguồn annex, văn bản quy định',
      'Tổng cơ sở tự chấm: 11',
      'Tổng cấp trên chấm: 11',
      'Tổng điểm tạm tính: 11',
      'Còn chờ: g; cao nhất có thể đạt 61 điểm',
    ]);
  });

  it('of a choice without a basis, and of a sheet from own records by default', () => {
    const rows = explain(
      scoreFromOwnRecords(input(sheetOf(), { recognition: 'notRecognised', ownRecordsNote: 'Sổ', unit })),
    );
    expect(rows.filter((row) => row.startsWith('Người quyết định') || row.includes('undefined'))).toEqual([]);
    expect(rows).toContain(
      'Trường hợp chưa rõ SILENT: Chấm theo hồ sơ của cấp trên (mặc định, chưa ai ghi lựa chọn; nguồn reading, giả định, chưa có văn bản)',
    );
  });
});
