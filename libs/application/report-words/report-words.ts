import type { CommandBody } from '#libs/contracts';
import type { FormTask, ReportForm } from '#libs/policy';
import type { ReportWords } from './report-words.port.js';

export const NO_WORDS: ReportWords = { answers: [], figureNotes: [] };

/** What was handed in of it; nothing where the paper came without. */
export const wordsOf = (body: CommandBody | undefined): ReportWords =>
  body?.kind === 'submit' ? { answers: body.answers ?? [], figureNotes: body.figureNotes ?? [] } : NO_WORDS;

/** The answer to one task; undefined where there is none. */
export const answerTo = ({ answers }: ReportWords, task: string): string | undefined =>
  answers.find((answer) => answer.task === task)?.text;

/** The tasks that nothing is answered to, in the order of the form. */
export const unanswered = ({ tasks }: ReportForm, words: ReportWords): readonly FormTask[] =>
  tasks.filter(({ key }) => answerTo(words, key) === undefined);
