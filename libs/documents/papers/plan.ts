import type { UnitInput } from '#libs/application';
import {
  dutyAndDayText,
  isPerUnit,
  type PackTarget,
  type PolicyPack,
  sourceOfDay,
  unitDuties,
} from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { Block, DocumentLayout } from '../layout/layout.types.js';
import {
  ASSUMED_NOTE,
  BLANK,
  dayText,
  groundsBlock,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  receiverName,
  signatureBlock,
  sourceText,
  standardOf,
  starOf,
  stepOf,
} from './words.js';

const OPERATORS = { '>=': 'từ', '>': 'trên' } as const;

/** `Đạt tiêu chuẩn: từ 80% trở lên (Kế hoạch 33/KH-UBND, mục I.4)`. */
export const targetText = (pack: PolicyPack, target: PackTarget): string => {
  const { name, operator, percent } = target;
  const bound = `${OPERATORS[operator]} ${numberText(percent)}%${operator === '>=' && percent < 100 ? ' trở lên' : ''}`;
  return `${name}: ${percent === 100 ? '100%' : bound}${starOf(target)} (${sourceText(pack, target)})`;
};

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** Kế hoạch of a unit: its own aims, the duties that the documents lay upon it, days from the stages; the rest by hand. */
export function unitPlan(input: UnitInput): DocumentLayout {
  const { pack, unit, document, year } = input;
  const steps = unit.steps.filter(({ stage }) => stage.act === 'submit');
  const duties = unitDuties(pack, unit.profile);
  const aims = ownAims(input);
  const report = reportLine(input);
  const isAssumed = [
    ...steps.map(({ stage }) => stage.due),
    ...pack.targets.filter(isPerUnit),
    ...duties,
  ].some((each) => each?.status === 'assumed');
  return layoutOf(input, `${document.name}: ${unit.name}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input, { unit }),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Xây dựng ${movementOf(pack)} năm ${year}`,
        },
        groundsBlock(input),
        { kind: 'heading', text: 'I. MỤC ĐÍCH, YÊU CẦU' },
        paragraph(
          `1. Nâng cao nhận thức, trách nhiệm của ${unit.profile.hasParty ? 'cấp ủy, ' : ''}thủ trưởng và mọi người trong đơn vị (${numberText(unit.headcount)} người${unit.students > 0 ? `, ${numberText(unit.students)} học sinh, sinh viên` : ''}, ${numberText(unit.subunits)} phòng, ban, tổ, đội) về ${movementOf(pack)}.`,
        ),
        paragraph(
          `2. Thực hiện thiết thực, phù hợp với tình hình của đơn vị; phấn đấu đạt tiêu chuẩn ${standardOf(pack)} năm ${year}.`,
        ),
        { kind: 'heading', text: 'II. CHỈ TIÊU' },
        ...aims.map((aim, at) => paragraph(`${at + 1}. ${aim}.`)),
        paragraph(`Chỉ tiêu riêng của đơn vị: ${BLANK}${BLANK}`),
        { kind: 'heading', text: 'III. NHIỆM VỤ, GIẢI PHÁP' },
        ...duties.map((duty, at) => paragraph(`${at + 1}. ${duty.text}${starOf(duty)}.`)),
        paragraph(`Nhiệm vụ riêng của đơn vị: ${BLANK}${BLANK}`),
        { kind: 'heading', text: 'IV. THỜI GIAN THỰC HIỆN' },
        {
          kind: 'table',
          table: {
            name: 'Thời gian thực hiện',
            columns: [
              { head: 'TT', width: 10, align: 'center' },
              { head: 'Nội dung', width: 50 },
              { head: 'Từ ngày', width: 28, align: 'center' },
              { head: 'Hết ngày', width: 31, align: 'center' },
              { head: 'Căn cứ', width: 48 },
              { head: 'Người phụ trách', width: 27 },
            ],
            rows: steps.map(({ stage, lastDay }, at) => ({
              cells: [
                { number: at + 1 },
                stage.name,
                { day: stage.opensDay },
                lastDay === undefined
                  ? '–'
                  : `${dayText(lastDay)}${stage.due === undefined ? '' : starOf(stage.due)}`,
                stage.due === undefined ? '' : dutyAndDayText(sourceOfDay(pack, stage)),
                null,
              ],
            })),
          },
        },
        { kind: 'heading', text: 'V. TỔ CHỨC THỰC HIỆN' },
        { kind: 'fill', label: '1. Bộ phận thường trực', value: undefined },
        { kind: 'fill', label: '2. Trách nhiệm của các phòng, ban, tổ, đội', value: undefined },
        { kind: 'fill', label: '3. Kinh phí', value: undefined },
        paragraph(`4. Định kỳ sơ kết, tổng kết; ${report} đúng thời gian ở mục IV./.`),
        notesBlock(input, isAssumed ? [ASSUMED_NOTE] : []),
        signatureBlock(input, unit),
      ],
    },
  ]);
}

/** What the unit itself aims at; what the province aims at for all of them is no target of one. */
const ownAims = ({ pack, unit, year }: UnitInput): readonly string[] => [
  `Đăng ký thực hiện ${movementOf(pack)}, phấn đấu đạt tiêu chuẩn ${standardOf(pack)} năm ${year}`,
  ...pack.targets
    .filter((target) => isPerUnit(target) && (target.denominator !== 'subunits' || unit.subunits > 0))
    .map((target) => targetText(pack, target)),
];

/** Where this unit sends its reports: the receiver of its level, by its name. */
function reportLine(input: UnitInput): string {
  const { pack, unit } = input;
  const reports = pack.stageSets
    .flatMap(({ stages }) => stages)
    .find(({ reportsOn }) => reportsOn !== undefined)?.reportsOn;
  const { stage } = stepOf(unit, reports) ?? unit.steps.findLast((step) => step.stage.act === 'submit') ?? {};
  const receiver = stage?.receiver === undefined ? undefined : receiverName(input, stage.receiver);
  return receiver === undefined ? 'báo cáo kết quả' : `báo cáo kết quả về ${receiver}`;
}
