import type { DocumentScene, DocumentStep, DocumentUnit, NamedDecision } from '#libs/application';
import { dateOf, formatDay, formatInstant, formatOfficialDay, partsOf } from '#libs/calendar';
import { lateWord, NOT_WAITED_FOR, PAST_SUGGESTED, RECEIVED_ON_PAPER } from '#libs/contracts/http';
import {
  abbreviationIn,
  cite,
  isClassApart,
  type PolicyPack,
  permilleOf,
  type Sourced,
  signingOffice,
  type TermKey,
  term,
  type UnitKind,
} from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { Block, DocumentLayout, LayoutSection, Signer } from '../layout/layout.types.js';

/** Where a person writes. */
export const BLANK = '…………';

/** What the pack calls something: nhà trường or cơ sở giáo dục, the standard, the movement. */
export const words = (pack: PolicyPack, key: TermKey): string => term(pack, key);

export const standardOf = (pack: PolicyPack): string => `“${words(pack, 'standard')}”`;
export const movementOf = (pack: PolicyPack): string => `phong trào ${words(pack, 'movement')}`;

export const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

/** What an area is, in front of its name. */
export const ADMINISTRATIVE = /^(Tỉnh|Thành phố|Huyện|Thị xã|Quận|Xã|Phường|Đặc khu|Thị trấn)\s+/;

/** `xã Tịnh Khê` inside a sentence. */
export const areaInText = (name: string): string =>
  name.replace(ADMINISTRATIVE, (kind) => kind.toLocaleLowerCase('vi'));

/** A text of the pack with the names of the areas in it. */
export const filled = (text: string, { areas }: Pick<DocumentScene, 'areas'>): string =>
  text
    .replaceAll('{province}', areaInText(areas.province))
    .replaceAll('{district}', areaInText(areas.district ?? BLANK))
    .replaceAll('{commune}', areaInText(areas.commune ?? BLANK));

/** A body in full, as papers name it. */
const inFull = (name: string): string => name.replace(/\bUBND(?= )/g, 'Ủy ban nhân dân');

/** Who issues the paper: the body, or the unit itself. */
export const issuerOf = (scene: DocumentScene, unit?: DocumentUnit): string =>
  filled(scene.letterhead.name ?? inFull(unit?.name ?? BLANK), scene);

/** The area of the level at which the paper is issued, as it is named. */
const areaNameOf = ({ level, areas }: DocumentScene): string | undefined =>
  ({ tinh: areas.province, huyen: areas.district, xa: areas.commune })[level];

/** What stands in a symbol for who issues the paper. */
export const symbolOf = (scene: DocumentScene): string =>
  abbreviationIn(scene.letterhead, areaNameOf(scene) ?? '') ?? '……';

/** What the areas of the lowest level are called together, with districts above them and since there are none. */
export const communeKinds = ({ pack, year }: DocumentScene): string =>
  pack.areaLevels.some(({ level, to }) => level === 'huyen' && (to === undefined || to >= `${year}-12-31`))
    ? 'Xã, phường, thị trấn'
    : 'Xã, phường, đặc khu';

/** The area the paper speaks of, inside a sentence. */
export const areaOf = ({ level, areas }: DocumentScene): string =>
  areaInText({ tinh: areas.province, huyen: areas.district ?? BLANK, xa: areas.commune ?? BLANK }[level]);

/** The body of another kind at the level of the paper, as the pack heads its letters. */
export const bodyAt = (scene: DocumentScene, kind: 'committee' | 'police' | 'steering'): string => {
  const place = { tinh: 'province', huyen: 'district', xa: 'commune' }[scene.level];
  const found = scene.pack.letterheads.find(({ key }) => key === `${place}-${kind}`);
  return filled(found?.name ?? BLANK, scene);
};

/** A receiver by its key: the office of the paper's own area, the province as the pack calls it. */
export const receiverName = (scene: DocumentScene, key: string): string | undefined => {
  const body = scene.pack.bodies.find((each) => each.key === key);
  if (body === undefined || body.level === 'tinh' || body.level === 'bo') return body?.name;
  const office = scene.pack.letterheads.find((each) => each.key === body.officeKind);
  return office?.name === undefined ? body.name : filled(office.name, scene);
};

const yearOfPaper = ({ asOf }: DocumentScene): number => partsOf(dateOf(asOf)).year;

