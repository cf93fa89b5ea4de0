import { parsePack } from './catalogue/parse-pack.js';
import type { PolicyPack } from './pack.schema.js';
import type { PackStage, RequirementMode } from './stages/stages.schema.js';
import { TERM_KEYS } from './words/terms.js';

const rule = { src: 'rules', status: 'binding' } as const;
const ASSUMED = { src: 'assumed', status: 'assumed' } as const;

type Due = readonly [level: 'tinh' | 'xa' | '*', operator: 'by' | 'before', day: string];

interface StageSketch
  extends Partial<Pick<PackStage, 'receiver' | 'reportsOn' | 'role' | 'supplements' | 'sheet'>> {
  readonly opens: string;
  readonly due?: readonly Due[];
  readonly cutOff?: string;
  readonly itemsFrom?: string;
  readonly requires?: readonly (readonly [stage: string, mode: RequirementMode])[];
}

/** A stage with days and order of its own; everything else of it is the same everywhere. */
const stage = (
  key: string,
  [kind, act, actor]: readonly [PackStage['kind'], PackStage['act'], string],
  { opens, due = [], cutOff, itemsFrom, requires = [], ...more }: StageSketch,
) => ({
  ...rule,
  ...{ key, kind, act, actor, ...more },
  name: `Bước ${key}`,
  requires: requires.map(([of, mode]) => ({ stage: of, mode })),
  documents: [],
  opens: { ...rule, day: opens },
  due: due.map(([level, operator, day]) => ({ ...rule, level, operator, day, words: `hạn ${day}` })),
  ...(cutOff !== undefined && { cutOff: { ...ASSUMED, day: cutOff } }),
  ...(itemsFrom !== undefined && { itemsFrom: { ...ASSUMED, day: itemsFrom } }),
});

const HEAD = ['unit', 'submit', 'unit-head'] as const;
const RECORD = ['record', 'none', 'unit-officer'] as const;
const WARD = ['area', 'submit', 'ward-office'] as const;
const everybody = (operator: Due[1], day: string): readonly Due[] => [['*', operator, day]];
const BY_POLICE = { tinh: 'first-police', xa: 'ward-police' };
const BY_OFFICE = { tinh: 'first-police', xa: 'ward-office' };
const TO_TOP = { tinh: 'first-police', xa: 'first-police' };

/** From the marks that a unit gives itself to the honours: the same in every year. */
const autumn = [
  stage('ownMarks', HEAD, {
    ...{ opens: '10-10', due: everybody('by', '11-05'), cutOff: '11-27', sheet: 'self' },
    ...{ receiver: BY_POLICE, requires: [['enrolment', 'soft']] },
  }),
  stage('summary', HEAD, {
    opens: '10-24',
    due: [
      ['tinh', 'before', '11-14'],
      ['xa', 'by', '11-08'],
    ],
    ...{ cutOff: '11-23', receiver: BY_OFFICE, requires: [['ownMarks', 'soft']] },
  }),
  stage('wardSummary', WARD, {
    ...{ opens: '10-24', due: everybody('before', '11-14'), cutOff: '11-23' },
    ...{ receiver: TO_TOP, reportsOn: 'summary' },
  }),
  stage('topSummary', ['area', 'submit', 'first-police'], {
    ...{ opens: '11-14', due: everybody('before', '11-24'), receiver: { tinh: 'ministry', xa: 'ministry' } },
  }),
  stage('bundle', HEAD, {
    ...{ opens: '11-25', due: everybody('by', '11-27'), cutOff: '11-29', role: 'dossier' },
    ...{ receiver: BY_POLICE, requires: [['ownMarks', 'hard']] },
  }),
  stage('check', ['unit', 'appraise', 'appraiser'], {
    ...{ opens: '11-25', due: everybody('by', '11-30'), itemsFrom: '11-06', sheet: 'higher' },
    ...{ receiver: BY_POLICE, requires: [['bundle', 'hardUntilCutOff']] },
  }),
  stage('verdict', ['unit', 'decide', 'deciding-body'], {
    ...{ opens: '11-25', due: everybody('by', '12-05') },
    ...{ receiver: { tinh: 'first-office', xa: 'ward-office' }, requires: [['check', 'hard']] },
  }),
  stage('grading', ['record', 'none', 'appraiser'], {
    ...{ opens: '11-25', due: everybody('before', '12-09') },
    ...{ receiver: BY_POLICE, requires: [['verdict', 'hard']] },
  }),
  stage('honours', ['unit', 'review', 'supervisor'], {
    ...{ opens: '12-09', due: everybody('by', '12-24') },
    ...{ receiver: { tinh: 'first-board', xa: 'ward-board' }, requires: [['verdict', 'hard']] },
  }),
  stage('wardAddition', WARD, {
    ...{ opens: '12-09', due: everybody('by', '12-24'), receiver: TO_TOP },
    ...{ supplements: 'wardSummary', requires: [['grading', 'soft']] },
  }),
  stage('boardSummary', ['area', 'submit', 'first-board'], {
    ...{ opens: '12-10', due: everybody('by', '12-30') },
  }),
  stage('finish', ['clock', 'none', 'clock'], {
    ...{ opens: '+1/02-09', due: everybody('by', '+1/02-09'), role: 'close' },
  }),
];

