import { DomainError, type OfficeAnswers, type ReportAnswersAnswer } from '#libs/contracts';
import { cite, type FormTask, type PolicyPack, partOf, type ReportForm, stageWithForm } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { type RuleBook, reminderBasis } from '../reminders/due-lines.js';
import { figureNames } from '../report-words/figure-names.js';
import { answerTo, unanswered } from '../report-words/report-words.js';
import { subjectOf } from '../reports/subject-stages.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { answeringOffices } from './answering-offices.js';
import type { AnsweringOffice } from './report-texts.port.js';

type Needs = Stores<'cycles' | 'documents' | 'migrations' | 'now' | 'units' | 'workingDays'>;

export interface AnswersRequest {
  /** The first report with a form where it is absent. */
  readonly stage?: string;
  /** Keeps to one task of the form. */
  readonly task?: string;
  readonly communeCode?: string;
  /** Keeps to those who have left a task unanswered. */
  readonly missing: boolean;
  /** Code of the last office of the page before. */
  readonly afterId?: string;
  /** Offices a page. */
  readonly limit: number;
}

/** What all offices have answered to each task of a report, side by side, with who has not. Reads only. */
export class ListAnswers {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, STAGE.UNKNOWN, REPORT.NO_FORM */
  async execute(identity: Identity, cycleId: string, request: AnswersRequest): Promise<ReportAnswersAnswer> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readReports', cycleId);
      const now = await nowOf(records, cycle);
      const { book } = await reminderBasis(records, this.rules, cycle);
      const stage = formStage(book.levels.tinh.stages, request.stage);
      const form = onlyTask(stage.form, request.task);
      const communes = request.communeCode === undefined ? undefined : [request.communeCode];
      const asked = { cycleId, stage: stage.key, scope: identity.scope, communes, now };
      const offices = [...(await answeringOffices(records, book, asked))].sort(byCode);
      const { afterId = '', limit, missing } = request;
      const shown = offices
        .filter(({ words }) => !missing || unanswered(form, words).length > 0)
        .filter(({ body }) => body.unitId > afterId);
      const page = shown.slice(0, limit);
      return {
        ...{ cycleId, stage: stage.key, stageName: stage.name, now },
        tasks: form.tasks.map((task) => ({
          ...taskOf(book.pack, task),
          answered: offices.filter(({ words }) => answerTo(words, task.key) !== undefined).length,
        })),
        offices: offices.length,
        handedIn: offices.filter(({ state }) => state === 'handedIn').length,
        items: page.map((office) => lineOf(book, form, office)),
        next: shown.length > limit ? page.at(-1)?.body.unitId : undefined,
      };
    });
  }
}

const byCode = (one: AnsweringOffice, other: AnsweringOffice): number =>
  one.body.unitId < other.body.unitId ? -1 : 1;

function lineOf(book: RuleBook, form: ReportForm, office: AnsweringOffice): OfficeAnswers {
  const { body, stage, state, at, late, afterSuggested, words } = office;
  const names = figureNames(book.of(body));
  return {
    ...subjectOf(book, body, stage),
    communeName: body.communeName,
    ...{ state, at, late, afterSuggested },
    answers: words.answers.filter(({ task }) => form.tasks.some(({ key }) => key === task)),
    missing: unanswered(form, words).map(({ key }) => key),
    figureNotes: words.figureNotes.map(({ figure, text }) => ({
      ...{ figure, text },
      name: names.get(figure) ?? figure,
    })),
  };
}

/** A task as answers name it, with the document and the place where it stands. */
export const taskOf = (pack: PolicyPack, task: FormTask) => ({
  task: task.key,
  text: task.text,
  part: partOf(task),
  source: cite(pack, task.src),
  assumed: task.status === 'assumed' ? true : undefined,
});

/**
 * The report that is filled in task by task: the one that is named, else the first of the year.
 *
 * @throws DomainError STAGE.UNKNOWN, REPORT.NO_FORM
 */
export function formStage<T extends Parameters<typeof stageWithForm>[0][number] & { readonly name: string }>(
  stages: readonly T[],
  key: string | undefined,
): T & { readonly form: ReportForm } {
  const found = stageWithForm(stages, key);
  if (found !== undefined) return found;
  const named = stages.find((stage) => stage.key === key);
  if (key !== undefined && named === undefined)
    throw new DomainError('STAGE.UNKNOWN', {
      stage: key,
      known: stages.map((stage) => stage.key).join(', '),
    });
  const known = stages.filter(({ form }) => form !== undefined).map((stage) => stage.key);
  throw new DomainError('REPORT.NO_FORM', {
    stageName: named?.name ?? '',
    known: known.length === 0 ? 'không có' : known.join(', '),
  });
}

/** @throws DomainError INPUT.INVALID for a task that the form does not have */
function onlyTask(form: ReportForm, key: string | undefined): ReportForm {
  if (key === undefined) return form;
  const tasks = form.tasks.filter((task) => task.key === key);
  if (tasks.length > 0) return { ...form, tasks };
  const known = form.tasks.map((task) => task.key).join(', ');
  const message = `không có trong mẫu báo cáo; các mục: ${known}`;
  throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'task', message }]);
}
