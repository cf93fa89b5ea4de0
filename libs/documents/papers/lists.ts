import type { AwardLine, DocumentExclusion, DocumentUnit, ListInput } from '#libs/application';
import { formatOfficialDay } from '#libs/calendar';
import type { PolicyPack } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { DocumentLayout, LayoutRow, LayoutTable } from '../layout/layout.types.js';
import {
  ASSUMED_NOTE,
  areaOf,
  blankNumber,
  bodyAt,
  classText,
  communeKinds,
  groundsBlock,
  isUnclassified,
  kindName,
  LEVEL_WORDS,
  layoutOf,
  letterheadBlock,
  movementOf,
  notesBlock,
  SHARE_NOTE,
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
export function numberedByCommune<T extends { readonly communeName: string }>(
  lines: readonly T[],
  cellsOf: (line: T, no: number) => LayoutRow['cells'],
): LayoutRow[] {
  const communes = new Set(lines.map(({ communeName }) => communeName));
  let last: string | undefined;
  return lines.flatMap((line, at): LayoutRow[] => {
    const row = { cells: cellsOf(line, at + 1) };
    if (communes.size < 2 || line.communeName === last) return [row];
    last = line.communeName;
    return [{ cells: [line.communeName], bold: true }, row];
  });
}

export const LIST_COLUMNS: LayoutTable['columns'] = [
  { head: 'TT', width: 12, align: 'center' },
  { head: 'Đơn vị', width: 82 },
];

/** Danh sách đăng ký: the four registrations, none of which stands for another; when, and who has not. */
export function registrationList(input: ListInput): DocumentLayout {
  const { pack, document, units, year } = input;
  const inside = insideOf(units);
  const registered = inside.filter(({ registrations }) => registrations?.movement === true);
  const outside = units.filter(({ standing }) => standing === 'outside');
  const pledges = inside.flatMap(({ registrations }) => registrations?.pledges ?? []);
  const many = (key: 'standard' | 'exemplar') =>
    numberText(units.filter(({ registrations }) => registrations?.[key] === true).length);
  const sum = (key: 'total' | 'pledged') => pledges.reduce((all, each) => all + each[key], 0);
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
          text: `Trên địa bàn ${areaOf(input)} có ${numberText(registered.length)}/${numberText(inside.length)} ${words(pack, 'units')} đã đăng ký phong trào, đạt ${shareText(registered.length, inside.length)}; ${many('standard')} đơn vị đăng ký tiêu chuẩn; ${many('exemplar')} đơn vị đăng ký điển hình; ${numberText(sum('pledged'))}/${numberText(sum('total'))} phòng, ban, tổ, đội của ${unitsIn(pledges.length)} đã cam kết${outside.length > 0 ? `; ${unitsIn(outside.length)} tham gia phong trào, không xét tiêu chuẩn` : ''}.`,
        },
        {
          kind: 'table',
          table: {
            name: 'Danh sách đăng ký',
            columns: [
              { head: 'TT', width: 10, align: 'center' },
              { head: 'Đơn vị', width: 70 },
              { head: 'Loại hình', width: 30 },
              { head: 'Cấp quản lý', width: 18, align: 'center' },
              { head: 'Phong trào', width: 18, align: 'center' },
              { head: 'Tiêu chuẩn', width: 20, align: 'center' },
              { head: 'Phòng, ban, tổ, đội cam kết', width: 24, align: 'center' },
              { head: 'Điển hình', width: 18, align: 'center' },
              { head: 'Ngày đăng ký', width: 24, align: 'center' },
              { head: 'Tình trạng', width: 36 },
            ],
            rows: numberedByCommune(units, (unit, no) => {
              const { registrations, registeredOn } = unit;
              return [
                { number: no },
                unit.name,
                kindName(pack, unit),
                LEVEL_WORDS[unit.managedBy],
                crossOf(registrations?.movement),
                crossOf(registrations?.standard),
                pledgesText(unit),
                crossOf(registrations?.exemplar),
                registeredOn === undefined ? '' : { day: registeredOn },
                unit.standing === 'outside'
                  ? `Không xét tiêu chuẩn: ${unit.standingReason ?? ''}`
                  : standingText(stepOf(unit, document.stage)),
              ];
            }),
          },
        },
        notesBlock(input, [SHARE_NOTE]),
        signatureBlock(input),
      ],
    },
  ]);
}

const crossOf = (registered: boolean | undefined): string => (registered === true ? 'x' : '');

const pledgesText = ({ registrations }: DocumentUnit): string => {
  const { pledges } = registrations ?? {};
  return pledges === undefined ? '' : `${numberText(pledges.pledged)}/${numberText(pledges.total)}`;
};

