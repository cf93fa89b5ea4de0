import type { DocumentUnit, ListInput, NamedDecision, UnitInput } from '#libs/application';
import { formatOfficialDay } from '#libs/calendar';
import type { PolicyPack } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { Cell, DocumentLayout, LayoutColumn } from '../layout/layout.types.js';
import { accompanying, decisionSection } from './list-decision.js';
import { insideOf } from './lists.js';
import { selfTotal } from './scoring.js';
import {
  ADMINISTRATIVE,
  ASSUMED_NOTE,
  areaOf,
  BLANK,
  blankNumber,
  bodyAt,
  classText,
  communeKinds,
  correctedText,
  groundsBlock,
  issuerOf,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  paperDate,
  signatureBlock,
  signerOf,
  standardOf,
  supersededNotes,
  unitsIn,
  words,
} from './words.js';

const points = (value: number | undefined): Cell => (value === undefined ? null : { number: value });

/** What the unit will be classed if it is decided as proposed, or by the points of a decision that stands; marked where the band is assumed. */
const expectedClass = (unit: DocumentUnit): string => {
  const { class: named } = unit.expected ?? unit.score ?? {};
  return named === undefined ? '' : `${named.name}${named.assumed ? '*' : ''}`;
};

/** The class of a unit, or the one that it is proposed for. */
export const classOf = (pack: PolicyPack, unit: DocumentUnit): string =>
  classText(pack, unit) || expectedClass(unit);

const proposalText = (unit: DocumentUnit): string => {
  if (unit.recognised !== undefined) return unit.recognised ? 'Đã công nhận' : 'Không công nhận';
  if (unit.proposed === undefined) return 'Chưa thẩm định';
  return unit.proposed ? 'Đề nghị công nhận' : 'Không đề nghị';
};

/** Whether points are part of the year: before the Regulation of 2022 there was no table. */
const isScored = ({ pack }: ListInput): boolean => pack.criteria.length > 0;