/** `……/KH-UBND`: the number is written by who signs. */
export const blankNumber = (scene: DocumentScene): string => {
  const { symbol } = scene.document;
  // An official letter has no kind in its symbol, but the office that wrote it.
  return symbol === undefined ? `……/${symbolOf(scene)}-……` : `……/${symbol}-${symbolOf(scene)}`;
};

/** Days of an official paper are written by who signs it, unless the record has them. */
export const paperDate = (scene: DocumentScene, day?: string): string => {
  return day === undefined ? `ngày …… tháng …… năm ${yearOfPaper(scene)}` : dayInWords(day);
};

/** `ngày 28 tháng 12 năm 2021`, with a nought before a day of one figure and before January and February. */
export function dayInWords(day: string): string {
  const { year, month, day: date } = partsOf(day);
  return `ngày ${String(date).padStart(2, '0')} tháng ${month < 3 ? `0${month}` : month} năm ${year}`;
}

/** The words for a correction behind a decision that is named; empty where nothing was corrected. */
export const correctedText = ({ correctedOn }: Pick<NamedDecision, 'correctedOn'>): string =>
  correctedOn === undefined ? '' : `, đính chính ngày ${formatOfficialDay(correctedOn)}`;

/** What is said where no decision stands, with the one that a restart took out of the present results. */
export const noDecisionText = ({ supersededDecision }: DocumentUnit, text: string): string =>
  supersededDecision === undefined ? text : `${text}. ${supersededDecision}`;

/** A note for each unit of a list whose decision a restart took out of the present results. */
export const supersededNotes = (units: readonly DocumentUnit[]): readonly string[] =>
  units.flatMap(({ name, supersededDecision }) =>
    supersededDecision === undefined ? [] : [`${name}: ${supersededDecision}`],
  );

export interface Heading {
  readonly unit?: DocumentUnit;
  /** Trích yếu of an official letter. */
  readonly subject?: string;
  /** Number and date where the record has them already. */
  readonly number?: string;
  readonly date?: string;
}

export const letterheadBlock = (
  scene: DocumentScene,
  { unit, subject, number, date }: Heading = {},
): Block => {
  const superior = unit?.superior === undefined ? scene.letterhead.superior : inFull(unit.superior);
  const place = areaNameOf(scene) ?? scene.areas.province;
  return {
    kind: 'letterhead',
    issuer: issuerOf(scene, unit),
    superior: superior === undefined ? undefined : filled(superior, scene),
    number: scene.document.numbered ? `Số: ${number ?? blankNumber(scene)}` : undefined,
    subject,
    placeAndDate: `${place.replace(ADMINISTRATIVE, '')}, ${paperDate(scene, date)}`,
  };
};

/**
 * Who signs, as what the office is: in the name of the collective that issues the paper where it is one, under the title
 * of its head. Who signs for the head is put between the two: KT. stands for a deputy head alone, anybody else is delegated (TUQ.) and signs
 * under a position of their own (Nghị định 30/2020/NĐ-CP, Phụ lục I).
 */
export const signerOf = (scene: DocumentScene, unit?: DocumentUnit): Signer => {
  const office = signingOffice(scene.letterhead, unit === undefined ? issuerOf(scene) : unit.name);
  const authority = office.authority?.toLocaleUpperCase('vi');
  const head = (positionOf(scene, unit) ?? office.head).toLocaleUpperCase('vi');
  const { deputy } = scene;
  if (unit === undefined || deputy === undefined) return { authority, office: head, name: unit?.head };
  return deputy.capacity === 'deputyHead'
    ? { authority, inPlaceOf: `KT. ${head}`, office: `PHÓ ${head}`, name: deputy.name }
    : {
        ...{ authority, inPlaceOf: `TUQ. ${head}`, name: deputy.name },
        office: deputy.position.toLocaleUpperCase('vi'),
      };
};

/** The position that the list of the unit's heads has for who is in post. */
const positionOf = (
  { letterhead, asOf }: DocumentScene,
  unit: DocumentUnit | undefined,
): string | undefined =>
  letterhead.name !== undefined || unit === undefined
    ? undefined
    : unit.heads.findLast(({ name, to }) => name === unit.head && (to === undefined || to >= dateOf(asOf)))
        ?.position;

/** Nơi nhận and who signs: the body, or of a unit's own paper the unit. */
export const signatureBlock = (scene: DocumentScene, unit?: DocumentUnit): Block => ({
  kind: 'signatures',
  recipients: scene.document.recipients.map((recipient) => filled(recipient, scene)),
  signers: [signerOf(scene, unit)],
});

