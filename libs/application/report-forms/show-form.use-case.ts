import type { ReportFormAnswer } from '#libs/contracts';
import { unitYearToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { reminderBasis } from '../reminders/due-lines.js';
import { answerTo, NO_WORDS, unanswered, wordsOf } from '../report-words/report-words.js';
import { figureLines } from '../reports/figure-changes.js';
import { reportFigures } from '../reports/report-figures.js';
import { reportStateOf, subjectOf } from '../reports/subject-stages.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { arrivalOf, handedInBy } from './answering-offices.js';
import { formStage, taskOf } from './list-answers.use-case.js';

type Needs = Stores<
  'cycles' | 'documents' | 'figures' | 'migrations' | 'now' | 'papers' | 'unitYears' | 'units' | 'workingDays'
>;

/** What an office is asked in a report, task by task, with the figures that are counted for it. Reads only. */
export class ShowReportForm {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError as `unitYearToRead`; STAGE.UNKNOWN, REPORT.NO_FORM */
  async execute(
    identity: Identity,
    cycleId: string,
    unitId: string,
    stageKey: string,
  ): Promise<ReportFormAnswer> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const { cycle, unit } = await unitYearToRead(records, identity, 'readReports', cycleId, unitId);
      const { book } = await reminderBasis(records, this.rules, cycle);
      const rules = book.of(unit);
      const stage = formStage(rules.graph, stageKey);
      const now = await nowOf(records, cycle);
      const handedIn = handedInBy(unit, stage.key);
      const commandId = handedIn?.commandId;
      const contents = commandId === undefined ? undefined : await records.documents.bodiesOf([commandId]);
      const words = commandId === undefined ? NO_WORDS : wordsOf(contents?.get(commandId));
      const counting = { ...rules, levels: book.levels };
      const figures = await reportFigures(records, cycle, counting, unit, stage.key, now);
      return {
        ...subjectOf(book, unit, stage),
        state: reportStateOf(unit, stage, now),
        ...arrivalOf(stage, handedIn),
        ...{ provisional: figures.provisional, period: figures.period },
        tasks: stage.form.tasks.map((task) => ({
          ...taskOf(book.pack, task),
          answer: answerTo(words, task.key),
        })),
        answered: stage.form.tasks.length - unanswered(stage.form, words).length,
        figures: figureLines(figures).map((line) => ({
          ...line,
          note: words.figureNotes.find(({ figure }) => figure === line.figure)?.text,
        })),
      };
    });
  }
}
