import { name, optional, plainText, required, whole } from './cells.js';
import type { Columns, Layout } from './heading.js';
import type { ListDeclaration } from './read-list.js';
import type { Cell, TableRow } from './tables.types.js';

/** A list of places with their people: small, but with every kind of column. */
export const columns = {
  ordinal: { headings: ['STT', 'TT'], needed: false, read: plainText },
  name: { headings: ['Tên đơn vị', 'Đơn vị'], needed: true, read: name('tên đơn vị') },
  people: { headings: ['Số người'], needed: true, read: required(whole, 'số người') },
  women: { headings: ['Số người nữ', 'Nữ'], needed: false, read: optional(whole) },
  note: { headings: ['Ghi chú'], needed: false, read: optional(plainText) },
} satisfies Columns;

export const layout: Layout<typeof columns> = { name: 'office', columns, anchors: ['name'], least: 2 };

export const list: ListDeclaration<typeof columns> = {
  layouts: [layout],
  limits: { rows: 100, columns: 20, cells: 1000 },
  marks: () => ({ ordinal: 'ordinal', name: 'name', identity: ['people'], details: ['note'] }),
  expected: 'cần các cột "Tên đơn vị", "Số người".',
};

/** Rows of a table, the first being line 1; an empty one is left out as files do. */
export const rowsOf = (...rows: readonly (readonly Cell[])[]): readonly TableRow[] =>
  rows.map((cells, index) => ({ line: index + 1, cells })).filter(({ cells }) => cells.length > 0);
