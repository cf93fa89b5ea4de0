import type {
  AnsweringOffice,
  DocumentInput,
  DocumentStep,
  DocumentUnit,
  MonthlyPage,
  ReportTexts,
  ReportUnit,
  ReportWords,
} from '#libs/application';
import { exclusionOf } from '#libs/certification';
import {
  cite,
  type DocumentKind,
  guidedFigures,
  letterheadOf,
  type PolicyPack,
  resolveStages,
  stageWithForm,
  unitStages,
} from '#libs/policy';
import { taskFigures } from '#libs/registers';
import { scoreSheet } from '#libs/scoring';
import { loadPack } from '../../policy/packs.support.js';
import { blocksOf, textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';

/** Every line of a paper over these units as people read it. */
export const paperLines = (kind: DocumentKind, units: readonly DocumentUnit[]): string[] =>
  textLines(paperLayout(inputOf(kind, units)));

/** The headings of its tables, a line for each table. */
export const paperHeads = (kind: DocumentKind, units: readonly DocumentUnit[]): string[] =>
  blocksOf(paperLayout(inputOf(kind, units))).flatMap((block) =>
    block.kind === 'table' ? [block.table.columns.map(({ head }) => head).join(' | ')] : [],
  );

export const PACK = loadPack('quang-ngai-2025');
const YEAR = 2026;
const AS_OF = '2026-11-27T02:00:00.000Z';

/** The unit's steps of a year as the pack has them; those that are not done are a week past their last day. */
export const stepsOf = (pack: PolicyPack, done: readonly string[], year = YEAR): DocumentStep[] =>
  unitStages(resolveStages(pack, year, { managedBy: 'xa' })).map((stage): DocumentStep => {
    const isDone = done.includes(stage.key);
    return {
      stage,
      status: isDone ? 'done' : 'awaiting',
      late: isDone ? stage.key === 'festival' : undefined,
      doneOn: isDone ? stage.opensDay : undefined,
      lastDay: stage.due?.lastDay,
      daysOverdue: isDone || stage.due === undefined ? undefined : 7,
      paper: isDone ? { number: '12/BC-THPT' } : undefined,
    };
  });

const ALL = [
  'q1Plan',
  'registration',
  'festival',
  'selfScoring',
  'unitReport',
  'dossier',
  'appraisal',
  'recognition',
];

/** Lines of a sheet with full points but for criterion 7, in both columns. */
const linesOf = (pack: PolicyPack, lost: number) => {
  const leaves = (criteria: PolicyPack['criteria']): PolicyPack['criteria'] =>
    criteria.flatMap((each) => (each.children === undefined ? [each] : leaves(each.children)));
  return leaves(pack.criteria)
    .filter(({ derivedFrom }) => derivedFrom === undefined)
    .map(({ key, max, perAward }) =>
      perAward === undefined
        ? {
            criterion: key,
            self: max,
            higher: key === '7' ? max - lost : max,
            reason: key === '7' ? 'Mô hình hình thức' : undefined,
          }
        : {
            criterion: key,
            awards: { collectives: 1, persons: 1 },
            higherAwards: { collectives: 1, persons: 1 },
          },
    );
};

/** A unit of one commune, recognised unless told otherwise. */
export function unitOf(
  id: string,
  name: string,
  options: {
    lost?: number;
    recognised?: boolean;
    notSubmitted?: boolean;
    done?: readonly string[];
    commune?: string;
  } = {},
): DocumentUnit {
  const { lost = 0, recognised = true, notSubmitted = false, done = ALL, commune = 'Xã Tịnh Khê' } = options;
  const profile: DocumentUnit['profile'] = {
    kind: 'co-so-giao-duc',
    subKind: 'thpt',
    managedBy: 'xa',
    size: 'lon',
    hasParty: true,
    hasUnion: true,
    hasMassOrganisations: true,
    hasGuards: true,
    hasStudents: true,
    isFdi: false,
  };
  const score = scoreSheet(
    {
      rules: PACK,
      year: YEAR,
      unit: profile,
      gapChoices: {},
      sheet: { lines: linesOf(PACK, lost), recognition: recognised ? 'recognised' : 'notRecognised' },
    },
    'higher',
  );
  return {
    unitId: id,
    name,
    communeCode: commune === 'Xã Tịnh Khê' ? '21211' : '21212',
    communeName: commune,
    managedBy: 'xa',
    judgedBy: 'xa',
    standing: 'inside',
    profile,
    subunits: 6,
    headcount: 1069,
    students: 940,
    head: 'Nguyễn Văn An',
    officer: 'Trần Thị Bình',
    steps: stepsOf(PACK, done),
    score,
    proposed: recognised,
    appraisalNote: undefined,
    recognised,
    classification: score.class && {
      classKey: score.class.key,
      total: score.total,
      excludedFromAwards: false,
    },
    decision: {
      kind: 'decision',
      commandId: id,
      cycleId: '51-2026',
      unitId: id,
      stage: 'recognition',
      round: 1,
      recognised,
      number: '45/QĐ-UBND',
      date: '2026-11-24',
      signer: 'Chủ tịch UBND xã',
      classKey: score.class?.key,
      total: score.total,
      corrections: [],
    },
    notSubmitted,
    conclusion: undefined,
    registrations: done.includes('registration')
      ? { movement: true, standard: true, exemplar: false, pledges: { total: 6, pledged: 5 } }
      : undefined,
    registeredOn: done.includes('registration') ? '2026-03-12' : undefined,
    exclusion: exclusionOf(PACK, { classKey: score.class?.key, notSubmitted, overridden: false }),
    awards: [],
    heads: [],
    entries: [],
  };
}

const OF_PROVINCE: readonly DocumentKind[] = [
  'provinceReport',
  'monthlyPage',
  'reportAnswers',
  'guidanceLetter',
];

/** What three communes have answered to the form of the pack: one to two tasks and a figure, one to a task, one nothing. */
export function textsOf(pack: PolicyPack, year: number, isGathering: boolean): ReportTexts {
  const stage = stageWithForm(resolveStages(pack, year, { managedBy: 'xa' }));
  if (stage === undefined) throw new Error(`no report with a form in ${pack.id}`);
  const of = (name: string, state: AnsweringOffice['state'], words: Partial<ReportWords> = {}) => ({
    ...{ stage, state, words: { answers: [], figureNotes: [], ...words } },
    body: { communeName: name, unitId: `UB ${name}` } as AnsweringOffice['body'],
  });
  return {
    ...{ form: stage.form, report: stage.name, isGathering },
    offices: [
      of('Xã Bình Sơn', 'handedIn', {
        answers: [
          { task: '1', text: 'Quán triệt Chỉ thị tại 12 thôn.\nPhát 300 tờ rơi.' },
          { task: 'proposals', text: 'Đề nghị tập huấn sớm.' },
        ],
        figureNotes: [{ figure: 'recognised', text: 'Còn 01 đơn vị có quyết định bằng giấy.' }],
      }),
      of('Xã Tịnh Khê', 'handedIn', { answers: [{ task: '1', text: 'Tổ chức 02 hội nghị.' }] }),
      of('Phường Trương Quang Trọng', 'overdue'),
    ],
  };
}

/** The usual pack, or the one of the next year where only that has the paper. */
const packWith = (kind: DocumentKind): PolicyPack =>
  PACK.documents.some(({ key }) => key === kind) ? PACK : loadPack('quang-ngai-2027');

/** The input of a paper over these units, of the commune unless told otherwise. */
export function inputOf(
  kind: DocumentKind,
  units: readonly DocumentUnit[],
  pack: PolicyPack = packWith(kind),
  level: 'xa' | 'tinh' = OF_PROVINCE.includes(kind) ? 'tinh' : 'xa',
  year = YEAR,
): DocumentInput {
  const document = pack.documents.find(({ key }) => key === kind);
  const letterhead = document && letterheadOf(pack, document, level);
  const [unit] = units;
  if (document === undefined || letterhead === undefined || unit === undefined) throw new Error(`no ${kind}`);
  const scene = {
    pack,
    document,
    letterhead,
    cycleId: '51-2026',
    year,
    asOf: AS_OF,
    period: { from: '2025-11-16', to: '2026-11-15' },
    provisional: false,
    level,
    areas: { province: 'Tỉnh Quảng Ngãi', commune: level === 'xa' ? 'Xã Tịnh Khê' : undefined },
  };
  switch (kind) {
    case 'reminderLetter':
      return {
        ...scene,
        kind,
        late: units.flatMap(({ name, communeName, steps }) =>
          steps
            .filter(({ daysOverdue, stage }) => daysOverdue !== undefined && stage.act === 'submit')
            .map(({ stage, lastDay = '', daysOverdue: daysLate = 0 }) => ({
              name,
              communeName,
              isOffice: false,
              stage,
              lastDay,
              daysLate,
              assumed: stage.due?.status === 'assumed',
              receiver: { name: 'Công an xã Tịnh Khê', assumed: stage.key !== 'unitReport' },
            })),
        ),
      };
    case 'guidanceLetter':
      return {
        ...scene,
        kind,
        guided: guidedFigures(pack, year),
        calendar: (['tinh', 'xa'] as const).map((managedBy) => ({
          level: managedBy,
          stages: resolveStages(pack, year, { managedBy }),
        })),
      };
    case 'monthlyPage':
      return { ...scene, kind, page: monthOf(pack) };
    case 'reportAnswers':
      return { ...scene, kind, texts: textsOf(pack, year, true) };
    case 'communeReport':
    case 'provinceReport':
      return {
        ...{ ...scene, kind, units: units.map(reportUnitOf), figures: figuresOf(units, pack) },
        tasks: taskFigures(
          pack.registers,
          document.tasks ?? [],
          units.map(({ entries }) => entries),
        ),
      };
    case 'unitPlan':
    case 'scoringSheet':
    case 'scoringMinutes':
    case 'certificate':
    case 'refusalNotice':
    case 'unitReport':
    case 'subunitPledge':
    case 'coordinationRules':
    case 'inspectionMinutes':
      return { ...scene, kind, unit };
    default:
      return { ...scene, kind, units };
  }
}

const reportUnitOf = ({
  registrations,
  classification,
  profile,
  steps,
  ...unit
}: DocumentUnit): ReportUnit => ({
  ...unit,
  kind: profile.kind,
  registered: registrations?.movement === true,
  classKey: classification?.classKey,
  done: steps.filter(({ doneOn }) => doneOn !== undefined).map(({ stage }) => stage.key),
});

function figuresOf(units: readonly DocumentUnit[], pack: PolicyPack) {
  const recognised = units.filter(({ recognised }) => recognised === true).length;
  return {
    asOf: AS_OF,
    provisional: false,
    area: '21211',
    units: units.length,
    stages: (units[0]?.steps ?? []).map(({ stage: { key, name } }) => {
      const done = units.filter(
        ({ steps }) => steps.find(({ stage }) => stage.key === key)?.doneOn !== undefined,
      ).length;
      return { stage: key, name, done, open: units.length - done, overdue: units.length - done };
    }),
    recognised,
    notRecognised: units.length - recognised,
    unclassified: 0,
    classes: pack.classes.map(({ key, name }) => ({
      key,
      name,
      assumed: true,
      units: units.filter(({ classification }) => classification?.classKey === key).length,
    })),
    meters: pack.targets
      .filter(({ key }) => key === 'recognised')
      .map((target) => ({
        ...target,
        target: target.key,
        done: recognised,
        of: 2,
        permille: 500,
        met: false,
        source: cite(pack, target.src),
      })),
    notSubmitted: units.filter(({ notSubmitted }) => notSubmitted).length,
    notReported: {
      stage: 'unitReport',
      name: 'Báo cáo kết quả',
      units: units
        .filter(({ steps }) => steps.find(({ stage }) => stage.key === 'unitReport')?.doneOn === undefined)
        .map(({ unitId }) => ({ unitId, level: 'xa' as const })),
    },
  };
}

/** A month in which everything stands that may stand on its page. */
function monthOf(pack: PolicyPack): MonthlyPage {
  const meters = pack.targets
    .filter(({ key }) => key === 'recognised')
    .map((target) => ({
      ...target,
      ...{ target: target.key, done: 1, of: 2, permille: 500, met: false, source: cite(pack, target.src) },
    }));
  return {
    ...{ month: '2026-11-01', dayBefore: '2025-11-27', meters, otherCommunes: 2 },
    figures: [
      { stage: 'registration', name: 'Đăng ký phong trào, tiêu chuẩn, điển hình', done: 1, of: 2, before: 1 },
      { stage: 'dossier', name: 'Hồ sơ đề nghị công nhận', done: 0, of: 2 },
    ],
    communes: [
      { name: 'Xã Tịnh Khê', telephone: '0255 000 0007', overdue: 3, pastSuggested: 1 },
      { name: 'Phường Nghĩa Lộ', overdue: 0, pastSuggested: 1 },
    ],
    dues: [
      { name: 'Báo cáo kết quả', day: '2026-11-04', assumed: false, open: 2 },
      { name: 'Hồ sơ đề nghị công nhận', day: '2026-11-18', assumed: true, open: 2 },
    ],
    asks: [
      { kind: 'own', name: 'Xét thi đua, khen thưởng', day: '2026-12-15', assumed: true },
      { kind: 'urge', communes: 4, overdue: 3, pastSuggested: 2 },
      ...meters.map((meter) => ({ kind: 'target' as const, meter })),
    ],
  };
}