const usualYear = [
  stage('notes', RECORD, { opens: '-1/11-25', cutOff: '11-24' }),
  stage('springPlan', HEAD, {
    ...{ opens: '01-10', due: everybody('by', '04-09'), cutOff: '11-24', receiver: BY_OFFICE },
  }),
  stage('enrolment', HEAD, {
    ...{ role: 'registration', opens: '01-10', due: everybody('by', '04-09'), cutOff: '11-24' },
    ...{ receiver: BY_POLICE, requires: [['springPlan', 'soft']] },
  }),
  stage('wardPlan', WARD, { opens: '01-10', due: everybody('by', '04-09'), receiver: TO_TOP }),
  stage('wardList', WARD, { opens: '01-10', due: everybody('by', '04-24'), receiver: TO_TOP }),
  stage('wardMidYear', WARD, { opens: '06-10', due: everybody('by', '07-09'), receiver: TO_TOP }),
  stage('openDay', HEAD, {
    ...{ opens: '07-10', due: everybody('by', '09-09'), cutOff: '11-27', receiver: BY_OFFICE },
  }),
  ...autumn,
];

/** A year that began in its midst: a plan of its own, and some of the usual steps only noted. */
const firstYear = [
  stage('startPlan', HEAD, {
    ...{ opens: '2025-08-30', due: everybody('before', '2025-09-03'), cutOff: '2025-11-09' },
    receiver: BY_OFFICE,
  }),
  stage('springPlan', RECORD, { opens: '2025-08-30', cutOff: '11-24' }),
  stage('standingNotes', RECORD, { opens: '2025-08-30', cutOff: '11-24' }),
  stage('enrolment', HEAD, {
    ...{ role: 'registration', opens: '2025-08-30', due: everybody('by', '2025-10-09'), cutOff: '11-24' },
    ...{ receiver: BY_POLICE, requires: [['startPlan', 'soft']] },
  }),
  ...autumn,
];

const body = (key: string, officeKind: string, level: 'tinh' | 'xa' | 'bo') => ({
  ...rule,
  ...{ key, officeKind, level },
  name: `Cơ quan ${key}`,
});

const line = (key: string, max: number, more: object = {}) => ({
  ...rule,
  ...{ key, no: key, max, text: `Việc ${key}`, evidence: [] },
  ...more,
});

/** A hundred points: halves, all or nothing, an open question, a share, a fact, awards. */
const criteria = [
  line('a', 13, {
    ...{ step: 0.5, gradation: ASSUMED },
    branches: [
      { key: 'large', when: { sizeIn: ['lon'] }, text: 'Đơn vị lớn' },
      { key: 'other', when: { all: [] }, text: 'Đơn vị khác' },
    ],
  }),
  line('b', 27, {
    children: [
      line('b1', 9, { allOrNothing: true, gradation: ASSUMED }),
      line('b2', 18, { step: 1, gradation: ASSUMED, gaps: ['NO_CLUB'] }),
    ],
  }),
  line('c', 26, {
    ...{ step: 1, gradation: ASSUMED },
    measure: {
      ...rule,
      ...{ target: 'heard', judged: 'together', missed: 11, required: false },
      groups: [{ key: 'all', name: 'mọi người', when: { all: [] } }],
    },
  }),
  line('f', 7, { step: 0.5, gradation: ASSUMED }),
  line('d', 17, { derivedFrom: 'recognition' }),
  line('e', 10, { step: 1, gradation: ASSUMED, perAward: { collective: 4, person: 1 } }),
];

/** A paper of the dossier, required unless said otherwise. */
const item = (key: string, more: object = {}) => ({
  ...ASSUMED,
  ...{ key, name: `Giấy ${key}`, required: true },
  ...more,
});

