import type { ReportInput } from '#libs/application';
import { type FrozenChange, NOT_AS_KEPT } from '#libs/contracts/http';
import { numberText } from '../layout/cells.js';
import type { Block } from '../layout/layout.types.js';

/** How many units a cell names before it counts the rest. */
const NAMED = 20;

/** Of which instant the figures of a report are, and what came after it. */
export function freezeNotes({ freeze, latestFreeze }: ReportInput): readonly string[] {
  if (freeze !== undefined) {
    const since = freeze.changes.map(
      ({ name, before, after }) => `${name} ${differenceText(after - before)}`,
    );
    const told = since.length === 0 ? 'Sau chốt: không có thay đổi.' : `Sau chốt: ${since.join('; ')}.`;
    return [`“${freeze.name}”: ${freeze.text}.`, ...(freeze.isIntact ? [] : [NOT_AS_KEPT]), told];
  }
  if (latestFreeze === undefined) return [];
  const { name, text } = latestFreeze;
  return [`Số liệu lúc lập, chưa chốt. Lần chốt gần nhất “${name}”: ${text}.`];
}

/** `+3`, `-1`; of as many, but other units, `±0`. */
export const differenceText = (difference: number): string =>
  difference === 0 ? '±0' : `${difference > 0 ? '+' : ''}${numberText(difference)}`;

/** What has changed since figures were kept, with the units behind it. */
export const changesTable = (changes: readonly FrozenChange[]): Block => ({
  kind: 'table',
  table: {
    name: 'Sau chốt',
    columns: [
      { head: 'Số liệu', width: 56 },
      { head: 'Khi chốt', width: 18, align: 'center' },
      { head: 'Hiện nay', width: 18, align: 'center' },
      { head: 'Sau chốt', width: 18, align: 'center' },
      { head: 'Đơn vị', width: 70 },
    ],
    rows: changes.map(({ name, before, after, came = [], gone = [] }) => ({
      cells: [
        name,
        { number: before },
        { number: after },
        differenceText(after - before),
        [namesText('Thêm', came), namesText('Bớt', gone)].filter((text) => text !== '').join('. '),
      ],
    })),
  },
});

function namesText(word: string, units: NonNullable<FrozenChange['came']>): string {
  if (units.length === 0) return '';
  const named = units.slice(0, NAMED).map(({ name, unitId }) => `${name} (${unitId})`);
  const more = units.length - named.length;
  return `${word}: ${named.join('; ')}${more > 0 ? ` và ${numberText(more)} đơn vị khác` : ''}`;
}
