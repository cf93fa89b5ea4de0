import type { DocumentUnit, ReportInput } from '#libs/application';
import type { PackRegister, PaperTask } from '#libs/policy';
import type { Entry } from '#libs/registers';
import { numberText } from '../layout/cells.js';
import type { Block } from '../layout/layout.types.js';
import { entriesIn } from './registers.js';
import { answerBlocks, orElse } from './report-answers.js';
import { starOf, unitsIn } from './words.js';

/**
 * What was done task by task, in the order of the document that asks for the report: figures of the registers, then what was
 * answered to it, or a line for what no record holds. Nothing where the paper has no tasks.
 */
export const taskBlocks = ({ pack, document, units, texts }: ReportInput): readonly Block[] =>
  (document.tasks ?? []).flatMap((task): Block[] => [
    { kind: 'paragraph', text: [{ text: `${task.key}. ${task.text}${starOf(task)}`, strong: true }] },
    ...task.registers.flatMap((figures): Block[] => {
      const register = pack.registers.find(({ key }) => key === figures.register);
      if (register === undefined) return [];
      return [{ kind: 'paragraph', text: `- ${figuresText(register, figures, units)}.` }];
    }),
    ...orElse(answerBlocks(texts, task.key), [{ kind: 'fill', label: 'Kết quả khác' }]),
  ]);

/** `Mô hình: 12 lần ghi của 8 đơn vị (Xây dựng mới: 3; Duy trì: 9)`; sums of its numbers where the register has some. */
function figuresText(
  register: PackRegister,
  { of }: PaperTask['registers'][number],
  units: readonly DocumentUnit[],
): string {
  const { name, fields, countBy, sums = [] } = register;
  const kinds = fields.find(({ key }) => key === countBy);
  const options =
    kinds?.type === 'choice' ? kinds.options.filter(({ key }) => of?.includes(key) ?? true) : [];
  const isOf = ({ data }: Entry) =>
    of === undefined || (kinds !== undefined && of.includes(String(data[kinds.key])));
  const own = units.map((unit) => entriesIn(unit, register).filter(isOf)).filter((each) => each.length > 0);
  const entries = own.flat();
  const label = of === undefined ? name : options.map(({ text }) => text.toLocaleLowerCase('vi')).join('; ');
  const head = of === undefined ? label : label.charAt(0).toLocaleUpperCase('vi') + label.slice(1);
  if (entries.length === 0) return `${head}: chưa ghi nhận`;
  const byKind = options.flatMap(({ key, text }) => {
    const count = entries.filter(({ data }) => kinds !== undefined && data[kinds.key] === key).length;
    return count === 0 ? [] : [`${text}: ${numberText(count)}`];
  });
  const totals = sums.flatMap((sum) => {
    const total = entries.reduce((all, { data }) => all + Number(data[sum] ?? 0), 0);
    const field = fields.find(({ key }) => key === sum);
    return total === 0 || field === undefined ? [] : [`${field.name}: ${numberText(total)}`];
  });
  const details = [...byKind, ...totals];
  return `${head}: ${numberText(entries.length)} lần ghi của ${unitsIn(own.length)}${details.length > 0 ? ` (${details.join('; ')})` : ''}`;
}
