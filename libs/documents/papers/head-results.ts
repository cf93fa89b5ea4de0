import type { DocumentUnit, ListInput } from '#libs/application';
import type { HeadInWindow } from '#libs/certification';
import { cite } from '#libs/policy';
import type { Cell, DocumentLayout } from '../layout/layout.types.js';
import { insideOf, numberedByCommune } from './lists.js';
import {
  ASSUMED_NOTE,
  areaOf,
  classText,
  layoutOf,
  letterheadBlock,
  notesBlock,
  signatureBlock,
  standardOf,
  unitsIn,
} from './words.js';

type Line = DocumentUnit & { readonly term?: HeadInWindow };

/** Kết quả phục vụ xếp loại người đứng đầu: who was in post for how long, and what the unit came to; it grades nobody. */
export function headResults(input: ListInput): DocumentLayout {
  const { pack, document, units, year } = input;
  const judged = insideOf(units).filter(({ judgedBy }) => judgedBy === input.level);
  const lines = judged.flatMap((unit): Line[] =>
    unit.heads.length === 0 ? [unit] : unit.heads.map((term) => ({ ...unit, term })),
  );
  const unknown = judged.filter(({ heads }) => heads.length === 0).length;
  const rule = pack.consequences.find(({ key }) => key === 'headGrade');
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'landscape',
      blocks: [
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Kết quả của đơn vị phục vụ đánh giá, xếp loại người đứng đầu năm ${year}\ntheo thời gian giữ chức vụ`,
        },
        {
          kind: 'paragraph',
          text: `Trên địa bàn ${areaOf(input)} có ${unitsIn(judged.length)} thuộc thẩm quyền xét${unknown > 0 ? `; ${unitsIn(unknown)} chưa ghi thời gian giữ chức vụ của người đứng đầu` : ''}.`,
        },
        {
          kind: 'table',
          table: {
            name: 'Người đứng đầu',
            columns: [
              { head: 'TT', width: 10, align: 'center' },
              { head: 'Đơn vị', width: 62 },
              { head: 'Người đứng đầu', width: 44 },
              { head: 'Chức vụ', width: 30 },
              { head: 'Từ ngày', width: 27, align: 'center' },
              { head: 'Đến ngày', width: 27, align: 'center' },
              { head: 'Số ngày trong kỳ', width: 20, align: 'center' },
              { head: `Tiêu chuẩn ${standardOf(pack)}`, width: 34 },
              { head: 'Phân loại', width: 22, align: 'center' },
            ],
            rows: numberedByCommune(lines, (line, no): Cell[] => [
              { number: no },
              line.name,
              line.term?.name ?? line.head ?? null,
              line.term === undefined ? null : (line.term.position ?? ''),
              line.term === undefined ? null : { day: line.term.since },
              line.term === undefined ? null : { day: line.term.until },
              line.term === undefined ? null : { number: line.term.days },
              recognitionText(line),
              classText(pack, line),
            ]),
          },
        },
        notesBlock(input, [
          ...(rule === undefined
            ? []
            : [
                `${rule.text} (${rule.status === 'proposed' ? 'đề xuất, ' : ''}${rule.status === 'assumed' ? 'giả định' : cite(pack, rule.src)}).`,
              ]),
          `Số ngày tính trong kỳ đánh giá của từng đơn vị. Danh sách chỉ ghi kết quả của đơn vị; việc xếp loại do cấp có thẩm quyền quyết định.`,
          ...(lines.some((line) => classText(pack, line).endsWith('*')) ? [ASSUMED_NOTE] : []),
        ]),
        signatureBlock(input),
      ],
    },
  ]);
}

const recognitionText = ({ recognised }: DocumentUnit): string => {
  if (recognised === undefined) return 'chưa có kết quả';
  return recognised ? 'được công nhận' : 'không được công nhận';
};
