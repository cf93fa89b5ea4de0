import type { DocumentUnit, ListInput } from '#libs/application';
import { formatOfficialDay } from '#libs/calendar';
import { isClassBodyAssumed } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { DocumentLayout } from '../layout/layout.types.js';
import { accompanying, decisionSection } from './list-decision.js';
import { insideOf } from './lists.js';
import { authorityOf, classOf, correctionNotes } from './recognition.js';
import { ASSUMED_NOTE, communeKinds, correctedText, layoutOf, movementOf, unitsIn, words } from './words.js';

const BODY_ASSUMED_NOTE =
  '* Cơ quan quyết định phân loại là giả định, chưa có văn bản; cần xác nhận trước khi ban hành.';

/**
 * Dự thảo quyết định phân loại with its list: each unit whose recognition is decided, yes or no, with its points and the class of
 * those. Number, day and signer stand there only where all of the list were classified by one decision.
 */
export function classificationDecision(input: ListInput): DocumentLayout {
  const { pack, document, year, level } = input;
  const units = insideOf(input.units).filter(
    ({ judgedBy, recognised }) => judgedBy === level && recognised !== undefined,
  );
  const decisions = new Set(units.map(({ classDecision: of }) => (of ? `${of.number} ${of.date}` : '')));
  const one = decisions.size === 1 ? units[0]?.classDecision : undefined;
  // Who has signed a decision has decided; of a draft it is still to be settled who may.
  const isBodyAssumed = one === undefined && isClassBodyAssumed(pack);
  const isMixed = one === undefined && units.some(({ classDecision }) => classDecision !== undefined);
  const count = (name: string) =>
    units.filter((unit) => classOf(pack, unit).replace('*', '') === name).length;
  const counts = pack.classes.map(
    ({ name, status }) => `${name}${status === 'assumed' ? '*' : ''}: ${numberText(count(name))}`,
  );
  return layoutOf(input, `${document.name} năm ${year}`, [
    decisionSection(input, {
      one,
      summary: `Về việc phân loại ${movementOf(pack)}\ntrong ${words(pack, 'units')} năm ${year}`,
      authority: `${authorityOf(input)}${isBodyAssumed ? '*' : ''}`,
      articles: [
        `Phân loại ${movementOf(pack)} năm ${year} đối với ${unitsIn(units.length)} (có danh sách kèm theo): ${counts.join('; ')}.`,
        `Kết quả phân loại là căn cứ xét thi đua, khen thưởng và đánh giá, xếp loại cuối năm của tập thể, người đứng đầu theo quy định.`,
      ],
      notes: [
        ...(isMixed
          ? ['Một số đơn vị trong danh sách đã được phân loại bằng quyết định riêng, ghi ở cột Quyết định.']
          : []),
        ...(one === undefined ? [] : correctionNotes(one)),
        ...(pack.classes.some(({ status }) => status === 'assumed') ? [ASSUMED_NOTE] : []),
        ...(isBodyAssumed ? [BODY_ASSUMED_NOTE] : []),
      ],
    }),
    classList(input, units, one),
  ]);
}

/** The list behind the decision. */
function classList(
  input: ListInput,
  units: readonly DocumentUnit[],
  one: DocumentUnit['classDecision'],
): DocumentLayout['sections'][number] {
  const { pack, year } = input;
  return {
    orientation: 'landscape',
    blocks: [
      {
        kind: 'annexTitle',
        name: 'Danh sách',
        summary: `Phân loại ${movementOf(pack)} năm ${year}`,
        to: accompanying(input, one),
      },
      {
        kind: 'table',
        table: {
          name: 'Phân loại',
          columns: [
            { head: 'TT', width: 12, align: 'center' },
            { head: 'Đơn vị', width: 86 },
            { head: communeKinds(input), width: 38 },
            { head: 'Công nhận', width: 30, align: 'center' },
            { head: 'Tổng điểm', width: 22, align: 'center' },
            { head: 'Phân loại', width: 28, align: 'center' },
            { head: 'Quyết định', width: 38 },
          ],
          rows: units.map((unit, at) => {
            const total = unit.classification?.total ?? unit.score?.total;
            const { classDecision: by } = unit;
            return {
              cells: [
                { number: at + 1 },
                unit.name,
                unit.communeName,
                unit.recognised === true ? 'Công nhận' : 'Không',
                total === undefined ? '' : { number: total },
                classOf(pack, unit),
                by === undefined ? '' : `${by.number}, ${formatOfficialDay(by.date)}${correctedText(by)}`,
              ],
            };
          }),
        },
      },
    ],
  };
}