/** `số liệu từ 16/11/2025 đến 04/11/2026 (tạm tính)`. */
export const periodText = ({ period, provisional }: DocumentScene): string =>
  `số liệu từ ${formatOfficialDay(period.from)} đến ${formatOfficialDay(period.to)}${provisional ? ' (tạm tính)' : ''}`;

/** The document behind a rule, or that there is none yet. */
export const sourceText = (pack: PolicyPack, { src, status }: Sourced): string =>
  status === 'assumed' ? 'giả định, chưa có văn bản' : cite(pack, src);

export const starOf = ({ status }: Pick<Sourced, 'status'>): string => (status === 'assumed' ? '*' : '');

export const ASSUMED_NOTE = '* Số liệu giả định, chưa có văn bản; cần xác nhận trước khi ban hành.';

/** What every template of a paper may say: the title, the year, the words of the pack, and where a person writes. */
export const templateValues = (scene: DocumentScene) => ({
  name: scene.document.title ?? scene.document.name,
  year: scene.year,
  nextYear: scene.year + 1,
  movement: movementOf(scene.pack),
  standard: standardOf(scene.pack),
  blank: BLANK,
  foot: footText(scene),
});

/** What the numbers of a paper cover, and when they were read. */
const footText = (scene: DocumentScene): string =>
  `Lập từ hồ sơ lúc ${formatInstant(scene.asOf)}; ${periodText(scene)}.`;

/** Last lines of every paper: what its numbers cover, when they were read, and sources. */
export const notesBlock = (scene: DocumentScene, sources: readonly string[] = []): Block => ({
  kind: 'notes',
  items: [footText(scene), ...new Set(sources.filter((source) => source !== ''))],
});

type Ground = PolicyPack['legalBasis'][number];

/** What binds who issues the paper and is a basis of it; what was not read of it only where it is named for this paper. */
const groundsOf = ({ pack, letterhead, document }: DocumentScene): readonly Ground[] =>
  pack.legalBasis.filter(
    ({ status, binds, papers }) =>
      (binds?.some((bound) => bound === letterhead.key.split('-').at(-1)) ?? true) &&
      (papers?.includes(document.key) ?? status !== 'assumed'),
  );

/**
 * `Thông tư số 124/2021/TT-BCA ngày 28 tháng 12 năm 2021 của Bộ trưởng Bộ Công an quy định về …`; of a law only its name
 * and day (Nghị định 30/2020/NĐ-CP, Phụ lục I). A day that no source has is left to be written in.
 */
function groundText(pack: PolicyPack, { text, src }: Ground): string {
  const { document = '', date, issuer } = pack.sources[src] ?? {};
  const [, kind, number = ''] = /^(\D+?) (\d\S*)$/.exec(document) ?? [];
  if (kind === undefined || !text.startsWith(document)) return text.replace(/^(\D+?) (?=\d+\S*\/)/, '$1 số ');
  const year = /\/(\d{4})\//.exec(number)?.[1] ?? '……';
  const day = date === undefined ? `ngày …… tháng …… năm ${year}` : dayInWords(date);
  if (kind.startsWith('Luật')) return `${kind} ${day}`;
  const by = issuer === undefined ? '' : ` của ${inFull(issuer)}`;
  return `${kind} số ${number} ${day}${by}${text.slice(document.length)}`;
}

/** Căn cứ, in the order of the pack. */
export const groundsBlock = (scene: DocumentScene, more: readonly string[] = []): Block => {
  const named = groundsOf(scene).map((ground) => `${groundText(scene.pack, ground)}${starOf(ground)}`);
  const own =
    scene.letterhead.name === undefined
      ? []
      : ['quy định về chức năng, nhiệm vụ, quyền hạn của cơ quan ban hành (…………)'];
  const items = [...own, ...named, ...more];
  return {
    kind: 'grounds',
    items: items.map((item, at) => `Căn cứ ${item}${at === items.length - 1 ? '.' : ';'}`),
  };
};

export const unitsIn = (count: number): string => `${numberText(count)} đơn vị`;

/** A share in percent with one decimal, cut off; `–` of nothing. */
export const shareText = (part: number, whole: number): string => {
  const permille = permilleOf({ done: part, of: whole });
  return permille === undefined ? '–' : `${numberText(permille / 10)}%`;
};