/** Tờ trình of the body that appraises, with the list of scores and proposed classes. */
export function classProposal(input: ListInput): DocumentLayout {
  const { pack, document, year, level } = input;
  const units = insideOf(input.units).filter(({ judgedBy }) => judgedBy === level);
  const appraised = units.filter(
    ({ proposed, recognised }) => proposed !== undefined || recognised !== undefined,
  );
  const proposed = appraised.filter(({ proposed: yes, recognised }) => recognised ?? yes === true);
  const notSubmitted = units.filter((unit) => unit.notSubmitted);
  const scored = isScored(input);
  const committee = bodyAt(input, 'committee');
  const count = (name: string) =>
    appraised.filter((unit) => classOf(pack, unit).replace('*', '') === name).length;
  const classes = pack.classes.map(
    ({ name, status }) => `${name}${status === 'assumed' ? '*' : ''}: ${numberText(count(name))}`,
  );
  const scoreColumns: LayoutColumn[] = scored
    ? [
        { head: 'Cơ sở tự chấm', width: 22, align: 'center' },
        { head: 'Cấp trên chấm', width: 22, align: 'center' },
        { head: 'Dự kiến tổng điểm', width: 22, align: 'center' },
        { head: 'Đề nghị phân loại', width: 28, align: 'center' },
      ]
    : [];
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'portrait',
      blocks: [
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `Về việc đề nghị công nhận đạt tiêu chuẩn ${standardOf(pack)}${scored ? `,\nphân loại ${movementOf(pack)}` : ''} năm ${year}`,
        },
        { kind: 'addressees', to: [committee] },
        groundsBlock(input),
        {
          kind: 'paragraph',
          text: `${issuerOf(input)} đã thẩm định ${numberText(appraised.length)}/${numberText(units.length)} ${words(pack, 'units')} thuộc diện xét của ${areaOf(input)}${notSubmitted.length === 0 ? '' : ` (${numberText(notSubmitted.length)} đơn vị không nộp hồ sơ, thẩm định theo hồ sơ, tài liệu của cơ quan thẩm định)`}.`,
        },
        {
          kind: 'paragraph',
          text: `1. Đề nghị công nhận đạt tiêu chuẩn ${standardOf(pack)}: ${unitsIn(proposed.length)}; không đề nghị công nhận: ${unitsIn(appraised.length - proposed.length)}.`,
        },
        ...(scored
          ? [
              {
                kind: 'paragraph',
                text: `2. Dự kiến phân loại nếu quyết định như đề nghị: ${classes.join('; ')}.`,
              } as const,
            ]
          : []),
        { kind: 'paragraph', text: `(Danh sách kèm theo). Kính trình ${committee} xem xét, quyết định./.` },
        notesBlock(input, [
          ...(pack.classes.some(({ status }) => scored && status === 'assumed') ? [ASSUMED_NOTE] : []),
          ...supersededNotes(units),
        ]),
        signatureBlock(input),
      ],
    },
    {
      orientation: 'landscape',
      blocks: [
        {
          kind: 'annexTitle',
          name: 'Danh sách',
          summary: `${scored ? 'Thống kê điểm và đề nghị công nhận, phân loại' : 'Đề nghị công nhận'} năm ${year}`,
          to: `Kèm theo Tờ trình số ${blankNumber(input)} ngày …… tháng …… năm ……`,
        },
        {
          kind: 'table',
          table: {
            name: 'Đề nghị công nhận',
            columns: [
              { head: 'TT', width: 12, align: 'center' },
              { head: 'Đơn vị', width: 70 },
              { head: communeKinds(input), width: 34 },
              ...scoreColumns,
              { head: 'Công nhận', width: 32 },
              { head: 'Ghi chú', width: 32 },
            ],
            rows: units.map((unit, at) => ({
              cells: [
                { number: at + 1 },
                unit.name,
                unit.communeName,
                ...(scored
                  ? [
                      points(selfTotal(pack.criteria, unit.score)),
                      points(unit.score?.totals.higher),
                      points(unit.expected?.total ?? unit.score?.total),
                      classOf(pack, unit),
                    ]
                  : []),
                proposalText(unit),
                unit.notSubmitted ? 'Không nộp hồ sơ' : (unit.appraisalNote ?? ''),
              ],
            })),
          },
        },
      ],
    },
  ]);
}

/** Who decides, as the paper is signed: the collective itself where its head signs in its name, else the head. */
export const authorityOf = (scene: ListInput | UnitInput): string => {
  const { authority, head } = scene.letterhead;
  const issuer = issuerOf(scene);
  return (authority === undefined ? `${head} ${issuer}` : issuer).toLocaleUpperCase('vi');
};

/**
 * Dự thảo quyết định công nhận with its list: the units recognised or proposed for it. Number, day and signer stand there
 * only where all of the list were decided by one decision.
 */
