import type {
  AnswersInput,
  DocumentFormat,
  DocumentInput,
  DocumentRenderer,
  GuidanceInput,
  ListInput,
  MonthlyInput,
  ReminderInput,
  ReportInput,
  UnitInput,
} from '#libs/application';
import { excelFile } from './layout/excel.js';
import type { DocumentLayout } from './layout/layout.types.js';
import { wordFile } from './layout/word.js';
import { answersTable } from './papers/answers-table.js';
import { areaReport } from './papers/area-report.js';
import { classificationDecision } from './papers/classification.js';
import { coordinationRules, inspectionMinutes, subunitPledge } from './papers/forms.js';
import { guidanceLetter } from './papers/guidance-letter.js';
import { headResults } from './papers/head-results.js';
import { awardProposal, exclusionList, registrationList } from './papers/lists.js';
import { modelList } from './papers/model-list.js';
import { monthPaper } from './papers/month.js';
import { unitPlan } from './papers/plan.js';
import { certificate, classProposal, recognitionDecision } from './papers/recognition.js';
import { refusalNotice } from './papers/refusal-notice.js';
import { reminderLetter } from './papers/reminder-letter.js';
import { scoringMinutes, scoringSheet } from './papers/scoring.js';
import { unitReport } from './papers/unit-report.js';

const UNIT_PAPERS: Readonly<Record<UnitInput['kind'], (input: UnitInput) => DocumentLayout>> = {
  unitPlan,
  scoringSheet,
  scoringMinutes,
  certificate,
  refusalNotice,
  unitReport,
  subunitPledge,
  coordinationRules,
  inspectionMinutes,
};

const LIST_PAPERS: Readonly<Record<ListInput['kind'], (input: ListInput) => DocumentLayout>> = {
  registrationList,
  exclusionList,
  modelList,
  classProposal,
  recognitionDecision,
  classificationDecision,
  awardProposal,
  headResults,
};

/** Papers of prose, in which there is nothing to calculate. */
const WITHOUT_TABLE: ReadonlySet<DocumentInput['kind']> = new Set([
  'certificate',
  'refusalNotice',
  'subunitPledge',
  'coordinationRules',
]);

/** What a paper holds, from its records. */
export function paperLayout(input: DocumentInput): DocumentLayout {
  if ('unit' in input) return UNIT_PAPERS[input.kind](input);
  if ('guided' in input) return guidanceLetter(input satisfies GuidanceInput);
  if ('page' in input) return monthPaper(input satisfies MonthlyInput);
  if ('figures' in input) return areaReport(input satisfies ReportInput);
  if (input.kind === 'reportAnswers') return answersTable(input satisfies AnswersInput);
  return 'late' in input ? reminderLetter(input satisfies ReminderInput) : LIST_PAPERS[input.kind](input);
}

/** Papers as Word in the layout of Nghị định 30/2020/NĐ-CP, and those with tables as workbooks. */
export class PaperRenderer implements DocumentRenderer {
  formatsOf(kind: DocumentInput['kind']): readonly DocumentFormat[] {
    if (kind === 'reportAnswers') return ['xlsx'];
    return WITHOUT_TABLE.has(kind) ? ['docx'] : ['docx', 'xlsx'];
  }

  render(input: DocumentInput, format: DocumentFormat): Promise<Uint8Array> {
    const layout = paperLayout(input);
    return format === 'docx' ? wordFile(layout) : excelFile(layout);
  }
}
