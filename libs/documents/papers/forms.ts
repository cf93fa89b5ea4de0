import type { RecordedPaper, UnitInput } from '#libs/application';
import { formatOfficialDay } from '#libs/calendar';
import { unitDuties } from '#libs/policy';
import { describeEntry } from '#libs/registers';
import { cellText, numberText } from '../layout/cells.js';
import type { Block, DocumentLayout } from '../layout/layout.types.js';
import { entriesIn, fieldCell, registersIn } from './registers.js';
import {
  BLANK,
  bodyAt,
  groundsBlock,
  issuerOf,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  paperDate,
  signerOf,
  standardOf,
  standingText,
  words,
} from './words.js';

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const fill = (label: string, value?: string): Block => ({ kind: 'fill', label, value });
const heading = (text: string): Block => ({ kind: 'heading', text });

/** Bản cam kết of one of the unit's sub-units, whose name and head are written by hand. */
export function subunitPledge(input: UnitInput): DocumentLayout {
  const { pack, unit, document, year } = input;
  const target = pack.targets.find(({ denominator }) => denominator === 'subunits');
  return layoutOf(input, `${document.name}: ${unit.name}`, [
    {
      orientation: 'portrait',
      blocks: [
        { kind: 'letterhead', placeAndDate: `${unit.communeName}, ${paperDate(input)}` },
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Thực hiện ${movementOf(pack)},\nđạt tiêu chuẩn ${standardOf(pack)} năm ${year}`,
        },
        { kind: 'addressees', to: [`Thủ trưởng ${unit.name}`] },
        fill('Tên phòng, ban, tổ, đội'),
        fill('Người phụ trách'),
        fill('Số người'),
        paragraph(`Phòng, ban, tổ, đội chúng tôi cam kết trong năm ${year}:`),
        paragraph(
          '1. Chấp hành chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước; nội quy, quy định bảo vệ của đơn vị.',
        ),
        paragraph(
          '2. Giữ đoàn kết nội bộ; không khiếu nại, tố cáo trái quy định, không tập trung đông người gây rối; không để xảy ra tiêu cực, tham nhũng, thất thoát tài sản.',
        ),
        paragraph('3. Bảo vệ bí mật nhà nước, an toàn lao động, phòng cháy, chữa cháy, bảo vệ môi trường.'),
        paragraph(`4. Tham gia ${movementOf(pack)}, các mô hình tự quản; kịp thời báo tin khi có vụ việc.`),
        fill('5. Nội dung cam kết riêng'),
        paragraph(`Nếu không thực hiện đúng, chúng tôi chịu trách nhiệm trước thủ trưởng đơn vị./.`),
        notesBlock(input, [
          `${unit.name} có ${numberText(unit.subunits)} phòng, ban, tổ, đội${target === undefined ? '' : `; chỉ tiêu ${numberText(target.percent)}% cam kết`}.`,
        ]),
        {
          kind: 'signatures',
          signers: [
            { ...signerOf(input, unit), hint: 'Xác nhận' },
            { office: 'ĐẠI DIỆN PHÒNG, BAN, TỔ, ĐỘI', hint: 'Ký, ghi rõ họ tên' },
          ],
        },
      ],
    },
  ]);
}

/** Quy chế phối hợp between the unit and the police of its level. */
export function coordinationRules(input: UnitInput): DocumentLayout {
  const { pack, unit, document, year, recorded } = input;
  const stated = statedIn(recorded);
  const police = stated.counterpart ?? bodyAt(input, 'police');
  const stands = registersIn(pack, document.key).flatMap((register) =>
    entriesIn(unit, register).map(
      ({ data }) => `${register.name} đã ghi trong sổ. ${describeEntry(register, data)}.`,
    ),
  );
  const article = (no: number, name: string, lines: readonly string[]): Block[] => [
    heading(`Điều ${no}. ${name}`),
    ...lines.map(paragraph),
  ];
  return layoutOf(input, `${document.name}: ${unit.name}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input, { unit, number: stated.number, date: stated.date }),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Phối hợp giữa ${unit.name}\nvà ${police} trong xây dựng ${movementOf(pack)}`,
        },
        groundsBlock(input),
        ...article(1, 'Phạm vi, nguyên tắc', [
          `1. Quy chế này quy định việc phối hợp bảo đảm an ninh, trật tự và xây dựng ${movementOf(pack)} giữa ${unit.name} và ${police}.`,
          '2. Phối hợp chủ động, kịp thời, đúng chức năng, nhiệm vụ của mỗi bên; tự phòng, tự quản, tự bảo vệ là chính.',
        ]),
        ...article(2, 'Nội dung phối hợp', [
          '1. Trao đổi tình hình, thông báo phương thức, thủ đoạn hoạt động của các loại tội phạm.',
          '2. Tuyên truyền, phổ biến pháp luật; xây dựng, duy trì, nhân rộng mô hình.',
          '3. Bảo vệ bí mật nhà nước, chính trị nội bộ; an toàn lao động, phòng cháy, chữa cháy, bảo vệ môi trường.',
          '4. Tập huấn, hướng dẫn lực lượng bảo vệ; giải quyết vụ việc liên quan đến an ninh, trật tự.',
        ]),
        ...article(3, `Trách nhiệm của ${unit.name}`, [
          `1. Đưa nội dung phong trào vào kế hoạch năm; đăng ký, phấn đấu đạt tiêu chuẩn ${standardOf(pack)}.`,
          `2. Cử đầu mối liên hệ: ${unit.officer ?? BLANK}.`,
        ]),
        ...article(4, `Trách nhiệm của ${police}`, [
          '1. Hướng dẫn nghiệp vụ, phân công cán bộ phụ trách đơn vị.',
          `2. Cử đầu mối liên hệ: ${BLANK}.`,
        ]),
        ...article(5, 'Chế độ giao ban, sơ kết, tổng kết', [
          `Hai bên giao ban ${BLANK}; sơ kết, tổng kết, đánh giá kết quả thực hiện hằng năm.`,
        ]),
        ...article(6, 'Hiệu lực', [
          `Quy chế có hiệu lực từ ngày ký; được rà soát, sửa đổi khi cần. Năm bắt đầu: ${year}./.`,
        ]),
        notesBlock(input, [...stands, `Quy chế hoặc kế hoạch phối hợp theo ${words(pack, 'planBasis')}.`]),
        {
          kind: 'signatures',
          signers: [
            { office: 'ĐẠI DIỆN CÔNG AN', hint: police },
            { ...signerOf(input, unit), hint: 'Ký, đóng dấu' },
          ],
        },
      ],
    },
  ]);
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
  const { pack, unit, document, year, recorded } = input;
  const stated = statedIn(recorded);
  const contents =
    pack.criteria.length > 0
      ? pack.criteria
      : unitDuties(pack, unit.profile).map(({ text }, at) => ({ no: String(at + 1), text }));
  return layoutOf(input, `${document.name}: ${unit.name}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input, { number: stated.number, date: recorded?.entry.effectiveOn }),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Kiểm tra việc thực hiện ${movementOf(pack)} năm ${year}`,
        },
        fill(
          'Thời gian, địa điểm',
          recorded && `ngày ${formatOfficialDay(recorded.entry.effectiveOn)}, tại ${unit.name}`,
        ),
        fill('Đơn vị được kiểm tra', `${unit.name}, ${unit.communeName}`),
        fill('Đại diện đơn vị'),
        fill('Đoàn kiểm tra'),
        heading('1. Tình hình theo hồ sơ'),
        {
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
        },
        heading('2. Nội dung kiểm tra'),
        {
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
        },
        heading('3. Kết luận, kiến nghị'),
        ...(recorded === undefined
          ? [fill('Ưu điểm'), fill('Tồn tại, hạn chế'), fill('Kiến nghị, thời hạn khắc phục')]
          : recorded.register.fields.map((field) =>
              fill(field.name, cellText(fieldCell(field, recorded.entry)) || undefined),
            )),
        paragraph(`Biên bản lập thành ${BLANK} bản, đã đọc lại và thống nhất./.`),
        notesBlock(input),
        {
          kind: 'signatures',
          signers: [
            { office: 'ĐẠI DIỆN ĐƠN VỊ', hint: 'Ký, đóng dấu' },
            { office: 'TRƯỞNG ĐOÀN KIỂM TRA', hint: issuerOf(input) },
          ],
        },
      ],
    },
  ]);
}
