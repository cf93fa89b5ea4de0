import type { DocumentUnit } from '#libs/application';
import { type DocumentKind, type PackRegister, type PolicyPack, type RegisterField } from '#libs/policy';
import { describeEntry, type Entry, latestShares, shownValue } from '#libs/registers';
import { numberText } from '../layout/cells.js';
import type { Block, Cell, LayoutRow } from '../layout/layout.types.js';
import { capitalised, shareText } from './words.js';

/** The registers whose entries a paper shows, in the order of the pack. */
export const registersIn = ({ registers }: PolicyPack, kind: DocumentKind): readonly PackRegister[] =>
  registers.filter(({ papers = [] }) => papers.some(({ document }) => document === kind));

export const entriesIn = ({ entries }: DocumentUnit, { key }: PackRegister): readonly Entry[] =>
  entries.filter(({ register }) => register === key);

/** One value of an entry as a cell; text where people read a word or what was written. */
export const fieldCell = (field: RegisterField, { data }: Entry): Cell => {
  const value = data[field.key];
  if (value === undefined) return '';
  if (field.type === 'day') return { day: String(value) };
  return typeof value === 'number' ? { number: value } : shownValue(field, value);
};

/** The field of a register that names an entry of another one. */
export const pointerTo = (register: PackRegister, to: PackRegister): RegisterField | undefined =>
  register.fields.find((field) => field.type === 'entry' && field.of === to.key);

/**
 * Everything the registers hold of a unit's year, a bold row for each register. What holds numbers only is counted by
 * its kinds and told with no day; what counts shares tells them by group, from the latest count.
 */
export function registersTable(unit: DocumentUnit, registers: readonly PackRegister[]): Block {
  return {
    kind: 'table',
    table: {
      name: 'Sổ theo dõi',
      columns: [
        { head: 'TT', width: 12, align: 'center' },
        { head: 'Ngày', width: 28, align: 'center' },
        { head: 'Nội dung', width: 136 },
      ],
      rows: registers.flatMap((register): LayoutRow[] => {
        const entries = entriesIn(unit, register);
        const name = `${register.name}${entries.length === 0 ? ': chưa ghi nhận' : ''}`;
        return [{ cells: [name], bold: true }, ...rowsOf(register, entries)];
      }),
    },
  };
}

function rowsOf(register: PackRegister, entries: readonly Entry[]): LayoutRow[] {
  if (register.numbersOnly === true) {
    return countsOf(register, entries).map((text, at) => ({ cells: [{ number: at + 1 }, '', text] }));
  }
  const rows = entries.map(
    ({ effectiveOn, data }, at): LayoutRow => ({
      cells: [{ number: at + 1 }, { day: effectiveOn }, describeEntry(register, data)],
    }),
  );
  const shares = register.readings
    .filter((reading) => reading.as === 'share')
    .flatMap((reading): LayoutRow[] => {
      const counted = latestShares(reading, entries);
      if (counted === undefined) return [];
      const groups = counted.groups.map(
        ({ name, done, of }) => `${name} ${numberText(done)}/${numberText(of)} (${shareText(done, of)})`,
      );
      const text = `${capitalised(reading.text)}: ${groups.join('; ')}`;
      return [{ cells: ['', { day: counted.entry.effectiveOn }, text] }];
    });
  return [...rows, ...shares];
}

/** `Đơn thư …: 2 vụ` for each kind that has any. */
function countsOf({ fields, countBy, sums = [] }: PackRegister, entries: readonly Entry[]): string[] {
  const [sum] = sums;
  const total = (some: readonly Entry[]) =>
    sum === undefined ? some.length : some.reduce((all, { data }) => all + Number(data[sum] ?? 0), 0);
  const field = fields.find(({ key }) => key === countBy);
  if (field?.type !== 'choice') return [numberText(total(entries))];
  return field.options.flatMap(({ key, text }) => {
    const own = entries.filter(({ data }) => data[field.key] === key);
    return own.length === 0 ? [] : [`${text}: ${numberText(total(own))}`];
  });
}
