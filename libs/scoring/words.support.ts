import type { PackCriterion, PackGap, UnitProfile } from '#libs/policy';
import type { ScoreLine, ScoringInput, ScoringRules } from './index.js';

const binding = { src: 'annex', status: 'binding' } as const;
const assumed = { src: 'reading', status: 'assumed' } as const;
const leaf = (key: string, max: number, more: Partial<PackCriterion> = {}): PackCriterion => ({
  key,
  no: `${key})`,
  text: `Nội dung ${key}`,
  max,
  evidence: [],
  ...binding,
  ...more,
});
const never = { any: [] } as const;

/** A small table with one criterion of each kind. */
export const criteria: readonly PackCriterion[] = [
  leaf('a', 3, { step: 0.5, gradation: assumed, status: 'proposed' }),
  leaf('b', 2, { allOrNothing: true, status: 'target' }),
  leaf('c', 2, { children: [leaf('c1', 1, { step: 0.5 }), leaf('c2', 1, assumed)] }),
  leaf('d', 3, { step: 1, perAward: { collective: 2, person: 1 } }),
  leaf('e', 4, {
    step: 1,
    measure: {
      target: 'share',
      judged: 'each',
      groups: [
        { key: 'x', name: 'người', when: { all: [] } },
        { key: 'y', name: 'học sinh', when: { flag: 'hasStudents' } },
      ],
      missed: 1,
      required: true,
      ...assumed,
    },
  }),
  leaf('f', 2, {
    step: 1,
    branches: [
      { key: 'union', when: { flag: 'hasUnion' }, text: 'Theo công đoàn' },
      { key: 'party', when: never, text: 'Theo tổ chức Đảng' },
    ],
    gaps: ['HOLE', 'GRADE'],
  }),
  leaf('g', 50, { step: 50, derivedFrom: 'recognition' }),
];

export const gaps: readonly PackGap[] = [
  {
    key: 'HOLE',
    text: 'Không có công đoàn',
    when: { not: { flag: 'hasUnion' } },
    default: { key: 'none', text: 'Chưa quyết định' },
    options: [
      { key: 'party', text: 'Theo Đảng', effect: { branch: 'party' } },
      { key: 'zero', text: 'Không điểm', effect: { points: 0 } },
      { key: 'noted', text: 'Ghi chú', effect: { note: 'required' } },
    ],
    ...assumed,
  },
  {
    key: 'GRADE',
    text: 'Chưa có xếp loại.',
    when: { flag: 'hasUnion' },
    default: { key: 'last', text: 'Lấy năm gần nhất' },
    options: [
      { key: 'last', text: 'Lấy năm gần nhất', effect: { gradeYear: 'stated' } },
      { key: 'wait', text: 'Chờ', effect: { gradeYear: 'cycle' } },
    ],
    ...binding,
  },
  {
    key: 'SILENT',
    text: 'Không nộp',
    when: { all: [] },
    default: { key: 'own', text: 'Chấm theo hồ sơ của cấp trên' },
    options: [
      { key: 'own', text: 'Chấm theo hồ sơ của cấp trên', effect: { scoredFrom: 'ownRecords' } },
      { key: 'other', text: 'Khác' },
    ],
    ...assumed,
  },
];

export const rules: ScoringRules = {
  criteria,
  gaps,
  classes: [
    { key: 'good', name: 'Tốt', min: 60, requiresConfirmation: true, ...binding },
    { key: 'low', name: 'Yếu', min: 0, requiresConfirmation: true, ...assumed },
  ],
  targets: [
    { key: 'share', name: 'Tham gia', operator: '>', percent: 90, denominator: 'people', ...binding },
  ],
};

