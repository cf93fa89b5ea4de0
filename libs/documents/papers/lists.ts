import type { DocumentUnit, ListInput } from '#libs/application';
import { type PackConsequence, type PolicyPack, term } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { DocumentLayout, LayoutRow, LayoutTable } from '../layout/layout.types.js';
import {
  ASSUMED_NOTE,
  areaOf,
  bodyAt,
  classText,
  groundsBlock,
  kindName,
  LEVEL_WORDS,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  shareText,
  signatureBlock,
  sourceText,
  standardOf,
  standingText,
  starOf,
  stepOf,
  unitsIn,
  words,
} from './words.js';

export const insideOf = (units: readonly DocumentUnit[]): readonly DocumentUnit[] =>
  units.filter(({ standing }) => standing === 'inside');

/** Rows grouped by commune where there are several; numbered through. */
export function byCommune(
  units: readonly DocumentUnit[],
  cellsOf: (unit: DocumentUnit, no: number) => LayoutRow['cells'],
): LayoutRow[] {
  const communes = new Set(units.map(({ communeName }) => communeName));
  let last: string | undefined;
  return units.flatMap((unit, at): LayoutRow[] => {
    const row = { cells: cellsOf(unit, at + 1) };
    if (communes.size < 2 || unit.communeName === last) return [row];
    last = unit.communeName;
    return [{ cells: [unit.communeName], bold: true }, row];
  });
}

const LIST_COLUMNS: LayoutTable['columns'] = [
  { head: 'TT', width: 12, align: 'center' },
  { head: 'Đơn vị', width: 82 },
];