export function recognitionDecision(input: ListInput): DocumentLayout {
  const { pack, document, year, level } = input;
  const units = insideOf(input.units).filter(
    ({ judgedBy, recognised, proposed }) => judgedBy === level && (recognised ?? proposed === true),
  );
  const decisions = new Set(
    units.map(({ decision }) => (decision === undefined ? '' : `${decision.number} ${decision.date}`)),
  );
  const one = decisions.size === 1 ? units[0]?.decision : undefined;
  const isMixed = one === undefined && units.some(({ decision }) => decision !== undefined);
  const scored = isScored(input);
  return layoutOf(input, `${document.name} năm ${year}`, [
    decisionSection(input, {
      one,
      summary: `Về việc công nhận ${words(pack, 'units')}\nđạt tiêu chuẩn ${standardOf(pack)} năm ${year}`,
      authority: authorityOf(input),
      articles: [
        `Công nhận ${numberText(units.length)} ${words(pack, 'units')} đạt tiêu chuẩn ${standardOf(pack)} năm ${year} (có danh sách kèm theo).`,
        `Các đơn vị có tên tại Điều 1 được cấp Giấy công nhận; kết quả là căn cứ để ${scored ? 'chấm điểm chính thức, phân loại' : 'đánh giá'} ${movementOf(pack)} và xét thi đua, khen thưởng năm ${year}.`,
      ],
      notes: [
        ...(isMixed ? ['Một số đơn vị trong danh sách đã có quyết định riêng, ghi ở cột Quyết định.'] : []),
        ...(one === undefined ? [] : correctionNotes(one)),
        ...supersededNotes(units),
      ],
    }),
    {
      orientation: 'portrait',
      blocks: [
        {
          kind: 'annexTitle',
          name: 'Danh sách',
          summary: `${words(pack, 'units').charAt(0).toLocaleUpperCase('vi')}${words(pack, 'units').slice(1)}\nđạt tiêu chuẩn ${standardOf(pack)} năm ${year}`,
          to: accompanying(input, one),
        },
        {
          kind: 'table',
          table: {
            name: 'Danh sách công nhận',
            columns: [
              { head: 'TT', width: 12, align: 'center' },
              { head: 'Đơn vị', width: 86 },
              { head: communeKinds(input), width: 38 },
              { head: 'Quyết định', width: 38 },
            ],
            rows: units.map((unit, at) => ({
              cells: [
                { number: at + 1 },
                unit.name,
                unit.communeName,
                unit.decision === undefined
                  ? ''
                  : `${unit.decision.number}, ${formatOfficialDay(unit.decision.date)}${correctedText(unit.decision)}`,
              ],
            })),
          },
        },
      ],
    },
  ]);
}

/** What was corrected in the decision, a note for each correction. */
export const correctionNotes = ({ corrections }: NamedDecision): readonly string[] =>
  corrections.map(({ before, correctedOn }) => {
    const was = `trước ghi số ${before.number} ngày ${formatOfficialDay(before.date)}, người ký ${before.signer}`;
    return `Quyết định được đính chính ngày ${formatOfficialDay(correctedOn)}: ${was}.`;
  });

/** Giấy công nhận of one recognised unit, by the decision in the records; signed by hand. */
export function certificate(input: UnitInput): DocumentLayout {
  const { pack, unit, document, year } = input;
  const { decision } = unit;
  const place =
    input.areas[input.level === 'tinh' ? 'province' : input.level === 'huyen' ? 'district' : 'commune'];
  return layoutOf(input, `${document.name} ${unit.name}`, [
    {
      orientation: 'landscape',
      framed: true,
      blocks: [
        { kind: 'letterhead' },
        {
          kind: 'large',
          text: authorityOf(input),
          points: 16,
        },
        { kind: 'large', text: document.name.toLocaleUpperCase('vi'), points: 28 },
        { kind: 'large', text: unit.name, points: 22 },
        { kind: 'paragraph', text: unit.communeName, align: 'centred' },
        {
          kind: 'paragraph',
          text: [
            { text: 'Đạt tiêu chuẩn ' },
            { text: standardOf(pack), strong: true },
            { text: ` năm ${year}` },
          ],
          align: 'centred',
        },
        {
          kind: 'paragraph',
          text: [
            {
              text: `(Theo Quyết định số ${decision?.number ?? BLANK} ${paperDate(input, decision?.date)} của ${issuerOf(input)}${decision === undefined ? '' : correctedText(decision)})`,
              italic: true,
            },
          ],
          align: 'centred',
        },
        { kind: 'paragraph', text: `Số: ${decision?.certificate ?? BLANK}`, align: 'centred' },
        {
          kind: 'signatures',
          recipients: undefined,
          signers: [
            { office: ' ', name: ' ' },
            {
              ...signerOf(input),
              above: `${(place ?? '').replace(ADMINISTRATIVE, '')}, ${paperDate(input)}`,
            },
          ],
        },
      ],
    },
  ]);
}
