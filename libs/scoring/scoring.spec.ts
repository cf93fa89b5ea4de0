import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PackClass, PackCriterion, PackGap, UnitProfile } from '#libs/policy';
import type { Recognition, ScoreLine, ScoreSheet, ScoringInput, ScoringRules } from './index.js';
import {
  checkHigherSheet,
  checkOwnRecordsSheet,
  checkSelfSheet,
  classOf,
  explain,
  scoreFromOwnRecords,
  scoreSheet,
  UnsoundSheetError,
  unknownChoices,
} from './index.js';

const sourced = { src: 'annex', status: 'binding' } as const;
const leaf = (key: string, max: number, more: Partial<PackCriterion> = {}): PackCriterion => ({
  key,
  no: key.length > 1 ? `${key.slice(1)})` : key,
  text: `Tiêu chí ${key}`,
  max,
  step: 0.5,
  evidence: [],
  ...sourced,
  ...more,
});
const parent = (
  key: string,
  children: readonly PackCriterion[],
  gaps?: readonly string[],
): PackCriterion => ({
  key,
  no: key,
  text: `Mục ${key}`,
  max: children.reduce((sum, child) => sum + child.max, 0),
  evidence: [],
  children,
  gaps,
  ...sourced,
});

const anyBody = { any: [{ flag: 'hasUnion' }, { flag: 'hasMassOrganisations' }] } as const;
const criteria: readonly PackCriterion[] = [
  leaf('1', 3),
  leaf('2', 3),
  leaf('3', 5),
  parent('4', [leaf('4a', 1), leaf('4b', 1), leaf('4c', 1), leaf('4d', 2)]),
  parent('5', [
    leaf('5a', 2, { allOrNothing: true }),
    leaf('5b', 2, { allOrNothing: true }),
    leaf('5c', 2, { allOrNothing: true }),
    leaf('5d', 2),
    leaf('5đ', 2),
    leaf('5e', 2),
    leaf('5g', 2, {
      branches: [
        { key: 'organisations', when: anyBody, text: 'Công đoàn, đoàn thể hoàn thành tốt nhiệm vụ' },
        {
          key: 'tax',
          when: { not: { any: [{ flag: 'hasParty' }, anyBody] } },
          text: 'Hoàn thành nghĩa vụ nộp thuế',
        },
      ],
      gaps: ['PARTY_ONLY'],
    }),
  ]),
  parent('6', [leaf('6a', 2), leaf('6b', 2)], ['NO_GUARDS']),
  leaf('7', 10),
  parent('8', [leaf('8a', 1), leaf('8b', 2), leaf('8c', 50, { step: 50, derivedFrom: 'recognition' })]),
  leaf('9', 3, { step: 1, perAward: { collective: 2, person: 1 } }),
];
const assumed = { src: 'reading', status: 'assumed' } as const;
const gaps: readonly PackGap[] = [
  {
    key: 'PARTY_ONLY',
    text: 'Có tổ chức Đảng nhưng không có công đoàn, đoàn thể',
    when: { all: [{ flag: 'hasParty' }, { not: anyBody }] },
    default: { key: 'none', text: 'Chưa quyết định' },
    options: [
      { key: 'tax', text: 'Chấm theo nghĩa vụ nộp thuế' },
      { key: 'party', text: 'Chấm theo xếp loại tổ chức Đảng' },
    ],
    ...assumed,
  },
  {
    key: 'NO_GUARDS',
    text: 'Đơn vị không có lực lượng bảo vệ',
    when: { not: { flag: 'hasGuards' } },
    default: { key: 'arrangement', text: 'Chấm 6a theo cách bố trí phù hợp' },
    options: [
      { key: 'arrangement', text: 'Chấm 6a theo cách bố trí phù hợp' },
      { key: 'zero', text: 'Không có thì 0 điểm' },
    ],
    ...assumed,
  },
];
const classes: readonly PackClass[] = [
  { key: 'yeu', name: 'Yếu', min: 0, requiresConfirmation: true, ...assumed },
  { key: 'tot', name: 'Tốt', min: 90, requiresConfirmation: true, ...assumed },
  { key: 'kha', name: 'Khá', min: 70, requiresConfirmation: true, ...assumed },
  { key: 'trung-binh', name: 'Trung bình', min: 50, requiresConfirmation: true, ...assumed },
];
const rules: ScoringRules = { criteria, classes, gaps };