/** How shares are told, for the foot of papers that have some. */
export const SHARE_NOTE = 'Tỷ lệ tính đến một chữ số thập phân, phần lẻ bỏ đi, không làm tròn lên.';

export const LEVEL_WORDS = { tinh: 'Tỉnh', huyen: 'Huyện', xa: 'Xã' } as const;

export const kindNameOf = ({ unitKinds }: PolicyPack, kind: UnitKind): string =>
  unitKinds.find(({ key }) => key === kind)?.name ?? kind;

export const kindName = (pack: PolicyPack, { profile }: DocumentUnit): string =>
  kindNameOf(pack, profile.kind);

export const stepOf = (unit: DocumentUnit, stage: string | undefined): DocumentStep | undefined =>
  unit.steps.find(({ stage: { key } }) => key === stage);

const STOPPED: Readonly<Record<NonNullable<DocumentStep['stopped']>, string>> = {
  notSubmitted: NOT_WAITED_FOR.notSubmitted,
  waived: NOT_WAITED_FOR.waived,
  paused: 'đang tạm dừng',
};

/** `đúng hạn`, `trễ hạn`, `sau ngày đề nghị*`, `quá hạn 3 ngày`, `quá ngày đề nghị* 3 ngày`, `không nộp`, `không yêu cầu`, `đang tạm dừng`, `đã nhận giấy, chờ nhập nội dung`. */
export const standingText = (step: DocumentStep | undefined): string => {
  if (step === undefined) return '';
  if (step.doneOn !== undefined) {
    return lateWord({ late: step.late, afterSuggested: step.lastDayIsAssumed }) ?? 'đúng hạn';
  }
  if (step.receivedOn !== undefined) return RECEIVED_ON_PAPER;
  if (step.stopped !== undefined) return STOPPED[step.stopped];
  if (step.status === 'returned') return 'đã trả lại, chờ bổ sung';
  if (step.daysOverdue !== undefined) return `quá hạn ${step.daysOverdue} ngày`;
  if (step.daysPastSuggested !== undefined) return `${PAST_SUGGESTED} ${step.daysPastSuggested} ngày`;
  return 'chưa thực hiện';
};

/** Whether a class is given to the unit by an act of its own, so that its points alone are no class yet. */
const isClassGiven = ({ steps }: DocumentUnit): boolean => isClassApart(steps.map(({ stage }) => stage));

/** Whether a unit still waits for the class that is given to it by an act of its own. */
export const isUnclassified = (unit: DocumentUnit): boolean =>
  isClassGiven(unit) && unit.classification === undefined;

/** The class of a final score, or the one that was given, with the mark of an assumed band. */
export const classText = (pack: PolicyPack, unit: DocumentUnit): string => {
  const { class: reached } = (isClassGiven(unit) ? undefined : unit.score) ?? {};
  if (reached !== undefined) return `${reached.name}${reached.assumed ? '*' : ''}`;
  const decided = pack.classes.find(({ key }) => key === unit.classification?.classKey);
  return decided === undefined ? '' : `${decided.name}${starOf(decided)}`;
};

export const layoutOf = (
  scene: DocumentScene,
  title: string,
  sections: readonly LayoutSection[],
): DocumentLayout => ({
  title,
  about: [`${capitalised(areaOf(scene))}, năm ${scene.year}`, capitalised(periodText(scene))],
  mark: scene.rehearsal === undefined ? undefined : `DIỄN TẬP “${scene.rehearsal}”, không dùng làm văn bản`,
  sections: sections.map((section) => ({ ...section, blocks: notesLast(section.blocks) })),
});

const GROUND_NOTE = '* Căn cứ chưa đối chiếu với bản chính; cần xác nhận trước khi ban hành.';

/** Remarks stand at the foot, below who signs; a ground with the mark is told there. */
const notesLast = (blocks: readonly Block[]): readonly Block[] => {
  const marked = blocks.some(
    (block) => block.kind === 'grounds' && block.items.some((item) => item.includes('*')),
  );
  return [
    ...blocks.filter(({ kind }) => kind !== 'notes'),
    ...blocks.flatMap((block) =>
      block.kind === 'notes' ? [{ ...block, items: [...block.items, ...(marked ? [GROUND_NOTE] : [])] }] : [],
    ),
  ];
};

export const dayText = (day: string | undefined): string => (day === undefined ? '' : formatDay(day));
