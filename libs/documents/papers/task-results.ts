import type { ReportInput } from '#libs/application';
import type { RegisterFigures } from '#libs/registers';
import { numberText } from '../layout/cells.js';
import type { Block } from '../layout/layout.types.js';
import { answerBlocks, orElse } from './report-answers.js';
import { starOf, unitsIn } from './words.js';

/**
 * What was done task by task, in the order of the document that asks for the report: figures of the registers, then what was
 * answered to it, or a line for what no record holds. Nothing where the paper has no tasks.
 */
export const taskBlocks = ({ document, tasks, texts }: ReportInput): readonly Block[] =>
  (document.tasks ?? []).flatMap((task): Block[] => [
    { kind: 'paragraph', text: [{ text: `${task.key}. ${task.text}${starOf(task)}`, strong: true }] },
    ...(tasks.find((each) => each.task === task.key)?.registers ?? []).map(
      (figures): Block => ({ kind: 'paragraph', text: `- ${figuresText(figures)}.` }),
    ),
    ...orElse(answerBlocks(texts, task.key), [{ kind: 'fill', label: 'Kết quả khác' }]),
  ]);

/** `Mô hình: 12 lần ghi của 8 đơn vị (Xây dựng mới: 3; Duy trì: 9)`; sums of its numbers where the register has some. */
function figuresText({ name, entries, units, kinds, sums }: RegisterFigures): string {
  if (entries === 0) return `${name}: chưa ghi nhận`;
  const details = [
    ...kinds.map((kind) => `${kind.name}: ${numberText(kind.entries)}`),
    ...sums.map((sum) => `${sum.name}: ${numberText(sum.total)}`),
  ];
  return `${name}: ${numberText(entries)} lần ghi của ${unitsIn(units)}${details.length > 0 ? ` (${details.join('; ')})` : ''}`;
}