const unit: UnitProfile = {
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

const typedLeaves = criteria
  .flatMap((each) => each.children ?? [each])
  .filter((each) => each.derivedFrom === undefined);

/** Every line at its maximum in both columns, but no reward. */
const fullLines = (): ScoreLine[] =>
  typedLeaves.map(({ key, max }) =>
    key === '9'
      ? {
          criterion: key,
          awards: { collectives: 0, persons: 0 },
          higherAwards: { collectives: 0, persons: 0 },
        }
      : { criterion: key, self: max, higher: max },
  );
const withLine = (line: ScoreLine): ScoreLine[] =>
  fullLines().map((each) => (each.criterion === line.criterion ? line : each));

function input(
  lines: readonly ScoreLine[],
  more: {
    unit?: UnitProfile;
    gapChoices?: Record<string, string>;
    recognition?: Recognition;
    note?: string;
  } = {},
): ScoringInput {
  const sheet: ScoreSheet = { lines, recognition: more.recognition ?? 'pending', ownRecordsNote: more.note };
  return { rules, unit: more.unit ?? unit, gapChoices: more.gapChoices ?? {}, sheet };
}
const codes = (problems: readonly { code: string; criterion?: string }[]): string[] =>
  problems.map(({ code, criterion }) => `${code} ${criterion ?? ''}`.trim());

describe('checking the self column', () => {
  it('accepts a full sheet', () => {
    expect(checkSelfSheet(input(fullLines()))).toEqual([]);
  });

  it.each<[string, ScoreLine]>([
    ['SCORE.OVER_MAX 1', { criterion: '1', self: 3.5 }],
    ['SCORE.NEGATIVE 1', { criterion: '1', self: -0.5 }],
    ['SCORE.STEP 1', { criterion: '1', self: 1.25 }],
    ['SCORE.STEP 1', { criterion: '1', self: 1.005 }],
    ['SCORE.NOT_A_NUMBER 1', { criterion: '1', self: Number.NaN }],
    ['SCORE.OVER_MAX 5a', { criterion: '5a', self: 4 }],
    ['SCORE.ALL_OR_NOTHING 5a', { criterion: '5a', self: 1 }],
    ['SCORE.MISSING_LINE 7', { criterion: '7' }],
    ['SCORE.AWARDS 9', { criterion: '9', awards: { collectives: 0.5, persons: 1 } }],
    ['SCORE.AWARDS 9', { criterion: '9', awards: { collectives: 0, persons: -1 } }],
    ['SCORE.AWARDS 9', { criterion: '9', self: 3, awards: { collectives: 0, persons: 1 } }],
    ['SCORE.AWARDS 2', { criterion: '2', self: 3, awards: { collectives: 1, persons: 0 } }],
  ])('answers %s', (expected, line) => {
    expect(codes(checkSelfSheet(input(withLine(line))))).toEqual([expected]);
  });

  it.each<[string, ScoreLine]>([
    ['SCORE.UNKNOWN_CRITERION 11', { criterion: '11', self: 1 }],
    ['SCORE.NOT_A_LEAF 4', { criterion: '4', self: 5 }],
    ['SCORE.DUPLICATE 1', { criterion: '1', self: 1 }],
    ['SCORE.DERIVED 8c', { criterion: '8c', self: 50 }],
  ])('answers %s to a line that does not belong', (expected, line) => {
    expect(codes(checkSelfSheet(input([...fullLines(), line])))).toEqual([expected]);
  });

  it('allows an empty line for the criterion that comes from the recognition', () => {
    expect(checkSelfSheet(input([...fullLines(), { criterion: '8c', selfNote: 'Chờ quyết định' }]))).toEqual(
      [],
    );
  });

  it('says in Vietnamese what is wrong, where and what to do', () => {
    const [problem] = checkSelfSheet(input(withLine({ criterion: '5a', self: 2.5 })));
    expect(problem?.message).toBe(
      'Ở cột "Cơ sở tự chấm", tiêu chí 5a: điểm 2,5 vượt mức tối đa 2; ghi từ 0 đến 2.',
    );
  });

  it('names every problem at once', () => {
    const lines = fullLines().filter((line) => line.criterion !== '7');
    lines[0] = { criterion: '1', self: 9 };
    expect(codes(checkSelfSheet(input(lines)))).toEqual(['SCORE.OVER_MAX 1', 'SCORE.MISSING_LINE 7']);
  });
});

describe('checking the higher column', () => {
  it('accepts points that agree without a reason', () => {
    expect(checkHigherSheet(input(fullLines()))).toEqual([]);
  });

  it.each([undefined, '', '   ', '\u00a0', '...'])('refuses a difference whose reason is %j', (reason) => {
    const lines = withLine({ criterion: '7', self: 10, higher: 8, reason });
    expect(codes(checkHigherSheet(input(lines)))).toEqual(['SCORE.REASON_REQUIRED 7']);
  });

  it('accepts a difference with a reason, also upwards', () => {
    const lines = withLine({
      criterion: '7',
      self: 8,
      higher: 10,
      reason: 'Mô hình được công nhận cấp tỉnh',
    });
    expect(checkHigherSheet(input(lines))).toEqual([]);
  });

  it('asks for a reason where confirmed awards give other points than the claimed ones', () => {
    const claimed = { collectives: 0, persons: 2 };
    const same = { criterion: '9', awards: claimed, higherAwards: { collectives: 1, persons: 0 } };
    const fewer = { criterion: '9', awards: claimed, higherAwards: { collectives: 0, persons: 1 } };
    expect(checkHigherSheet(input(withLine(same)))).toEqual([]);
    expect(codes(checkHigherSheet(input(withLine(fewer))))).toEqual(['SCORE.REASON_REQUIRED 9']);
  });

  it('refuses typed points for the recognition also from the higher level', () => {
    expect(codes(checkHigherSheet(input([...fullLines(), { criterion: '8c', higher: 0 }])))).toEqual([
      'SCORE.DERIVED 8c',
    ]);
  });
});

describe('the branches of 5g', () => {
  const without = (...flags: (keyof UnitProfile)[]): UnitProfile => ({
    ...unit,
    ...Object.fromEntries(flags.map((flag) => [flag, false])),
  });
  const branchOf = (profile: UnitProfile, gapChoices: Record<string, string> = {}): string | undefined =>
    scoreSheet(input(fullLines(), { unit: profile, gapChoices }), 'self').lines.find(
      (line) => line.criterion === '5g',
    )?.branch?.key;

  it('takes the grade of the organisations where there is a union or a mass organisation', () => {
    expect(branchOf(unit)).toBe('organisations');
    expect(branchOf(without('hasUnion'))).toBe('organisations');
    expect(branchOf(without('hasMassOrganisations', 'hasParty'))).toBe('organisations');
  });

  it('takes the tax duty where there is neither Party, union nor mass organisation', () => {
    expect(branchOf(without('hasParty', 'hasUnion', 'hasMassOrganisations'))).toBe('tax');
  });

  it('refuses to guess for a unit with a Party organisation only', () => {
    const sheet = input(fullLines(), { unit: without('hasUnion', 'hasMassOrganisations') });
    expect(codes(checkSelfSheet(sheet))).toEqual(['SCORE.GAP_UNDECIDED 5g']);
    expect(codes(checkHigherSheet(sheet))).toEqual(['SCORE.GAP_UNDECIDED 5g']);
    expect(checkSelfSheet(sheet)[0]?.message).toContain('"party" (Chấm theo xếp loại tổ chức Đảng)');
  });

  it.each(['none', 'guess', 'toString'])('does not take %j for a choice', (choice) => {
    const sheet = input(fullLines(), {
      unit: without('hasUnion', 'hasMassOrganisations'),
      gapChoices: { PARTY_ONLY: choice },
    });
    expect(codes(checkSelfSheet(sheet))).toEqual(['SCORE.GAP_UNDECIDED 5g']);
  });

  it('follows the recorded choice, and shows it', () => {
    const profile = without('hasUnion', 'hasMassOrganisations');
    expect(branchOf(profile, { PARTY_ONLY: 'tax' })).toBe('tax');
    const result = scoreSheet(
      input(fullLines(), { unit: profile, gapChoices: { PARTY_ONLY: 'party' } }),
      'self',
    );
    const line = result.lines.find((each) => each.criterion === '5g');
    expect(line?.branch).toBeUndefined();
    expect(line?.gaps).toEqual([
      {
        gap: 'PARTY_ONLY',
        choice: 'party',
        text: 'Chấm theo xếp loại tổ chức Đảng',
        decided: true,
        ...assumed,
      },
    ]);
  });

  it('shows what the unit only proposes as decided by nobody, while its own column is read by it', () => {
    const profile = without('hasUnion', 'hasMassOrganisations');
    const proposing = {
      ...input(fullLines(), { unit: profile, gapChoices: { PARTY_ONLY: 'tax' } }),
      proposedGaps: ['PARTY_ONLY'],
    };
    expect(codes(checkSelfSheet(proposing))).toEqual([]);
    const result = scoreSheet(proposing, 'self');
    const line = result.lines.find((each) => each.criterion === '5g');
    expect([line?.branch?.key, line?.gaps[0]?.decided, line?.gaps[0]?.proposed]).toEqual([
      'tax',
      false,
      true,
    ]);
    expect(explain(result).join('\n')).toContain('đơn vị đề nghị, chưa ai quyết định');
  });

  it('takes no choice that the pack does not have', () => {
    const found = unknownChoices({ gaps }, { PARTY_ONLY: 'tax', NO_GUARDS: 'half', toString: 'zero' });
    expect(found.map(({ code }) => code)).toEqual(['SCORE.GAP_UNKNOWN', 'SCORE.GAP_UNKNOWN']);
  });

  it('lets a recorded choice name another branch than the one that holds', () => {
    const unionOnly: PackGap = { ...gaps[0]!, key: 'UNION_NO_PARTY', when: { not: { flag: 'hasParty' } } };
    const table = criteria.map((each) => ({
      ...each,
      children: each.children?.map((child) =>
        child.key === '5g' ? { ...child, gaps: ['UNION_NO_PARTY'] } : child,
      ),
    }));
    const sheet = {
      ...input(fullLines(), { unit: without('hasParty'), gapChoices: { UNION_NO_PARTY: 'tax' } }),
      rules: { criteria: table, classes, gaps: [unionOnly] },
    };
    const line = scoreSheet(sheet, 'self').lines.find((each) => each.criterion === '5g');
    expect(line?.branch?.key).toBe('tax');
  });

  it('never is final while the choice is missing', () => {
    const sheet = input(fullLines(), {
      unit: without('hasUnion', 'hasMassOrganisations'),
      recognition: 'recognised',
    });
    expect(scoreSheet(sheet, 'higher')).toMatchObject({ pass: 'provisional', class: undefined });
  });
});

describe('criterion 6 for a unit without guards', () => {
  const noGuards = { ...unit, hasGuards: false };
  const gapOn = (criterion: string, sheet: ScoringInput): unknown =>
    scoreSheet(sheet, 'self').lines.find((line) => line.criterion === criterion)?.gaps;

  it('reads the default, marked as not decided, on both lines', () => {
    const sheet = input(fullLines(), { unit: noGuards });
    expect(checkSelfSheet(sheet)).toEqual([]);
    for (const criterion of ['6a', '6b']) {
      expect(gapOn(criterion, sheet)).toMatchObject([
        { gap: 'NO_GUARDS', choice: 'arrangement', decided: false },
      ]);
    }
  });

  it('reads the recorded choice', () => {
    const sheet = input(fullLines(), { unit: noGuards, gapChoices: { NO_GUARDS: 'zero' } });
    expect(gapOn('6a', sheet)).toMatchObject([{ choice: 'zero', decided: true }]);
  });

  it('does not act on a unit with guards', () => {
    expect(gapOn('6a', input(fullLines()))).toEqual([]);
  });
});

describe('awards', () => {
  it.each([
    [0, 0, 0],
    [0, 1, 1],
    [1, 0, 2],
    [1, 1, 3],
    [0, 4, 3],
    [2, 0, 3],
    [1, 2, 3],
  ])('%i collectives and %i persons give %i points', (collectives, persons, points) => {
    const lines = withLine({ criterion: '9', awards: { collectives, persons } });
    const line = scoreSheet(input(lines), 'self').lines.find((each) => each.criterion === '9');
    expect(line?.points).toBe(points);
  });

  it('says how they were counted', () => {
    const lines = withLine({ criterion: '9', awards: { collectives: 1, persons: 2 } });
    expect(scoreSheet(input(lines), 'self').lines.at(-1)?.counted).toBe(
      '1 tập thể × 2 + 2 cá nhân × 1 = 4, lấy mức tối đa 3.',
    );
  });
});

describe('passes and classes', () => {
  it('is provisional at 47 without rewards, with 97 in reach', () => {
    const result = scoreSheet(input(fullLines()), 'higher');
    expect(result).toMatchObject({
      pass: 'provisional',
      total: 47,
      maxReachable: 97,
      pending: ['8c'],
      class: undefined,
    });
  });

  it('reaches 97 when recognised and 47 when not, without rewards', () => {
    const recognised = scoreSheet(input(fullLines(), { recognition: 'recognised' }), 'higher');
    const refused = scoreSheet(input(fullLines(), { recognition: 'notRecognised' }), 'higher');
    expect(recognised).toMatchObject({
      pass: 'final',
      total: 97,
      maxReachable: 97,
      pending: [],
      class: { key: 'tot' },
    });
    expect(refused).toMatchObject({
      pass: 'final',
      total: 47,
      class: { key: 'yeu', assumed: true, src: 'reading' },
    });
  });

  it('puts a recognised unit with 69,5 points into the band under 70', () => {
    const points: Record<string, number> = {
      '1': 0,
      '2': 0,
      '3': 0,
      '4a': 0,
      '4b': 0,
      '4c': 0,
      '4d': 0,
      '5a': 0,
      '5b': 0,
    };
    const lines = fullLines().map((line) =>
      line.criterion in points
        ? { ...line, self: 0, higher: 0 }
        : line.criterion === '7'
          ? { ...line, self: 2.5, higher: 2.5 }
          : line.criterion === '5c' || line.criterion === '5d'
            ? { ...line, self: 2, higher: 2 }
            : line,
    );
    const result = scoreSheet(input(lines, { recognition: 'recognised' }), 'higher');
    expect(result.total).toBe(69.5);
    expect(result.class?.key).toBe('trung-binh');
  });

  it('gives no class to the self column', () => {
    expect(scoreSheet(input(fullLines(), { recognition: 'recognised' }), 'self').class).toBeUndefined();
  });

  it.each([
    [100, 'tot'],
    [90, 'tot'],
    [89.99, 'kha'],
    [70, 'kha'],
    [69.99, 'trung-binh'],
    [0, 'yeu'],
  ])('%d points fall into %s whatever the order of the bands', (total, key) => {
    expect(classOf(total, classes)?.key).toBe(key);
  });

  it('has no class under the lowest band', () => {
    expect(
      classOf(
        10,
        classes.filter((each) => each.min > 0),
      ),
    ).toBeUndefined();
  });

  it('refuses to score a sheet that is not sound, in either column', () => {
    expect(() => scoreSheet(input(withLine({ criterion: '7', self: 11, higher: 10 })), 'self')).toThrow(
      UnsoundSheetError,
    );
    expect(() => scoreSheet(input(withLine({ criterion: '7', self: 11, higher: 10 })), 'higher')).toThrow(
      'SCORE.OVER_MAX',
    );
  });

  it('shows the running total of a draft', () => {
    const result = scoreSheet(input([{ criterion: '1', self: 2.5 }]), 'self');
    expect(result).toMatchObject({
      pass: 'provisional',
      total: 2.5,
      maxReachable: 99.5,
      totals: { self: 2.5 },
    });
    expect(result.totals.higher).toBeUndefined();
  });
});

describe('a unit that handed nothing in', () => {
  const higherOnly = fullLines().map(({ criterion, higher, higherAwards }) => ({
    criterion,
    higher,
    higherAwards,
  }));

  it('is scored in the higher column alone, without a reason per line', () => {
    const result = scoreFromOwnRecords(
      input(higherOnly, { recognition: 'notRecognised', note: 'Theo sổ theo dõi của Công an xã' }),
    );
    expect(result).toMatchObject({ pass: 'final', total: 47, notSubmitted: true, class: { key: 'yeu' } });
    expect(result.totals).toEqual({ self: undefined, higher: 47 });
    expect(explain(result)).toContain('Tổng cơ sở tự chấm: Không nộp');
    expect(explain(result)).toContain('Căn cứ chấm khi đơn vị không nộp: Theo sổ theo dõi của Công an xã');
  });

  it.each([undefined, '', ' \t'])('needs a note for the sheet, not %j', (note) => {
    expect(codes(checkOwnRecordsSheet(input(higherOnly, { note })))).toEqual(['SCORE.NOTE_REQUIRED']);
    expect(() => scoreFromOwnRecords(input(higherOnly, { note }))).toThrow('SCORE.NOTE_REQUIRED');
  });

  it('leaves a stray self column aside', () => {
    const result = scoreFromOwnRecords(input(fullLines(), { note: 'Theo biên bản kiểm tra' }));
    expect(result.lines.every((line) => line.self === undefined)).toBe(true);
    expect(result.totals.self).toBeUndefined();
  });
});

describe('explaining a result', () => {
  it('reads as rows of text with decimal comma, sources and marks', () => {
    const lines = withLine({ criterion: '7', self: 10, higher: 7.5, reason: 'Mô hình mới duy trì nửa năm' });
    const rows = explain(scoreSheet(input(lines, { recognition: 'recognised' }), 'higher'));
    expect(rows[0]).toBe('Bảng điểm: Cấp trên chấm, chính thức');
    expect(rows).toContain('[7] 7 Tiêu chí 7 · 7,5/10 điểm');
    expect(rows).toContain('    Cách tính: Cấp trên chấm: 7,5/10. Thấp hơn cơ sở tự chấm 2,5 điểm.');
    expect(rows).toContain('    Lý do: Mô hình mới duy trì nửa năm');
    expect(rows.filter((row) => row === '[8] 8 Mục 8 · tối đa 53 điểm')).toHaveLength(1);
    expect(rows).toContain('Tổng điểm chính thức: 94,5');
    expect(rows).toContain('Phân loại: Tốt (mốc từ 90 điểm; nguồn reading, giả định, chưa có văn bản)');
    expect(rows.join('\n')).not.toContain('\u001b');
  });

  it('says what is pending and how far the total may still go', () => {
    const rows = explain(scoreSheet(input(fullLines()), 'self'));
    expect(rows).toContain('Tổng điểm tạm tính: 47');
    expect(rows).toContain('Còn chờ: 8c; cao nhất có thể đạt 97 điểm');
    expect(rows).toContain('  [8c] c) Tiêu chí 8c · chờ/50 điểm');
  });
});

const pointsFor = (criterion: PackCriterion): fc.Arbitrary<number> => {
  if (criterion.allOrNothing) return fc.constantFrom(0, criterion.max);
  const step = criterion.step ?? 1;
  return fc.integer({ min: 0, max: criterion.max / step }).map((steps) => steps * step);
};
const awardCounts = fc.record({ collectives: fc.nat(5), persons: fc.nat(9) });
const soundLines: fc.Arbitrary<ScoreLine[]> = fc.tuple(
  ...typedLeaves.map((criterion): fc.Arbitrary<ScoreLine> => {
    if (criterion.perAward) {
      return fc
        .record({ awards: awardCounts, higherAwards: awardCounts })
        .map((counts) => ({ criterion: criterion.key, ...counts, reason: 'Đối chiếu hồ sơ' }));
    }
    return fc
      .record({ self: pointsFor(criterion), higher: pointsFor(criterion) })
      .map((points) => ({ criterion: criterion.key, ...points, reason: 'Đối chiếu hồ sơ' }));
  }),
);
const recognition = fc.constantFrom<Recognition>('pending', 'recognised', 'notRecognised');
const column = fc.constantFrom('self' as const, 'higher' as const);
const hundredths = (points: number): number => Math.round(points * 100);

describe('any sound sheet', () => {
  it('has a total between 0 and 100 that is the sum of its lines, exactly', () => {
    fc.assert(
      fc.property(soundLines, recognition, column, (lines, decision, which) => {
        const result = scoreSheet(input(lines, { recognition: decision }), which);
        const sum = result.lines.reduce((total, line) => total + hundredths(line.points ?? 0), 0);
        expect(result.total).toBe(sum / 100);
        expect(result.total).toBeGreaterThanOrEqual(0);
        expect(result.maxReachable).toBeLessThanOrEqual(100);
        expect(result.maxReachable).toBeGreaterThanOrEqual(result.total);
      }),
    );
  });

  it('stays at 50 at most when not recognised, and at 47 without rewards', () => {
    fc.assert(
      fc.property(soundLines, column, (lines, which) => {
        const result = scoreSheet(input(lines, { recognition: 'notRecognised' }), which);
        expect(result.total).toBeLessThanOrEqual(50);
        expect(result.total - (result.lines.at(-1)?.points ?? 0)).toBeLessThanOrEqual(47);
      }),
    );
  });

  it('never loses points when one line gains', () => {
    fc.assert(
      fc.property(soundLines, recognition, fc.nat(typedLeaves.length - 1), (lines, decision, at) => {
        const criterion = typedLeaves[at];
        if (!criterion) return;
        const raised = lines.map((line, index) => {
          if (index !== at) return line;
          return criterion.perAward
            ? {
                ...line,
                awards: {
                  collectives: (line.awards?.collectives ?? 0) + 1,
                  persons: line.awards?.persons ?? 0,
                },
              }
            : { ...line, self: criterion.max };
        });
        const before = scoreSheet(input(lines, { recognition: decision }), 'self').total;
        expect(scoreSheet(input(raised, { recognition: decision }), 'self').total).toBeGreaterThanOrEqual(
          before,
        );
      }),
    );
  });

  it('gives the same result again, in whatever order its lines stand', () => {
    const shuffled = soundLines.chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
    );
    fc.assert(
      fc.property(shuffled, recognition, column, ([lines, other], decision, which) => {
        const once = scoreSheet(input(lines, { recognition: decision }), which);
        const stored = JSON.parse(JSON.stringify(input(other, { recognition: decision }))) as ScoringInput;
        expect(scoreSheet(stored, which)).toEqual(once);
      }),
    );
  });

  it('has a class exactly on the final pass of the higher column', () => {
    fc.assert(
      fc.property(soundLines, recognition, column, (lines, decision, which) => {
        const result = scoreSheet(input(lines, { recognition: decision }), which);
        expect(result.pass).toBe(decision === 'pending' ? 'provisional' : 'final');
        expect(result.class !== undefined).toBe(decision !== 'pending' && which === 'higher');
      }),
    );
  });
});
