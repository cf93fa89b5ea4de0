import type { RecordedPaper, UnitInput } from '#libs/application';
import { formatOfficialDay } from '#libs/calendar';
import { unitDuties } from '#libs/policy';
import { describeEntry } from '#libs/registers';
import { cellText, numberText } from '../layout/cells.js';
import type { Block, DocumentLayout } from '../layout/layout.types.js';
import { type Parts, templateBlocks } from '../layout/paper-template.js';
import { entriesIn, fieldCell, registersIn } from './registers.js';
import {
  BLANK,
  bodyAt,
  groundsBlock,
  issuerOf,
  layoutOf,
  letterheadBlock,
  paperDate,
  signerOf,
  standingText,
  templateValues,
  words,
} from './words.js';

const formOf = (input: UnitInput, template: string, values: object, parts: Parts): DocumentLayout =>
  layoutOf(input, `${input.document.name}: ${input.unit.name}`, [
    {
      orientation: 'portrait',
      blocks: templateBlocks(template, { ...templateValues(input), unit: input.unit.name, ...values }, parts),
    },
  ]);

/** Bản cam kết of one of the unit's sub-units, whose name and head are written by hand. */
export function subunitPledge(input: UnitInput): DocumentLayout {
  const { pack, unit } = input;
  const target = pack.targets.find(({ denominator }) => denominator === 'subunits');
  const values = {
    subunits: numberText(unit.subunits),
    percent: target === undefined ? '' : numberText(target.percent),
    head: signerOf(input, unit),
  };
  const letterhead: Block = { kind: 'letterhead', placeAndDate: `${unit.communeName}, ${paperDate(input)}` };
  return formOf(input, 'subunit-pledge', values, { letterhead });
}

/** Quy chế phối hợp between the unit and the police of its level. */
export function coordinationRules(input: UnitInput): DocumentLayout {
  const { pack, unit, document, recorded } = input;
  const stated = statedIn(recorded);
  const values = {
    police: stated.counterpart ?? bodyAt(input, 'police'),
    officer: unit.officer ?? BLANK,
    head: signerOf(input, unit),
    planBasis: words(pack, 'planBasis'),
    stands: registersIn(pack, document.key).flatMap((register) =>
      entriesIn(unit, register).map(({ data }) => ({
        register: register.name,
        entry: describeEntry(register, data),
      })),
    ),
  };
  return formOf(input, 'coordination-rules', values, {
    letterhead: letterheadBlock(input, { unit, number: stated.number, date: stated.date }),
    grounds: groundsBlock(input),
  });
}

/** Number, day and other side of the paper where they were recorded. */
function statedIn(recorded: RecordedPaper | undefined) {
  const textOf = (field: string | undefined) => {
    const value = field === undefined ? undefined : recorded?.entry.data[field];
    return value === undefined ? undefined : String(value);
  };
  const { number, date, counterpart } = recorded?.paper ?? {};
  return { number: textOf(number), date: textOf(date), counterpart: textOf(counterpart) };
}

/** Biên bản kiểm tra: what the records say of the unit and what was recorded of the inspection; the rest by hand. */
export function inspectionMinutes(input: UnitInput): DocumentLayout {
  const { unit, recorded } = input;
  const values = {
    commune: unit.communeName,
    day: recorded === undefined ? '' : formatOfficialDay(recorded.entry.effectiveOn),
    issuer: issuerOf(input),
    recorded: (recorded?.register.fields ?? []).map((field) => ({
      name: field.name,
      value: recorded === undefined ? '' : cellText(fieldCell(field, recorded.entry)),
    })),
  };
  return formOf(input, 'inspection-minutes', values, {
    letterhead: letterheadBlock(input, {
      number: statedIn(recorded).number,
      date: recorded?.entry.effectiveOn,
    }),
    steps: stepsTable(input),
    contents: contentsTable(input),
  });
}

const stepsTable = ({ unit }: UnitInput): Block => ({
  kind: 'table',
  table: {
    name: 'Các bước trong năm',
    columns: [
      { head: 'TT', width: 12, align: 'center' },
      { head: 'Bước', width: 90 },
      { head: 'Ngày thực hiện', width: 30, align: 'center' },
      { head: 'Tình trạng', width: 44 },
    ],
    rows: unit.steps
      .filter(({ stage }) => stage.act === 'submit')
      .map((step, at) => ({
        cells: [
          { number: at + 1 },
          step.stage.name,
          step.doneOn === undefined ? '' : { day: step.doneOn },
          standingText(step),
        ],
      })),
  },
});

/** What is looked at: the criteria of the year, else the duties of the unit. */
function contentsTable({ pack, unit }: UnitInput): Block {
  const contents =
    pack.criteria.length > 0
      ? pack.criteria
      : unitDuties(pack, unit.profile).map(({ text }, at) => ({ no: String(at + 1), text }));
  return {
    kind: 'table',
    table: {
      name: 'Nội dung kiểm tra',
      columns: [
        { head: 'TT', width: 12, align: 'center' },
        { head: 'Nội dung', width: 92 },
        { head: 'Kết quả', width: 36 },
        { head: 'Tồn tại', width: 36 },
      ],
      rows: contents.map(({ no, text }) => ({ cells: [no, text, null, null] })),
    },
  };
}
