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
    { key: 'good', name: 'Tốt', min: 60, ...binding },
    { key: 'low', name: 'Yếu', min: 0, ...assumed },
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
