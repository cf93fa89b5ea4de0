import type { CertificationProblem } from '#libs/certification';
import type { CommandBody } from '#libs/contracts';
import type { KeyedRefusal } from '#libs/refusals';
import { stageOf } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { figureNames } from './figure-names.js';
import { unanswered, wordsOf } from './report-words.js';

type Submit = Extract<CommandBody, { kind: 'submit' }>;

/** What was found in the words of a report: why it is refused, or what may still be added. */
export interface WordFindings {
  readonly refusal?: KeyedRefusal<'CONTENT.WRONG_STAGE' | 'REPORT.INVALID'> & {
    readonly problems?: readonly CertificationProblem[];
  };
  /** Vietnamese sentences. */
  readonly remarks: readonly string[];
}

/**
 * Looks at the answers of a report beside its form. A report without an answer is handed in all the same, for no document orders
 * that each task be answered apart; it is told what is left.
 */
export function wordFindings(rules: Pick<Rules, 'pack' | 'stages'>, body: Submit): WordFindings {
  const { stage } = body;
  const form = stageOf(rules.stages, stage)?.form;
  if (form === undefined) {
    if (body.answers === undefined && body.figureNotes === undefined) return { remarks: [] };
    const content = 'trả lời theo nhiệm vụ và ý kiến về số liệu';
    return { refusal: { code: 'CONTENT.WRONG_STAGE', stage, params: { content } }, remarks: [] };
  }
  const words = wordsOf(body);
  const problems = [
    ...unknownOrTwice(
      words.answers.map(({ task }) => task),
      form.tasks.map(({ key }) => key),
      (task) => ({ code: 'REPORT.TASK', place: `nhiệm vụ ${task}` }),
    ),
    ...unknownOrTwice(
      words.figureNotes.map(({ figure }) => figure),
      [...figureNames(rules).keys()],
      (figure) => ({ code: 'REPORT.FIGURE', place: `số liệu ${figure}` }),
    ),
  ];
  if (problems.length > 0)
    return { refusal: { code: 'REPORT.INVALID', stage, params: {}, problems }, remarks: [] };
  const left = unanswered(form, words);
  if (left.length === 0) return { remarks: [] };
  const named = left.map(({ text }) => text).join('; ');
  return {
    remarks: [`Chưa trả lời ${left.length}/${form.tasks.length} nội dung của mẫu báo cáo: ${named}.`],
  };
}

function unknownOrTwice(
  named: readonly string[],
  known: readonly string[],
  at: (key: string) => Pick<CertificationProblem, 'code' | 'place'>,
): readonly CertificationProblem[] {
  return named.flatMap((key, index): CertificationProblem[] => {
    if (!known.includes(key))
      return [{ ...at(key), message: `Mẫu báo cáo không có. Các mục có thể dùng: ${known.join(', ')}.` }];
    return named.indexOf(key) === index ? [] : [{ ...at(key), message: 'Ghi hai lần. Hãy để lại một lần.' }];
  });
}
