import type { ReminderInput } from '#libs/application';
import { dateOf, formatDay, lastDayPhrase } from '#libs/calendar';
import { cite } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { DocumentLayout } from '../layout/layout.types.js';
import {
  ASSUMED_NOTE,
  areaOf,
  dayText,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  signatureBlock,
  starOf,
  words,
} from './words.js';

/** Công văn đôn đốc: what was due by which words, who is late with it and for how long. */
export function reminderLetter(input: ReminderInput): DocumentLayout {
  const { pack, document, late, year } = input;
  const stages = [...new Map(late.map(({ stage }) => [stage.key, stage])).values()];
  const [only] = stages;
  const about =
    stages.length === 1 && only !== undefined ? only.name : `các công việc quá hạn của ${movementOf(pack)}`;
  const offices = late.filter(({ isOffice }) => isOffice).length;
  const names = new Set(late.map(({ name, communeName }) => `${name}|${communeName}`)).size;
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input, { subject: `V/v đôn đốc thực hiện ${about} năm ${year}` }),
        {
          kind: 'addressees',
          to: [
            ...(offices > 0 ? ['Các cơ quan có tên trong danh sách kèm theo'] : []),
            ...(late.length > offices || offices === 0
              ? [`Thủ trưởng các ${words(pack, 'units')} có tên trong danh sách kèm theo`]
              : []),
          ],
        },
        {
          kind: 'paragraph',
          text: `Thực hiện ${words(pack, 'planBasis')}, qua theo dõi đến ngày ${formatDay(dateOf(input.asOf))} trên địa bàn ${areaOf(input)} còn ${numberText(names)} cơ quan, đơn vị chưa thực hiện ${numberText(late.length)} việc đã hết hạn:`,
        },
        ...stages.map((stage) => {
          const count = late.filter((line) => line.stage.key === stage.key).length;
          const { due } = stage;
          const words_ =
            due === undefined
              ? ''
              : `, ${lastDayPhrase(due.lastDay)}${starOf(due)} (“${due.words}”${due.status === 'assumed' ? ', giả định' : `, ${cite(pack, due.src)}`})`;
          return { kind: 'paragraph', text: `- ${stage.name}${words_}: ${numberText(count)} nơi.` } as const;
        }),
        {
          kind: 'paragraph',
          text: `Đề nghị các cơ quan, đơn vị có tên trong danh sách khẩn trương thực hiện, gửi về cơ quan nhận của từng việc trước ngày …………; nơi có khó khăn, vướng mắc thì trao đổi kịp thời để được hướng dẫn. Nơi đã gửi bằng văn bản giấy, đề nghị báo lại số, ngày văn bản để cập nhật./.`,
        },
        notesBlock(input, stages.some(({ due }) => due?.status === 'assumed') ? [ASSUMED_NOTE] : []),
        signatureBlock(input),
      ],
    },
    {
      orientation: 'landscape',
      blocks: [
        {
          kind: 'annexTitle',
          name: 'Danh sách',
          summary: `Cơ quan, đơn vị chưa thực hiện đúng hạn`,
          to: `Kèm theo Công văn số ……/${input.letterhead.abbreviation ?? '……'}-…… ngày …… tháng …… năm ……`,
        },
        {
          kind: 'table',
          table: {
            name: 'Chưa thực hiện',
            columns: [
              { head: 'TT', width: 12, align: 'center' },
              { head: 'Cơ quan, đơn vị', width: 78 },
              { head: 'Xã, phường', width: 38 },
              { head: 'Việc chưa thực hiện', width: 70 },
              { head: 'Hết ngày', width: 28, align: 'center' },
              { head: 'Quá hạn (ngày)', width: 24, align: 'center' },
            ],
            rows: late.map(({ name, communeName, stage, lastDay, daysLate, assumed }, at) => ({
              cells: [
                { number: at + 1 },
                name,
                communeName,
                stage.name,
                `${dayText(lastDay)}${assumed === true ? '*' : ''}`,
                { number: daysLate },
              ],
            })),
          },
        },
      ],
    },
  ]);
}
