import {
  type AnsweringOffice,
  type AnswersInput,
  answerTo,
  figureNames,
  unanswered,
} from '#libs/application';
import { lateWord, NOT_WAITED_FOR, PAST_SUGGESTED, RECEIVED_ON_PAPER } from '#libs/contracts/http';
import { resolveStages } from '#libs/policy';
import type { Block, DocumentLayout, LayoutColumn } from '../layout/layout.types.js';
import { ASSUMED_NOTE, communeKinds, layoutOf, notesBlock, sourceText, starOf } from './words.js';

const STATES: Readonly<Record<Exclude<AnsweringOffice['state'], 'handedIn'>, string>> = {
  notOpen: 'chưa mở',
  open: 'chưa gửi',
  overdue: 'quá hạn',
  pastSuggested: PAST_SUGGESTED,
  notSubmitted: NOT_WAITED_FOR.notSubmitted,
  waived: NOT_WAITED_FOR.waived,
  received: RECEIVED_ON_PAPER,
};

const stateText = ({ state, late, afterSuggested }: AnsweringOffice): string => {
  if (state !== 'handedIn') return STATES[state];
  return ['đã gửi', lateWord({ late, afterSuggested })].filter((word) => word !== undefined).join(', ');
};

/** All answers side by side: a row for each office and a column for each task, then who has left what, and what is noted to figures. */
export function answersTable(input: AnswersInput): DocumentLayout {
  const { texts, pack, year } = input;
  const { form, offices, report } = texts;
  const names = figureNames({ pack, stages: resolveStages(pack, year, { managedBy: 'tinh' }) });
  const own: readonly LayoutColumn[] = [
    { head: 'TT', width: 12, align: 'center' },
    { head: communeKinds(input), width: 45 },
    { head: 'Báo cáo', width: 32 },
  ];
  const table = (
    name: string,
    columns: readonly LayoutColumn[],
    rows: readonly (readonly string[])[],
  ): Block => ({
    kind: 'table',
    table: {
      name,
      columns,
      rows: rows.map(([place = '', state = '', ...rest], at) => ({
        cells: [{ number: at + 1 }, place, state, ...rest],
      })),
    },
  });
  const place = (office: AnsweringOffice) => [office.body.communeName, stateText(office)];
  const left = offices.filter(({ words }) => unanswered(form, words).length > 0);
  const notes = offices.flatMap((office) =>
    office.words.figureNotes.map(({ figure, text }) => [...place(office), names.get(figure) ?? figure, text]),
  );
  return layoutOf(input, `${report} năm ${year}: trả lời theo từng nhiệm vụ`, [
    {
      orientation: 'landscape',
      blocks: [
        table(
          'Trả lời',
          [
            ...own,
            ...form.tasks.map((task): LayoutColumn => ({ head: `${task.text}${starOf(task)}`, width: 90 })),
          ],
          offices.map((office) => [
            ...place(office),
            ...form.tasks.map(({ key }) => answerTo(office.words, key) ?? ''),
          ]),
        ),
        table(
          'Chưa trả lời',
          [...own, { head: 'Nội dung chưa trả lời', width: 160 }],
          left.map((office) => [
            ...place(office),
            unanswered(form, office.words).length === form.tasks.length
              ? 'chưa trả lời nội dung nào'
              : unanswered(form, office.words)
                  .map(({ text }) => text)
                  .join('; '),
          ]),
        ),
        ...(notes.length === 0
          ? []
          : [
              table(
                'Ý kiến về số liệu',
                [...own, { head: 'Số liệu', width: 60 }, { head: 'Ý kiến', width: 120 }],
                notes,
              ),
            ]),
        notesBlock(input, [
          ...form.tasks.map((task) => `${task.text}${starOf(task)}: ${sourceText(pack, task)}.`),
          ...(form.tasks.some(({ status }) => status === 'assumed') ? [ASSUMED_NOTE] : []),
        ]),
      ],
    },
  ]);
}
