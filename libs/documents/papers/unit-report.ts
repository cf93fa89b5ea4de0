import type { UnitInput } from '#libs/application';
import { numberText } from '../layout/cells.js';
import type { Block, DocumentLayout } from '../layout/layout.types.js';
import { registersIn, registersTable } from './registers.js';
import { selfTotal } from './scoring.js';
import {
  ASSUMED_NOTE,
  BLANK,
  classText,
  correctedText,
  dayText,
  groundsBlock,
  kindName,
  layoutOf,
  letterheadBlock,
  movementOf,
  noDecisionText,
  notesBlock,
  periodText,
  signatureBlock,
  standardOf,
  standingText,
  starOf,
} from './words.js';

/** Báo cáo of a unit: what it has done and when, its points so far; what went well or not is written by hand. */
export function unitReport(input: UnitInput): DocumentLayout {
  const { pack, unit, document, year } = input;
  const shown = registersIn(pack, document.key);
  const named = classText(pack, unit);
  const assumed = unit.steps.some(({ stage }) => stage.due?.status === 'assumed') || named.endsWith('*');
  return layoutOf(input, `${document.name}: ${unit.name}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input, { unit }),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Kết quả thực hiện ${movementOf(pack)} năm ${year}\n(${periodText(input)})`,
        },
        groundsBlock(input),
        { kind: 'heading', text: 'I. ĐẶC ĐIỂM, TÌNH HÌNH' },
        {
          kind: 'paragraph',
          text: `${unit.name} (${kindName(pack, unit).toLocaleLowerCase('vi')}, mã ${unit.unitId}), đóng tại ${unit.communeName}, có ${numberText(unit.headcount)} người${unit.students > 0 ? `, ${numberText(unit.students)} học sinh, sinh viên` : ''}, ${numberText(unit.subunits)} phòng, ban, tổ, đội.`,
        },
        { kind: 'fill', label: 'Tình hình an ninh, trật tự tại đơn vị' },
        { kind: 'heading', text: 'II. KẾT QUẢ THỰC HIỆN' },
        { kind: 'paragraph', text: '1. Các bước trong năm' },
        {
          kind: 'table',
          table: {
            name: 'Các bước trong năm',
            columns: [
              { head: 'TT', width: 10, align: 'center' },
              { head: 'Bước', width: 62 },
              { head: 'Hết ngày', width: 31, align: 'center' },
              { head: 'Ngày thực hiện', width: 28, align: 'center' },
              { head: 'Tình trạng', width: 34 },
              { head: 'Văn bản', width: 32 },
            ],
            rows: unit.steps
              .filter(({ stage }) => stage.act === 'submit')
              .map((step, at) => ({
                cells: [
                  { number: at + 1 },
                  step.stage.name,
                  step.lastDay === undefined
                    ? '–'
                    : `${dayText(step.lastDay)}${step.stage.due === undefined ? '' : starOf(step.stage.due)}`,
                  step.doneOn === undefined ? '' : { day: step.doneOn },
                  standingText(step),
                  step.paper?.number ?? '',
                ],
              })),
          },
        },
        ...resultBlocks(input),
        { kind: 'paragraph', text: '3. Mô hình, tuyên truyền, phối hợp, lực lượng bảo vệ' },
        ...(shown.length > 0
          ? [registersTable(unit, shown)]
          : ([
              { kind: 'fill', label: 'Mô hình (tên, mới hoặc duy trì)' },
              { kind: 'fill', label: 'Tuyên truyền (số buổi, tỷ lệ người tham gia)' },
              { kind: 'fill', label: 'Phối hợp với chính quyền, Công an' },
            ] satisfies Block[])),
        { kind: 'heading', text: 'III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN' },
        { kind: 'fill', label: 'Tồn tại' },
        { kind: 'heading', text: `IV. PHƯƠNG HƯỚNG NĂM ${year + 1}; KIẾN NGHỊ` },
        { kind: 'fill', label: 'Phương hướng' },
        { kind: 'paragraph', text: `Kiến nghị, đề xuất: ${BLANK}${BLANK}./.` },
        notesBlock(input, assumed ? [ASSUMED_NOTE] : []),
        signatureBlock(input, unit),
      ],
    },
  ]);
}

/** What the unit came to; points and class only in a year that has them. */
function resultBlocks({ pack, unit }: UnitInput): readonly Block[] {
  const { score, decision } = unit;
  const own = selfTotal(pack.criteria, score);
  const named = classText(pack, unit);
  const isScored = pack.criteria.length > 0;
  const points = (value: number | undefined) =>
    value === undefined ? undefined : `${numberText(value)} điểm`;
  const standard: Block = {
    kind: 'fill',
    label: `Tiêu chuẩn ${standardOf(pack)}`,
    value:
      decision === undefined
        ? noDecisionText(unit, 'chưa có quyết định')
        : `${unit.recognised === true ? 'được công nhận' : 'không được công nhận'}, ${decision.number}${correctedText(decision)}`,
  };
  if (!isScored) return [{ kind: 'paragraph', text: '2. Kết quả công nhận' }, standard];
  return [
    { kind: 'paragraph', text: '2. Kết quả chấm điểm, công nhận, phân loại' },
    { kind: 'fill', label: 'Cơ sở tự chấm', value: points(own) },
    { kind: 'fill', label: 'Cấp trên chấm', value: points(score?.totals.higher) },
    standard,
    { kind: 'fill', label: 'Phân loại', value: named === '' ? undefined : named },
  ];
}
