import type { GuidanceInput } from '#libs/application';
import { cite, type ResolvedStage, suggestedFor, suggestedForText } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { Block, DocumentLayout, LayoutRow } from '../layout/layout.types.js';
import {
  blankNumber,
  capitalised,
  dayText,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  signatureBlock,
  words,
} from './words.js';

const SET_HERE = '* Do Công văn này ấn định; văn bản khác không nêu.';
/** The mark of what the letter itself sets. */
const mark = (status: string | undefined): string => (status === 'assumed' ? '*' : '');
const LEVELS_TOLD = { tinh: 'cấp tỉnh', huyen: 'cấp huyện', xa: 'cấp xã' } as const;

type Guided = GuidanceInput['guided'][number];

/** Công văn hướng dẫn: every day, band and figure of the year that no other document sets, so that its number founds them. */
export function guidanceLetter(input: GuidanceInput): DocumentLayout {
  const { pack, document, year, guided } = input;
  const bands = guided.filter(({ path }) => path.startsWith('classes.'));
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input, { subject: `V/v hướng dẫn thực hiện ${movementOf(pack)} năm ${year}` }),
        { kind: 'addressees', to: [document.addressee ?? `Các ${words(pack, 'units')}`] },
        paragraph(
          `Thực hiện ${words(pack, 'planBasis')}, để thống nhất thời gian, nơi nhận và cách tính trong năm ${year}, đề nghị các cơ quan, đơn vị thực hiện như sau:`,
        ),
        { kind: 'heading', text: '1. Thời gian thực hiện' },
        calendarTable(input),
        ...(bands.length === 0
          ? []
          : [
              { kind: 'heading', text: '2. Khung phân loại' } as const,
              ...bands.map(({ text, value }) => paragraph(`- ${text}: ${value}*.`)),
            ]),
        {
          kind: 'heading',
          text: `${bands.length === 0 ? 2 : 3}. Nơi nhận, giấy tờ và các nội dung khác`,
        },
        paragraph(
          `Thực hiện theo Phụ lục kèm theo Công văn này (${numberText(guided.length)} nội dung). Nội dung đã có trong văn bản của cấp có thẩm quyền thì thực hiện theo văn bản ấy.`,
        ),
        paragraph(
          'Quá trình thực hiện có khó khăn, vướng mắc, đề nghị trao đổi kịp thời để được hướng dẫn./.',
        ),
        notesBlock(input, [SET_HERE]),
        signatureBlock(input),
      ],
    },
    {
      orientation: 'landscape',
      blocks: [
        {
          kind: 'annexTitle',
          name: 'Phụ lục',
          summary: 'Các nội dung do Công văn ấn định',
          to: `Kèm theo Công văn số ${blankNumber(input)} ngày …… tháng …… năm ……`,
        },
        figuresTable(guided),
      ],
    },
  ]);
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** The days of the year, one row for a step whose days are the same at every level. */
function calendarTable({ calendar, pack }: GuidanceInput): Block {
  const keys = [...new Set(calendar.flatMap(({ stages }) => stages.filter(isTold).map(({ key }) => key)))];
  const rows = keys.flatMap((key) => {
    const at = calendar.flatMap(({ level, stages }) =>
      stages.filter((stage) => stage.key === key && isTold(stage)).map((stage) => ({ level, stage })),
    );
    const days = [...new Set(at.map(({ stage }) => daysOf(stage)))];
    return days.map((same) => {
      const alike = at.filter(({ stage }) => daysOf(stage) === same);
      const levels = alike.map(({ level }) => LEVELS_TOLD[level]).join(', ');
      return { stage: alike[0]?.stage, levels: days.length === 1 ? '' : ` (${levels})` };
    });
  });
  return {
    kind: 'table',
    table: {
      name: 'Thời gian',
      columns: [
        { head: 'TT', width: 10, align: 'center' },
        { head: 'Công việc', width: 58 },
        { head: 'Bắt đầu', width: 24, align: 'center' },
        { head: 'Hết ngày', width: 24, align: 'center' },
        { head: 'Hết thời gian tiếp nhận', width: 26, align: 'center' },
        { head: 'Căn cứ của ngày', width: 38 },
      ],
      rows: rows.flatMap(({ stage, levels }, index): LayoutRow[] => {
        if (stage?.due === undefined) return [];
        const { name, obligation, opensDay, opensStatus, due, cutOff } = stage;
        const asked = obligation === 'asked' ? ' (đề nghị gửi)' : '';
        return [
          {
            cells: [
              { number: index + 1 },
              `${name}${levels}${asked}`,
              `${dayText(opensDay)}${mark(opensStatus)}`,
              `${dayText(due.lastDay)}${mark(due.status)}`,
              cutOff === undefined ? '' : `${dayText(cutOff.lastDay)}${mark(cutOff.status)}`,
              due.status === 'assumed'
                ? 'Công văn này'
                : `${cite(pack, due.src)}${forSomeKinds(pack, stage)}`,
            ],
          },
        ];
      }),
    },
  };
}

/** What the other document does not say for some kinds of units, and the letter sets. */
function forSomeKinds({ unitKinds }: GuidanceInput['pack'], stage: ResolvedStage): string {
  const kinds = suggestedFor(stage);
  return kinds.length === 0 ? '' : `; ${suggestedForText(unitKinds, kinds)}`;
}

/** What somebody does by a day; instants of the system's own calendar are none of it. */
const isTold = ({ kind, due }: ResolvedStage): boolean => kind !== 'clock' && due !== undefined;

const daysOf = ({ opensDay, due, cutOff }: ResolvedStage): string =>
  [opensDay, due?.lastDay, due?.status, cutOff?.lastDay].join('/');

/** The words of a value with the mark at each day in them. */
const withMarkedDays = (value: string): string => value.replace(/\b\d{1,2}\/\d{1,2}(?:\/\d{4})?/g, '$&*');

/** Everything that the letter sets, part by part. */
function figuresTable(guided: readonly Guided[]): Block {
  const sections = [...new Set(guided.map(({ section }) => section))];
  let number = 0;
  return {
    kind: 'table',
    table: {
      name: 'Nội dung ấn định',
      columns: [
        { head: 'TT', width: 14, align: 'center' },
        { head: 'Nội dung', width: 96 },
        { head: 'Quy định', width: 140 },
      ],
      rows: sections.flatMap((section): LayoutRow[] => [
        { cells: [section], bold: true },
        ...guided
          .filter((figure) => figure.section === section)
          .map(({ text, value }) => ({
            cells: [{ number: (number += 1) }, `${capitalised(text)}*`, withMarkedDays(value)],
          })),
      ]),
    },
  };
}
