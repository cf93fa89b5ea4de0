import type { LateLine, ReminderInput } from '#libs/application';
import { dateOf, formatDay, lastDayPhrase } from '#libs/calendar';
import { PAST_SUGGESTED } from '#libs/contracts/http';
import { dutyAndDayText, type PolicyPack, sourceOfDay } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { DocumentLayout } from '../layout/layout.types.js';
import {
  ASSUMED_NOTE,
  areaOf,
  blankNumber,
  communeKinds,
  dayText,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  signatureBlock,
  starOf,
  words,
} from './words.js';

const workOf = ({ stage, lastDay, receiver }: LateLine): string =>
  [stage.key, lastDay, stage.due?.src, receiver?.name].join(' ');

const receiverText = ({ receiver }: LateLine): string =>
  receiver === undefined ? '' : `${receiver.name}${receiver.assumed ? '*' : ''}`;

/** `03 đơn vị`, `12 cơ quan, đơn vị`. */
function placesText(lines: readonly LateLine[]): string {
  const offices = lines.filter(({ isOffice }) => isOffice).length;
  const whom = offices === 0 ? 'đơn vị' : offices === lines.length ? 'cơ quan' : 'cơ quan, đơn vị';
  return `${numberText(lines.length).padStart(2, '0')} ${whom}`;
}

/** The last day with the words behind it; a day that was granted has none of the pack. */
function dueText(pack: PolicyPack, { stage, lastDay }: LateLine): string {
  const { due } = stage;
  if (due?.lastDay !== lastDay) return `, ${lastDayPhrase(lastDay)} (đã gia hạn)`;
  return `, ${lastDayPhrase(lastDay)}${starOf(due)} (${dutyAndDayText(sourceOfDay(pack, stage))})`;
}

/** `3 việc đã quá hạn, 2 việc đã quá ngày đề nghị*`: no document sets the day of the latter. */
function tally(late: readonly LateLine[]): string {
  const suggested = late.filter(({ assumed }) => assumed === true).length;
  const said = [
    { n: late.length - suggested, words: 'đã quá hạn' },
    { n: suggested, words: `đã ${PAST_SUGGESTED}` },
  ];
  return said
    .filter(({ n }) => n > 0)
    .map(({ n, words: past }) => `${numberText(n)} việc ${past}`)
    .join(', ');
}

/** Công văn đôn đốc: what was due by which words, who is late with it and for how long. */
export function reminderLetter(input: ReminderInput): DocumentLayout {
  const { pack, document, late, year } = input;
  // One work may have another last day at each level, or for whom it was extended; the day may be set for some kinds of units alone.
  const works = [...new Map(late.map((line) => [workOf(line), line])).values()];
  const [only, another] = new Set(late.map(({ stage }) => stage.name));
  const about = only !== undefined && another === undefined ? only : `các công việc của ${movementOf(pack)}`;
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
          text: `Thực hiện ${words(pack, 'planBasis')}, qua theo dõi đến ngày ${formatDay(dateOf(input.asOf))} trên địa bàn ${areaOf(input)} còn ${numberText(names)} cơ quan, đơn vị chưa thực hiện ${tally(late)}:`,
        },
        ...works.map((work) => {
          const own = late.filter((line) => workOf(line) === workOf(work));
          const to = receiverText(work) === '' ? '' : `; gửi về ${receiverText(work)}`;
          return {
            kind: 'paragraph',
            text: `- ${work.stage.name}${dueText(pack, work)}${to}: ${placesText(own)}.`,
          } as const;
        }),
        {
          kind: 'paragraph',
          text: `Đề nghị các cơ quan, đơn vị có tên trong danh sách khẩn trương thực hiện, gửi về cơ quan nhận nêu trên trước ngày …………; cơ quan, đơn vị có khó khăn, vướng mắc thì trao đổi kịp thời để được hướng dẫn. Cơ quan, đơn vị đã gửi bằng văn bản giấy, đề nghị báo lại số, ngày văn bản để cập nhật./.`,
        },
        notesBlock(
          input,
          works.some(
            ({ stage: { due }, receiver }) => due?.status === 'assumed' || receiver?.assumed === true,
          )
            ? [ASSUMED_NOTE]
            : [],
        ),
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
          to: `Kèm theo Công văn số ${blankNumber(input)} ngày …… tháng …… năm ……`,
        },
        {
          kind: 'table',
          table: {
            name: 'Chưa thực hiện',
            columns: [
              { head: 'TT', width: 12, align: 'center' },
              { head: 'Cơ quan, đơn vị', width: 64 },
              { head: communeKinds(input), width: 34 },
              { head: 'Việc chưa thực hiện', width: 56 },
              { head: 'Gửi về', width: 46 },
              { head: 'Hết ngày', width: 24, align: 'center' },
              { head: 'Đã quá (ngày)', width: 20, align: 'center' },
            ],
            rows: late.map((line, at) => {
              const { name, communeName, stage, lastDay, daysLate, assumed } = line;
              return {
                cells: [
                  { number: at + 1 },
                  name,
                  communeName,
                  stage.name,
                  receiverText(line),
                  `${dayText(lastDay)}${assumed === true ? '*' : ''}`,
                  { number: daysLate },
                ],
              };
            }),
          },
        },
      ],
    },
  ]);
}