/** Danh sách đăng ký: who registered when, who has not, who stands outside the standard. */
export function registrationList(input: ListInput): DocumentLayout {
  const { pack, document, units, year } = input;
  const inside = insideOf(units);
  const registered = inside.filter((unit) => stepOf(unit, document.stage)?.doneOn !== undefined);
  const outside = units.filter(({ standing }) => standing === 'outside');
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'landscape',
      blocks: [
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Đăng ký thực hiện ${movementOf(pack)}, phấn đấu đạt tiêu chuẩn\n${standardOf(pack)} năm ${year}`,
        },
        {
          kind: 'paragraph',
          text: `Trên địa bàn ${areaOf(input)} có ${numberText(registered.length)}/${numberText(inside.length)} ${words(pack, 'units')} đã đăng ký, đạt ${shareText(registered.length, inside.length)}${outside.length > 0 ? `; ${unitsIn(outside.length)} tham gia phong trào, không xét tiêu chuẩn` : ''}.`,
        },
        {
          kind: 'table',
          table: {
            name: 'Danh sách đăng ký',
            columns: [
              ...LIST_COLUMNS,
              { head: 'Loại hình', width: 34 },
              { head: 'Cấp quản lý', width: 20, align: 'center' },
              { head: 'Số phòng, ban, tổ, đội', width: 24, align: 'center' },
              { head: 'Ngày đăng ký', width: 26, align: 'center' },
              { head: 'Tình trạng', width: 44 },
            ],
            rows: byCommune(units, (unit, no) => {
              const step = stepOf(unit, document.stage);
              return [
                { number: no },
                unit.name,
                kindName(pack, unit),
                LEVEL_WORDS[unit.managedBy],
                { number: unit.subunits },
                step?.doneOn === undefined ? '' : { day: step.doneOn },
                unit.standing === 'outside'
                  ? `Không xét tiêu chuẩn: ${unit.standingReason ?? ''}`
                  : standingText(step),
              ];
            }),
          },
        },
        notesBlock(input),
        signatureBlock(input),
      ],
    },
  ]);
}

/** The rule that keeps the unit from awards: the consequence of its class, or that nothing was handed in. */
function exclusionReason(
  pack: PolicyPack,
  unit: DocumentUnit,
): { text: string; source: string; star: string } | undefined {
  const classKey = unit.classification?.classKey ?? unit.score?.class?.key;
  const byClass = pack.consequences.find(
    ({ key, classes }): boolean => key === 'noAward' && classKey !== undefined && classes.includes(classKey),
  );
  const rule = byClass ?? (unit.notSubmitted ? gapRule(pack) : undefined);
  if (rule === undefined) return undefined;
  return { text: rule.text, source: sourceText(pack, rule), star: starOf(rule) };
}

const gapRule = (pack: PolicyPack): Pick<PackConsequence, 'text' | 'src' | 'status'> | undefined => {
  const gap = pack.gaps.find(({ key }) => key === 'NOT_SUBMITTED');
  return gap && { text: gap.default.text, src: gap.src, status: gap.status };
};

/** Danh sách không xét thi đua, khen thưởng; where the documents only propose it, it is called a proposal. */
export function exclusionList(input: ListInput): DocumentLayout {
  const { pack, document, units, year } = input;
  const rows = insideOf(units).flatMap((unit) => {
    const reason = exclusionReason(pack, unit);
    return reason === undefined ? [] : [{ unit, reason }];
  });
  const rule = pack.consequences.find(({ key }) => key === 'noAward');
  const isProposed = rule?.status === 'proposed';
  const reasons = new Map(rows.map(({ unit, reason }) => [unit.unitId, reason]));
  const sources = [...new Set(rows.map(({ reason }) => `${reason.text} (${reason.source}).`))];
  const isAssumed = rows.some(
    ({ unit, reason }) => reason.star !== '' || classText(pack, unit).endsWith('*'),
  );
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `${isProposed ? 'Đề xuất không xét' : 'Không xét'} thi đua, khen thưởng năm ${year}\nđối với ${words(pack, 'units')}`,
        },
        {
          kind: 'paragraph',
          text: `Trên địa bàn ${areaOf(input)} có ${unitsIn(rows.length)} ${isProposed ? 'đề xuất không xét' : 'không xét'} thi đua, khen thưởng.`,
        },
        {
          kind: 'table',
          table: {
            name: 'Không xét thi đua',
            columns: [
              ...LIST_COLUMNS,
              { head: 'Phân loại', width: 26, align: 'center' },
              { head: 'Điểm', width: 16, align: 'center' },
              { head: 'Lý do', width: 42 },
            ],
            rows: byCommune(
              rows.map(({ unit }) => unit),
              (unit, no) => {
                const total = unit.classification?.total ?? unit.score?.total;
                return [
                  { number: no },
                  unit.name,
                  classText(pack, unit),
                  total === undefined ? '' : { number: total },
                  unit.notSubmitted
                    ? `Không nộp hồ sơ${reasons.get(unit.unitId)?.star ?? ''}`
                    : `Phân loại ${classText(pack, unit)}`,
                ];
              },
            ),
          },
        },
        notesBlock(input, [
          ...sources,
          'Kết quả này không thay việc xếp loại người đứng đầu, vốn xét riêng theo thời gian giữ chức vụ.',
          ...(isAssumed ? [ASSUMED_NOTE] : []),
        ]),
        signatureBlock(input),
      ],
    },
  ]);
}

/** Đề nghị khen thưởng: the recognised units that nothing excludes, best first; the kind of award is written by hand. */
export function awardProposal(input: ListInput): DocumentLayout {
  const { pack, document, units, year } = input;
  const eligible = insideOf(units).filter(
    (unit) =>
      unit.judgedBy === input.level && unit.recognised === true && exclusionReason(pack, unit) === undefined,
  );
  const totalOf = (unit: DocumentUnit) => unit.classification?.total ?? unit.score?.total ?? 0;
  const sorted = [...eligible].sort((a, b) => totalOf(b) - totalOf(a));
  const isAssumed = sorted.some((unit) => classText(pack, unit).endsWith('*'));
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Về việc đề nghị khen thưởng trong ${movementOf(pack)} năm ${year}`,
        },
        { kind: 'addressees', to: [bodyAt(input, 'committee')] },
        groundsBlock(input),
        {
          kind: 'paragraph',
          text: `Qua đánh giá, phân loại ${movementOf(pack)} năm ${year}, ${unitsIn(sorted.length)} thuộc diện xét của ${areaOf(input)} được công nhận đạt tiêu chuẩn ${standardOf(pack)} và không thuộc diện không xét thi đua, khen thưởng (danh sách kèm theo). Đề nghị ${bodyAt(input, 'committee')} xem xét, khen thưởng các tập thể, cá nhân được chọn trong danh sách./.`,
        },
        notesBlock(input, isAssumed ? [ASSUMED_NOTE] : []),
        signatureBlock(input),
      ],
    },
    {
      orientation: 'landscape',
      blocks: [
        {
          kind: 'annexTitle',
          name: 'Danh sách',
          summary: `Tập thể, cá nhân đề nghị khen thưởng năm ${year}`,
          to: `Kèm theo Tờ trình số ……/${document.symbol ?? ''}-${input.letterhead.abbreviation ?? '……'} ngày …… tháng …… năm ……`,
        },
        {
          kind: 'table',
          table: {
            name: 'Đề nghị khen thưởng',
            columns: [
              ...LIST_COLUMNS,
              { head: 'Xã, phường', width: 34 },
              { head: 'Phân loại', width: 24, align: 'center' },
              { head: 'Điểm', width: 16, align: 'center' },
              { head: 'Kết luận khi xét', width: 46 },
              { head: 'Hình thức đề nghị', width: 36 },
            ],
            rows: sorted.map((unit, at) => ({
              cells: [
                { number: at + 1 },
                unit.name,
                unit.communeName,
                classText(pack, unit),
                { number: totalOf(unit) },
                unit.conclusion ?? '',
                null,
              ],
            })),
          },
        },
      ],
    },
  ]);
}

/** Danh sách mô hình: a form with a line for each unit that must keep one. */
export function modelList(input: ListInput): DocumentLayout {
  const { pack, document, units, year } = input;
  const inside = insideOf(units);
  const criterion = pack.criteria.find(({ text }) => text.includes('mô hình'));
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'landscape',
      blocks: [
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Mô hình, điển hình tiên tiến trong ${movementOf(pack)} năm ${year}`,
        },
        {
          kind: 'table',
          table: {
            name: 'Danh sách mô hình',
            columns: [
              ...LIST_COLUMNS,
              { head: 'Tên mô hình', width: 60 },
              { head: 'Mới, duy trì, thôi hoặc nhân rộng', width: 38 },
              { head: 'Từ ngày', width: 24, align: 'center' },
              { head: 'Đánh giá cuối năm', width: 44 },
            ],
            rows: byCommune(inside, (unit, no) => [{ number: no }, unit.name, null, null, null, null]),
          },
        },
        notesBlock(input, [
          ...(criterion === undefined ? [] : [`${criterion.text} (${sourceText(pack, criterion)}).`]),
          `${term(pack, 'steering')} chỉ đạo; mô hình hình thức, không hiệu quả thì thôi, mô hình tốt thì nhân rộng.`,
        ]),
        signatureBlock(input),
      ],
    },
  ]);
}