const EFFECTS = {
  excluded: 'không xét',
  proposed: 'đề xuất không xét',
  overridden: 'đã đưa ra khỏi danh sách',
} as const;

/** The mark of taking a unit out of the exclusion, while no document says that it may be done. */
const overrideStar = ({ certification: { exclusionOverride } }: PolicyPack): string =>
  exclusionOverride === undefined ? '' : starOf(exclusionOverride);

/** By which document a unit was taken out of the exclusion, or what stands. */
const effectText = (pack: PolicyPack, { effect, override }: DocumentExclusion): string =>
  override === undefined
    ? EFFECTS[effect]
    : `${EFFECTS[effect]}${overrideStar(pack)} theo ${override.number} ngày ${formatOfficialDay(override.date)}: ${override.reason}`;

/**
 * Danh sách không xét thi đua, khen thưởng of the units that the area judges. Where the documents only propose it, it is
 * called a proposal; who was taken out of it stays on the list, marked with the document.
 */
export function exclusionList(input: ListInput): DocumentLayout {
  const { pack, document, units, year, level } = input;
  const rows = insideOf(units).flatMap((unit) =>
    unit.exclusion === undefined || unit.judgedBy !== level ? [] : [{ ...unit, exclusion: unit.exclusion }],
  );
  const rule = pack.consequences.find(({ key }) => key === 'noAward');
  const isProposed = rule?.status !== 'binding';
  const kept = rows.filter(({ exclusion }) => exclusion.effect !== 'overridden');
  const taken = rows.length - kept.length;
  const sources = rows.map(({ exclusion }) => `${exclusion.text} (${sourceText(pack, exclusion)}).`);
  const isAssumed =
    (taken > 0 && overrideStar(pack) !== '') ||
    rows.some((unit) => starOf(unit.exclusion) !== '' || classText(pack, unit).endsWith('*'));
  return layoutOf(input, `${document.name} năm ${year}`, [
    {
      orientation: 'landscape',
      blocks: [
        letterheadBlock(input),
        {
          kind: 'title',
          name: document.title ?? document.name,
          summary: `${isProposed ? 'Đề xuất không xét' : 'Không xét'} thi đua, khen thưởng năm ${year}\nđối với ${words(pack, 'units')}`,
        },
        {
          kind: 'paragraph',
          text: `Trong các đơn vị thuộc thẩm quyền xét trên địa bàn ${areaOf(input)} có ${unitsIn(kept.length)} ${isProposed ? 'đề xuất không xét' : 'không xét'} thi đua, khen thưởng${taken > 0 ? `; ${unitsIn(taken)} đã đưa ra khỏi danh sách theo văn bản` : ''}.`,
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
              { head: 'Kết quả', width: 70 },
            ],
            rows: numberedByCommune(rows, (unit, no) => {
              const total = unit.classification?.total ?? unit.score?.total;
              const { exclusion } = unit;
              return [
                { number: no },
                unit.name,
                classText(pack, unit),
                total === undefined ? '' : { number: total },
                exclusion.by === 'notSubmitted'
                  ? `Không nộp hồ sơ${starOf(exclusion)}`
                  : `Phân loại ${classText(pack, unit)}`,
                effectText(pack, exclusion),
              ];
            }),
          },
        },
        notesBlock(input, [
          ...sources,
          ...(taken > 0
            ? [
                'Đưa ra khỏi danh sách là theo văn bản riêng đã nêu; quy định về danh sách này không có trường hợp ngoại lệ.',
              ]
            : []),
          'Kết quả này không thay việc xếp loại người đứng đầu, vốn xét riêng theo thời gian giữ chức vụ.',
          ...(isAssumed ? [ASSUMED_NOTE] : []),
        ]),
        signatureBlock(input),
      ],
    },
  ]);
}

/** One row of the annex: a form that a unit proposes. */
type AwardRow = DocumentUnit & { readonly award: AwardLine };

/** Whether a unit is kept from awards, in a year that keeps anybody. */
const isKept = ({ exclusion }: DocumentUnit): boolean =>
  exclusion !== undefined && exclusion.effect !== 'overridden';

/**
 * Đề nghị khen thưởng: what the units propose that nothing excludes, best first. Nobody is proposed who proposed nothing, nor
 * before the class that may exclude is given; a proposal of an excluded unit is named and left out. A year without points or without exclusions says nothing of them.
 */
