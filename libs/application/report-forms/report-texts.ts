import { type ManagementLevel, type PackDocument, partOf, stageWithForm } from '#libs/policy';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { RuleBook } from '../reminders/due-lines.js';
import { reportPaperAt } from '../reports/report-content.js';
import type { Stores } from '../transaction/records.port.js';
import { answeringOffices } from './answering-offices.js';
import type { OwnReportDraft } from './own-draft.use-case.js';
import type { ReportTexts } from './report-texts.port.js';

interface Asked {
  readonly document: PackDocument;
  /** Codes of the communes of the paper; absent for the whole province. */
  readonly communes?: readonly string[];
  /** The cycle's now. */
  readonly now: string;
}

/**
 * What a paper about an area says in words: the report itself, the paper that gathers it, or the table of its answers; undefined
 * for any other paper, and in a year whose reports have no form.
 */
export async function reportTexts(
  records: Stores<'documents'>,
  book: RuleBook,
  { id: cycleId }: Pick<Cycle, 'id'>,
  { document, communes, now }: Asked,
): Promise<ReportTexts | undefined> {
  const stage = stageWithForm(book.levels.tinh.stages);
  if (stage === undefined) return undefined;
  const { form, key, name: report } = stage;
  const isGathering = form.gatheredIn === document.key;
  if (!isGathering && document.stage !== key) return undefined;
  const offices = await answeringOffices(records, book, { cycleId, stage: key, communes, now });
  return { form, report, isGathering, offices };
}

/** A report with the tasks of its form, and at each the registers that the paper which gathers it counts there. */
export function withFormTasks(
  { pack, stages }: Pick<Rules, 'pack' | 'stages'>,
  document: PackDocument,
): PackDocument {
  const stage = stageWithForm(stages);
  if (stage === undefined || document.stage !== stage.key || document.tasks !== undefined) return document;
  const { gatheredIn, tasks } = stage.form;
  const counted = pack.documents.find(({ key }) => key === gatheredIn)?.tasks ?? [];
  return {
    ...document,
    tasks: tasks
      .filter((task) => partOf(task) === 'results')
      .map(({ part: _, ...task }) => ({
        ...task,
        registers: counted.find(({ key }) => key === task.key)?.registers ?? [],
      })),
  };
}

/** A paper with the draft of the office that prints it before it hands it in; nobody else is shown what is drafted. */
export async function withOwnDraft<Input extends { readonly cycleId: string; readonly texts?: ReportTexts }>(
  drafts: Pick<OwnReportDraft, 'find'>,
  identity: Identity,
  input: Input,
): Promise<Input> {
  const { texts } = input;
  if (texts === undefined || texts.isGathering) return input;
  const words = await drafts.find(identity, input.cycleId);
  if (words === undefined) return input;
  const offices = texts.offices.map((office) =>
    office.body.unitId === identity.officeCode ? { ...office, words } : office,
  );
  return { ...input, texts: { ...texts, offices } };
}

/** Tasks of the report that a body of the level makes over its area; none in a year without such a report. */
export const reportTasksAt = (
  rules: Pick<Rules, 'pack' | 'stages'>,
  level: ManagementLevel,
): Pick<PackDocument, 'tasks'> => {
  const paper = reportPaperAt(rules.pack, level);
  return paper === undefined ? {} : withFormTasks(rules, paper);
};