const JSON_PACK = {
  id: 'synthetic',
  title: 'Gói của các bài kiểm',
  jurisdiction: { level: 'quoc-gia', name: 'Không nơi nào' },
  validFrom: '2025-01-01',
  sources: { rules: { document: 'Quy định mẫu' }, assumed: { document: 'Giả định' } },
  legalBasis: [],
  areaLevels: [
    { ...rule, level: 'tinh' },
    { ...rule, level: 'xa' },
  ],
  unitKinds: ['co-quan', 'co-so-giao-duc', 'doanh-nghiep'].map((key) => ({ ...rule, key, name: key })),
  eligibility: [],
  bodies: [
    body('first-police', 'province-police', 'tinh'),
    body('ward-police', 'commune-police', 'xa'),
    body('first-office', 'province-committee', 'tinh'),
    body('ward-office', 'commune-committee', 'xa'),
    body('first-board', 'province-steering', 'tinh'),
    body('ward-board', 'commune-steering', 'xa'),
    body('ministry', 'ministry', 'bo'),
  ],
  routing: [
    { ...ASSUMED, key: 'SELF_BODY', text: 'Không tự xét', namePrefixes: ['Ban làng '], toLevel: 'tinh' },
  ],
  stageSets: [
    { key: 'usual', years: { from: 2026 }, stages: usualYear },
    { key: 'first', years: { from: 2025, to: 2025 }, stages: firstYear },
  ],
  assessmentWindow: { ...rule, from: '-1/11-25', to: '11-24' },
  reminders: { ...ASSUMED, beforeDays: [20, 5, 0], afterDays: [2, 4], thenEveryDays: 10 },
  targets: [
    { ...rule, key: 'heard', name: 'Người đã nghe', operator: '>=', percent: 75, denominator: 'people' },
  ],
  gaps: [
    {
      ...ASSUMED,
      ...{ key: 'NO_CLUB', text: 'Đơn vị không có hội', when: { not: { flag: 'hasUnion' } } },
      default: { key: 'ask', text: 'Hỏi lại' },
      options: [
        { key: 'none', text: 'Không chấm', effect: { points: 0 } },
        { key: 'full', text: 'Chấm như các đơn vị khác' },
      ],
    },
    {
      ...ASSUMED,
      ...{ key: 'NOT_SUBMITTED', text: 'Đơn vị không nộp gì', when: { all: [] } },
      default: { key: 'waits', text: 'Chờ một năm' },
      options: [],
    },
  ],
  criteria,
  scale: { ...rule, total: 100 },
  certification: {
    dossier: {
      mode: 'soft',
      items: [
        item('letter', { coveringPaper: true }),
        item('report', { stage: 'summary' }),
        item('minutes'),
        item('table', { stage: 'ownMarks' }),
        item('photos', { required: false }),
      ],
    },
    appeal: {
      ...ASSUMED,
      text: 'Được xin xét lại',
      withinDays: 40,
      firstAnswerDays: { ordinary: 20, complex: 25 },
      secondAnswerDays: { ordinary: 30, complex: 50 },
      secondAnsweredBy: 'xa',
      periodEnd: 'nextWorkingDay',
    },
  },
  classes: [
    { ...ASSUMED, key: 'upper', name: 'Bậc trên', min: 61 },
    { ...ASSUMED, key: 'lower', name: 'Bậc dưới', min: 0 },
  ],
  consequences: [{ ...rule, key: 'noAward', text: 'Chờ một năm', classes: ['lower'] }],
  readings: [],
  registers: [
    {
      ...rule,
      ...{ key: 'visits', name: 'Sổ thăm', recordedBy: ['unit'], form: ASSUMED },
      stages: ['notes', 'standingNotes'],
      fields: [{ key: 'subject', name: 'Nội dung', type: 'text', maxLength: 200 }],
      readings: [],
    },
  ],
  terms: TERM_KEYS.map((key) => ({ ...rule, key, text: `tên ${key}` })),
};

const whole = parsePack(JSON_PACK);

/**
 * A pack of no place and no law, for specs that need some pack and ask nothing of the real ones: other stages, days,
 * bodies, classes and points than any of those, so that what passes under it is read from the pack.
 *
 * @param change sections that a spec has otherwise
 */
export const syntheticPack = (change: Partial<PolicyPack> = {}): PolicyPack => ({ ...whole, ...change });