export function awardProposal(input: ListInput): DocumentLayout {
  const { pack, document, units, year } = input;
  const own = insideOf(units).filter((unit) => unit.judgedBy === input.level);
  const eligible = own.filter((unit) => unit.recognised === true && !isUnclassified(unit) && !isKept(unit));
  const barred = own.filter((unit) => unit.awards.length > 0 && !eligible.includes(unit));
  const totalOf = (unit: DocumentUnit) => unit.classification?.total ?? unit.score?.total;
  const rows = [...eligible]
    .sort((a, b) => (totalOf(b) ?? 0) - (totalOf(a) ?? 0))
    .flatMap((unit) => unit.awards.map((award): AwardRow => ({ ...unit, award })));
  const isAssumed = rows.some((unit) => classText(pack, unit).endsWith('*'));
  const committee = bodyAt(input, 'committee');
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
        { kind: 'addressees', to: [committee] },
        groundsBlock(input),
        ...proposalText(input, eligible, rows).map((text) => ({ kind: 'paragraph', text }) as const),
        notesBlock(input, [
          ...barred.map(
            (unit) => `${unit.name} có đề nghị nhưng không đưa vào danh sách: ${barredText(unit)}.`,
          ),
          ...(isAssumed ? [ASSUMED_NOTE] : []),
        ]),
        signatureBlock(input),
      ],
    },
    awardAnnex(input, rows, totalOf),
  ]);
}

/** Why the proposal of a unit is left out. */
function barredText(unit: DocumentUnit): string {
  if (unit.exclusion !== undefined && isKept(unit)) return EFFECTS[unit.exclusion.effect];
  return unit.recognised === true ? 'chưa được phân loại' : 'chưa được công nhận';
}

/** Who may be proposed, and what of it is proposed. */
function proposalText(
  input: ListInput,
  eligible: readonly DocumentUnit[],
  rows: readonly AwardRow[],
): readonly string[] {
  const { pack, year } = input;
  const committee = bodyAt(input, 'committee');
  const how = pack.classes.length > 0 ? 'đánh giá, phân loại' : 'thẩm định, công nhận trong';
  const free = pack.consequences.some(({ key }) => key === 'noAward')
    ? ' và không thuộc diện không xét thi đua, khen thưởng'
    : '';
  const proposing = unitsIn(new Set(rows.map(({ unitId }) => unitId)).size);
  const collectives = rows.reduce((all, { award }) => all + award.collectives.length, 0);
  const persons = rows.reduce((all, { award }) => all + award.persons, 0);
  return [
    `Qua ${how} ${movementOf(pack)} năm ${year}, ${unitsIn(eligible.length)} thuộc diện xét của ${areaOf(input)} được công nhận đạt tiêu chuẩn ${standardOf(pack)}${free}.`,
    rows.length === 0
      ? 'Chưa ghi nhận đề nghị khen thưởng nào của các đơn vị này, nên danh sách còn trống./.'
      : `${proposing} đề nghị khen thưởng ${numberText(collectives)} tập thể, ${numberText(persons)} cá nhân. Đề nghị ${committee} xem xét, khen thưởng các tập thể, cá nhân trong danh sách kèm theo./.`,
  ];
}

/** The list behind the tờ trình; class and points stand there only in a year that has them. */
function awardAnnex(
  input: ListInput,
  rows: readonly AwardRow[],
  totalOf: (unit: DocumentUnit) => number | undefined,
): DocumentLayout['sections'][number] {
  const { pack, year } = input;
  const scored = pack.classes.length > 0;
  return {
    orientation: 'landscape',
    blocks: [
      {
        kind: 'annexTitle',
        name: 'Danh sách',
        summary: `Tập thể, cá nhân đề nghị khen thưởng năm ${year}`,
        to: `Kèm theo Tờ trình số ${blankNumber(input)} ngày …… tháng …… năm ……`,
      },
      {
        kind: 'table',
        table: {
          name: 'Đề nghị khen thưởng',
          columns: [
            { head: 'TT', width: 10, align: 'center' },
            { head: 'Đơn vị', width: 58 },
            { head: communeKinds(input), width: 30 },
            ...(scored
              ? ([
                  { head: 'Phân loại', width: 22, align: 'center' },
                  { head: 'Điểm', width: 14, align: 'center' },
                ] as const)
              : []),
            { head: 'Kết luận khi xét', width: 38 },
            { head: 'Hình thức đề nghị', width: 36 },
            { head: 'Tập thể', width: 42 },
            { head: 'Số cá nhân', width: 16, align: 'center' },
          ],
          rows: rows.map((unit, at) => {
            const total = totalOf(unit);
            return {
              cells: [
                { number: at + 1 },
                unit.name,
                unit.communeName,
                ...(scored ? [classText(pack, unit), total === undefined ? '' : { number: total }] : []),
                unit.conclusion ?? '',
                unit.award.form,
                unit.award.collectives.join('; '),
                { number: unit.award.persons },
              ],
            };
          }),
        },
      },
    ],
  };
}