export const unit: UnitProfile = {
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
export const withoutUnion: UnitProfile = { ...unit, hasUnion: false };
export const school: UnitProfile = { ...unit, hasStudents: true };

const none = { collectives: 0, persons: 0 };
const enough = [{ group: 'x', done: 10, of: 10 }];
const FULL: readonly ScoreLine[] = [
  { criterion: 'a', self: 3, higher: 3 },
  { criterion: 'b', self: 2, higher: 2 },
  { criterion: 'c1', self: 1, higher: 1 },
  { criterion: 'c2', self: 1, higher: 1 },
  { criterion: 'd', awards: none, higherAwards: none },
  { criterion: 'e', self: 4, higher: 4, measure: enough },
  { criterion: 'f', self: 2, higher: 2, gradeYear: 2025 },
];

/** Every line at its most, with the lines given in place of their own; those of unknown criteria come last. */
export const sheetOf = (...lines: readonly ScoreLine[]): readonly ScoreLine[] => [
  ...FULL.map((each) => lines.find(({ criterion }) => criterion === each.criterion) ?? each),
  ...lines.filter(({ criterion }) => FULL.every((each) => each.criterion !== criterion)),
];

export const input = (
  lines: readonly ScoreLine[] = sheetOf(),
  more: Partial<Omit<ScoringInput, 'sheet'>> & Partial<ScoringInput['sheet']> = {},
): ScoringInput => {
  const { recognition = 'pending', ownRecordsNote, ...rest } = more;
  return { rules, unit, gapChoices: {}, year: 2026, ...rest, sheet: { lines, recognition, ownRecordsNote } };
};

/** What may be said of a sheet beside its lines. */
export type More = NonNullable<Parameters<typeof input>[1]>;

const X = { group: 'x', done: 1, of: 1 } as const;

/** What people are told of the unit's own column: what is wrong, the lines, what else holds, the sentence. */
export const SELF_CASES: readonly [string, readonly ScoreLine[], More, string][] = [
  [
    'more than there is',
    [{ criterion: 'a', self: 3.5 }],
    {},
    'SCORE.OVER_MAX: Ở cột "Cơ sở tự chấm", tiêu chí a: điểm 3,5 vượt mức tối đa 3; ghi từ 0 đến 3.',
  ],
  [
    'less than nothing',
    [{ criterion: 'a', self: -0.5 }],
    {},
    'SCORE.NEGATIVE: Ở cột "Cơ sở tự chấm", tiêu chí a: điểm -0,5 nhỏ hơn 0; ghi từ 0 đến 3.',
  ],
  [
    'no number',
    [{ criterion: 'a', self: Number.NaN }],
    {},
    'SCORE.NOT_A_NUMBER: Ở cột "Cơ sở tự chấm", tiêu chí a: điểm không phải là số; ghi một số từ 0 đến 3.',
  ],
  [
    'too many decimals',
    [{ criterion: 'a', self: 1.005 }],
    {},
    'SCORE.STEP: Ở cột "Cơ sở tự chấm", tiêu chí a: điểm 1,005 có quá hai chữ số thập phân; ghi tối đa hai chữ số.',
  ],
  [
    'between the steps',
    [{ criterion: 'a', self: 1.25 }],
    {},
    'SCORE.STEP: Ở cột "Cơ sở tự chấm", tiêu chí a: điểm 1,25 không phải bội số của 0,5; ghi theo nấc 0,5 điểm.',
  ],
  [
    'something between all and nothing',
    [{ criterion: 'b', self: 1.5 }],
    {},
    'SCORE.ALL_OR_NOTHING: Ở cột "Cơ sở tự chấm", tiêu chí b: tiêu chí này chỉ có 0 hoặc 2 điểm, không có mức 1,5; chọn một trong hai.',
  ],
  [
    'no points',
    [{ criterion: 'c1' }],
    {},
    'SCORE.MISSING_LINE: Cột "Cơ sở tự chấm" chưa có điểm ở tiêu chí c1; chấm từ 0 đến 1.',
  ],
  [
    'typed points of the decision',
    [{ criterion: 'g', self: 50 }],
    {},
    'SCORE.DERIVED: Ở cột "Cơ sở tự chấm", tiêu chí g: điểm lấy từ quyết định công nhận, không nhập tay; bỏ điểm ở dòng này.',
  ],
  [
    'points of a criterion with parts',
    [{ criterion: 'c', self: 2 }],
    {},
    'SCORE.NOT_A_LEAF: Tiêu chí c là mục tổng, không chấm điểm trực tiếp; chấm ở các mục con: c1, c2.',
  ],
  [
    'a criterion of another table',
    [{ criterion: 'z', self: 2 }],
    {},
    'SCORE.UNKNOWN_CRITERION: Không có tiêu chí "z" trong bảng điểm; bỏ dòng này hoặc dùng một trong: a, b, c1, c2, d, e, f, g.',
  ],
  [
    'awards where none count',
    [{ criterion: 'a', self: 3, awards: { collectives: 1, persons: 0 } }],
    {},
    'SCORE.AWARDS: Ở cột "Cơ sở tự chấm", tiêu chí a: tiêu chí này không tính theo lượt khen thưởng; bỏ số tập thể, cá nhân.',
  ],
  [
    'awards that cannot be',
    [{ criterion: 'd', awards: { collectives: 0.5, persons: -1 } }],
    {},
    'SCORE.AWARDS: Ở cột "Cơ sở tự chấm", tiêu chí d: số tập thể, cá nhân được khen phải là số nguyên từ 0 trở lên (đang ghi 0,5 tập thể, -1 cá nhân); sửa lại cho đúng.',
  ],
  [
    'points beside the awards',
    [{ criterion: 'd', self: 3, awards: { collectives: 0, persons: 1 } }],
    {},
    'SCORE.AWARDS: Ở cột "Cơ sở tự chấm", tiêu chí d: điểm 3 không khớp với 0 tập thể, 1 cá nhân được khen (tính ra 1); sửa điểm hoặc sửa số lượt khen.',
  ],
  [
    'points without the numbers behind them',
    [{ criterion: 'e', self: 4 }],
    { unit: school },
    'SCORE.MEASURE_REQUIRED: Ở cột "Cơ sở tự chấm", tiêu chí e: phải ghi số liệu (người; học sinh) thì mới được chấm điểm.',
  ],
  [
    'numbers of an unknown group',
    [{ criterion: 'e', self: 4, measure: [{ group: 'z', done: 1, of: 1 }] }],
    { unit: school },
    'SCORE.MEASURE: Ở cột "Cơ sở tự chấm", tiêu chí e: không có nhóm "z"; các nhóm của đơn vị: x, y; sửa lại cho đúng.',
  ],
  [
    'more of a group than there are',
    [{ criterion: 'e', self: 4, measure: [{ group: 'x', done: 2, of: 1 }] }],
    {},
    'SCORE.MEASURE: Ở cột "Cơ sở tự chấm", tiêu chí e: số liệu nhóm người phải là số nguyên, tổng số từ 1 và số đạt không quá tổng số (đang ghi 2/1); sửa lại cho đúng.',
  ],
  [
    'a group twice',
    [{ criterion: 'e', self: 4, measure: [X, X] }],
    {},
    'SCORE.MEASURE: Ở cột "Cơ sở tự chấm", tiêu chí e: nhóm "x" ghi hai lần; sửa lại cho đúng.',
  ],
  [
    'a group too few',
    [{ criterion: 'e', self: 4, measure: [X] }],
    { unit: school },
    'SCORE.MEASURE: Ở cột "Cơ sở tự chấm", tiêu chí e: thiếu số liệu nhóm học sinh ("y"); sửa lại cho đúng.',
  ],
  [
    'numbers where none count',
    [{ criterion: 'a', self: 3, measure: [X] }],
    {},
    'SCORE.MEASURE: Ở cột "Cơ sở tự chấm", tiêu chí a: tiêu chí này không chấm theo số liệu; bỏ phần số liệu; sửa lại cho đúng.',
  ],
  [
    'a share that is missed',
    [
      {
        criterion: 'e',
        self: 2,
        measure: [
          { group: 'x', done: 90, of: 100 },
          { group: 'y', done: 95, of: 100 },
        ],
      },
    ],
    { unit: school },
    'SCORE.MEASURE_MISSED: Ở cột "Cơ sở tự chấm", tiêu chí e: 90/100 (90 %); 95/100 (95 %), cần trên 90 %: chưa đạt, nên không quá 1 điểm (đang ghi 2); sửa điểm hoặc số liệu.',
  ],
  [
    'a case that nobody decided',
    [],
    { unit: withoutUnion },
    'SCORE.GAP_UNDECIDED: Ở tiêu chí f: không nhánh nào của tiêu chí áp dụng cho đơn vị này và chưa có lựa chọn được ghi. Trường hợp HOLE: Không có công đoàn. Các lựa chọn: "party" (Theo Đảng); "zero" (Không điểm); "noted" (Ghi chú). Đề nghị quản trị viên ghi lựa chọn cho đơn vị rồi chấm lại.',
  ],
  [
    'a choice that is none',
    [],
    { unit: withoutUnion, gapChoices: { HOLE: 'odd' } },
    'SCORE.GAP_UNDECIDED: Ở tiêu chí f: không nhánh nào của tiêu chí áp dụng cho đơn vị này và chưa có lựa chọn được ghi. Trường hợp HOLE: Không có công đoàn. Lựa chọn đã ghi "odd" không có trong danh sách. Các lựa chọn: "party" (Theo Đảng); "zero" (Không điểm); "noted" (Ghi chú). Đề nghị quản trị viên ghi lựa chọn cho đơn vị rồi chấm lại.',
  ],
  [
    'a grade without its year',
    [{ criterion: 'f', self: 2 }],
    { gapChoices: { GRADE: 'last' } },
    'SCORE.GRADE_YEAR: Ở cột "Cơ sở tự chấm", tiêu chí f: ghi rõ năm của xếp loại mà điểm dựa vào.',
  ],
  [
    'a grade of a year to come',
    [{ criterion: 'f', self: 2, gradeYear: 2027 }],
    {},
    'SCORE.GRADE_YEAR: Ở cột "Cơ sở tự chấm", tiêu chí f: năm của xếp loại (2027) sau năm của chu kỳ (2026); sửa lại năm.',
  ],
  [
    'an old grade where the new one is waited for',
    [{ criterion: 'f', self: 2, gradeYear: 2025 }],
    { gapChoices: { GRADE: 'wait' } },
    'SCORE.GRADE_YEAR: Ở cột "Cơ sở tự chấm", tiêu chí f: đã chọn chờ xếp loại của năm 2026, không dùng xếp loại năm 2025; để trống đến khi có.',
  ],
  [
    'no note where the choice asks for one',
    [],
    { unit: withoutUnion, gapChoices: { HOLE: 'noted' } },
    'SCORE.NOTE_REQUIRED: Ở cột "Cơ sở tự chấm", tiêu chí f: ghi chú cách bố trí, thực hiện của đơn vị trong trường hợp này.',
  ],
];

/** What people are told of the higher level's column. */
export const HIGHER_CASES: readonly [string, ScoreLine, string][] = [
  [
    'no reason',
    { criterion: 'a', self: 2.5, higher: 1 },
    'SCORE.REASON_REQUIRED: Ở tiêu chí a: cấp trên chấm 1, khác điểm cơ sở (chấm 2,5); ghi rõ lý do chênh lệch (không để trống).',
  ],
  [
    'no reason where the unit has no points',
    { criterion: 'a', higher: 1 },
    'SCORE.REASON_REQUIRED: Ở tiêu chí a: cấp trên chấm 1, khác điểm cơ sở (chưa chấm); ghi rõ lý do chênh lệch (không để trống).',
  ],
  [
    'more than there is',
    { criterion: 'a', self: 3, higher: 4 },
    'SCORE.OVER_MAX: Ở cột "Cấp trên chấm", tiêu chí a: điểm 4 vượt mức tối đa 3; ghi từ 0 đến 3.',
  ],
  [
    'no points',
    { criterion: 'a', self: 3 },
    'SCORE.MISSING_LINE: Cột "Cấp trên chấm" chưa có điểm ở tiêu chí a; chấm từ 0 đến 3.',
  ],
];
