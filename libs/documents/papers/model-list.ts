import type { DocumentUnit, ListInput } from '#libs/application';
import { formatDay } from '#libs/calendar';
import { type PackCriterion, type PackRegister, type PolicyPack, term } from '#libs/policy';
import { describeEntry, type Entry } from '#libs/registers';
import { numberText } from '../layout/cells.js';
import type { Block, Cell, DocumentLayout, LayoutRow } from '../layout/layout.types.js';
import { insideOf, LIST_COLUMNS, numberedByCommune } from './lists.js';
import { entriesIn, fieldCell, pointerTo, registersIn } from './registers.js';
import {
  areaOf,
  communeKinds,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  signatureBlock,
  sourceText,
  unitsIn,
} from './words.js';

/**
 * Danh sách mô hình: the register's models with the latest review of each, then the units that recorded none. Where a
 * year has no such register it is a form with a line for each unit.
 */
export function modelList(input: ListInput): DocumentLayout {
  const { pack, document, units, year } = input;
  const shown = registersIn(pack, document.key);
  const models =
    shown.find((register) => shown.some((other) => pointerTo(other, register) !== undefined)) ?? shown[0];
  const criteria = criteriaOf(pack, shown);
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'landscape',
      blocks: [
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Mô hình, điển hình tiên tiến trong ${movementOf(pack)} năm ${year}`,
        },
        ...(models === undefined ? [formOf(insideOf(units))] : recordedBlocks(input, models, shown)),
        notesBlock(input, [
          ...criteria.map((criterion) => `${criterion.text} (${sourceText(pack, criterion)}).`),
          `${term(pack, 'steering')} chỉ đạo; mô hình hình thức, không hiệu quả thì thôi, mô hình tốt thì nhân rộng.`,
        ]),
        signatureBlock(input),
      ],
    },
  ]);
}

/** The criteria that the registers of the paper speak about. */
function criteriaOf({ criteria }: PolicyPack, registers: readonly PackRegister[]): readonly PackCriterion[] {
  const keys = new Set(registers.flatMap(({ readings }) => readings.map(({ criterion }) => criterion)));
  const found = (some: PolicyPack['criteria']): readonly PackCriterion[] =>
    some.flatMap((criterion) => [
      ...(keys.has(criterion.key) ? [criterion] : []),
      ...found(criterion.children ?? []),
    ]);
  return found(criteria);
}

const formOf = (units: readonly DocumentUnit[]): Block => ({
  kind: 'table',
  table: {
    name: 'Danh sách mô hình',
    columns: [
      ...LIST_COLUMNS,
      { head: 'Tên mô hình', width: 60 },
      { head: 'Mới, duy trì, thôi hoặc nhân rộng', width: 38 },
      { head: 'Từ ngày', width: 24, align: 'center' },
      { head: 'Đánh giá cuối năm', width: 44 },
    ],
    rows: numberedByCommune(units, (unit, no) => [{ number: no }, unit.name, null, null, null, null]),
  },
});

function recordedBlocks(input: ListInput, models: PackRegister, shown: readonly PackRegister[]): Block[] {
  const lines = input.units.flatMap((unit) => entriesIn(unit, models).map((entry) => ({ ...unit, entry })));
  const having = new Set(lines.map(({ unitId }) => unitId));
  const without = insideOf(input.units).filter(({ unitId }) => !having.has(unitId));
  const counted = models.fields.find(({ key }) => key === models.countBy);
  const by =
    counted?.type === 'choice'
      ? counted.options.flatMap(({ key, text }) => {
          const n = lines.filter(({ entry }) => entry.data[counted.key] === key).length;
          return n === 0 ? [] : [`${text.toLocaleLowerCase('vi')} ${numberText(n)}`];
        })
      : [];
  const rows: LayoutRow[] = numberedByCommune(lines, (line, no): Cell[] => [
    { number: no },
    line.name,
    ...models.fields.map((field) => fieldCell(field, line.entry)),
    reviewText(line, line.entry, models, shown),
  ]);
  return [
    {
      kind: 'paragraph',
      text: `Trên địa bàn ${areaOf(input)} có ${numberText(lines.length)} mô hình của ${unitsIn(having.size)}${by.length > 0 ? `: ${by.join('; ')}` : ''}. Chưa ghi nhận mô hình: ${unitsIn(without.length)}.`,
    },
    {
      kind: 'table',
      table: {
        name: 'Danh sách mô hình',
        columns: [
          { head: 'TT', width: 14, align: 'center' },
          { head: 'Đơn vị', width: 50 },
          ...models.fields.map(({ name, type }) =>
            type === 'day'
              ? { head: name, width: 32, align: 'center' as const }
              : { head: name, width: type === 'text' ? 40 : 30 },
          ),
          { head: 'Rà soát', width: 44 },
        ],
        rows,
      },
    },
    ...(without.length === 0
      ? []
      : ([
          { kind: 'heading', text: 'Đơn vị chưa ghi nhận mô hình' },
          {
            kind: 'table',
            table: {
              name: 'Chưa có mô hình',
              columns: [...LIST_COLUMNS, { head: communeKinds(input), width: 60 }],
              rows: without.map(({ name, communeName }, at) => ({
                cells: [{ number: at + 1 }, name, communeName],
              })),
            },
          },
        ] satisfies Block[])),
  ];
}

/** The latest review of a model with its day; empty while there was none. */
function reviewText(
  unit: DocumentUnit,
  model: Entry,
  models: PackRegister,
  shown: readonly PackRegister[],
): string {
  for (const register of shown) {
    const pointer = pointerTo(register, models);
    const review =
      pointer && entriesIn(unit, register).findLast(({ data }) => data[pointer.key] === model.id);
    if (review !== undefined)
      return `${formatDay(review.effectiveOn)}. ${describeEntry(register, review.data)}`;
  }
  return '';
}
