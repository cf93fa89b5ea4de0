import type { UnitInput } from '#libs/application';
import { cite, type PackAppeal, type PolicyPack } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { Block, DocumentLayout } from '../layout/layout.types.js';
import {
  groundsBlock,
  issuerOf,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  paperDate,
  signatureBlock,
  standardOf,
  starOf,
} from './words.js';

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/**
 * Thông báo không công nhận to one unit, by the body that decides on it: by which decision, why, and how it may
 * complain. The reason is that of the appraisal; where none was recorded a person writes it.
 */
export function refusalNotice(input: UnitInput): DocumentLayout {
  const { pack, unit, document, year } = input;
  const { decision } = unit;
  const appeal = pack.certification.appeal;
  const decided =
    decision === undefined
      ? []
      : [`Quyết định số ${decision.number} ${paperDate(input, decision.date)} của ${issuerOf(input)}`];
  return layoutOf(input, `${document.name}: ${unit.name}`, [
    {
      orientation: 'portrait',
      blocks: [
        // No decision is behind it yet: nobody may take it for one.
        ...(decision === undefined
          ? [{ kind: 'paragraph', text: [{ text: 'DỰ THẢO', strong: true }] } as const]
          : []),
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Về việc không công nhận đạt tiêu chuẩn ${standardOf(pack)} năm ${year}`,
        },
        { kind: 'addressees', to: [unit.name] },
        groundsBlock(input, decided),
        paragraph(
          `${issuerOf(input)} thông báo: ${unit.name} (mã ${unit.unitId}) không được công nhận đạt tiêu chuẩn ${standardOf(pack)} năm ${year}.`,
        ),
        { kind: 'fill', label: '1. Lý do', value: reasonOf(input) },
        paragraph(`2. ${remedyText(pack, appeal)}`),
        paragraph(
          `3. Đề nghị đơn vị khắc phục tồn tại, tiếp tục thực hiện ${movementOf(pack)}, đăng ký phấn đấu đạt tiêu chuẩn ${standardOf(pack)} năm ${year + 1}./.`,
        ),
        notesBlock(input, appeal?.status === 'assumed' ? [APPEAL_NOTE] : []),
        signatureBlock(input),
      ],
    },
  ]);
}

const APPEAL_NOTE =
  '* Chưa có văn bản nói riêng về khiếu nại việc công nhận; cần xác nhận trước khi ban hành.';

function reasonOf({ unit }: UnitInput): string | undefined {
  const parts = [
    ...(unit.notSubmitted
      ? ['đơn vị không nộp hồ sơ; kết quả theo hồ sơ, tài liệu của cơ quan thẩm định']
      : []),
    ...(unit.appraisalNote === undefined ? [] : [unit.appraisalNote]),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

const remedyText = (pack: PolicyPack, appeal: PackAppeal | undefined): string =>
  appeal === undefined
    ? 'Đơn vị có quyền khiếu nại theo quy định của pháp luật.'
    : `Nếu không đồng ý, đơn vị có quyền khiếu nại trong ${numberText(appeal.withinDays)} ngày kể từ ngày nhận được hoặc biết được quyết định${starOf(appeal)}, theo ${cite(pack, appeal.src)}.`;
