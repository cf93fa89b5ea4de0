import type { DocumentScene, DocumentStep, DocumentUnit } from '#libs/application';
import { dateOf, formatDay, formatInstant, formatOfficialDay, partsOf } from '#libs/calendar';
import { lateWord, NOT_WAITED_FOR, PAST_SUGGESTED } from '#libs/contracts/http';
import { cite, type PolicyPack, type Sourced, type TermKey, term } from '#libs/policy';
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

const filled = (text: string, { areas }: DocumentScene): string =>
  text
    .replaceAll('{province}', areaInText(areas.province))
    .replaceAll('{district}', areaInText(areas.district ?? BLANK))
    .replaceAll('{commune}', areaInText(areas.commune ?? BLANK));

/** Who issues the paper: the body, or the unit itself. */
export const issuerOf = (scene: DocumentScene, unit?: DocumentUnit): string =>
  filled(scene.letterhead.name ?? unit?.name ?? BLANK, scene);

/** The area the paper speaks of, inside a sentence. */
export const areaOf = ({ level, areas }: DocumentScene): string =>
  areaInText({ tinh: areas.province, huyen: areas.district ?? BLANK, xa: areas.commune ?? BLANK }[level]);

/** The body of another kind at the level of the paper, as the pack heads its letters. */
export const bodyAt = (scene: DocumentScene, kind: 'committee' | 'police' | 'steering'): string => {
  const place = { tinh: 'province', huyen: 'district', xa: 'commune' }[scene.level];
  const found = scene.pack.letterheads.find(({ key }) => key === `${place}-${kind}`);
  return filled(found?.name ?? BLANK, scene);
};

const yearOfPaper = ({ asOf }: DocumentScene): number => partsOf(dateOf(asOf)).year;

const numberOf = ({ document, letterhead }: DocumentScene): string => {
  const issuer = letterhead.abbreviation ?? '……';
  // An official letter has no kind in its symbol, but the office that wrote it.
  return document.symbol === undefined ? `Số: ……/${issuer}-……` : `Số: ……/${document.symbol}-${issuer}`;
};

/** Days of an official paper are written by who signs it, unless the record has them. */
export const paperDate = (scene: DocumentScene, day?: string): string => {
  if (day === undefined) return `ngày …… tháng …… năm ${yearOfPaper(scene)}`;
  const { year, month, day: date } = partsOf(day);
  return `ngày ${String(date).padStart(2, '0')} tháng ${month < 3 ? `0${month}` : month} năm ${year}`;
};

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
  const { letterhead, areas, level } = scene;
  const place = { tinh: areas.province, huyen: areas.district, xa: areas.commune }[level] ?? areas.province;
  const { superior } = letterhead;
  return {
    kind: 'letterhead',
    issuer: issuerOf(scene, unit),
    superior: superior === undefined ? undefined : filled(superior, scene),
    number: scene.document.numbered ? (number === undefined ? numberOf(scene) : `Số: ${number}`) : undefined,
    subject,
    placeAndDate: `${place.replace(ADMINISTRATIVE, '')}, ${paperDate(scene, date)}`,
  };
};

export const signerOf = ({ letterhead }: DocumentScene, name?: string): Signer => ({
  authority: letterhead.authority?.toLocaleUpperCase('vi'),
  office: letterhead.head.toLocaleUpperCase('vi'),
  name,
});

export const signatureBlock = (scene: DocumentScene, name?: string): Block => ({
  kind: 'signatures',
  recipients: scene.document.recipients.map((recipient) => filled(recipient, scene)),
  signers: [signerOf(scene, name)],
});

/** `số liệu từ 16/11/2025 đến 04/11/2026 (tạm tính)`. */
export const periodText = ({ period, provisional }: DocumentScene): string =>
  `số liệu từ ${formatOfficialDay(period.from)} đến ${formatOfficialDay(period.to)}${provisional ? ' (tạm tính)' : ''}`;

/** The document behind a rule, or that there is none yet. */
export const sourceText = (pack: PolicyPack, { src, status }: Sourced): string =>
  status === 'assumed' ? 'giả định, chưa có văn bản' : cite(pack, src);

export const starOf = ({ status }: Pick<Sourced, 'status'>): string => (status === 'assumed' ? '*' : '');

export const ASSUMED_NOTE = '* Số liệu giả định, chưa có văn bản; cần xác nhận trước khi ban hành.';

/** Last lines of every paper: what its numbers cover, when they were read, and sources. */
export const notesBlock = (scene: DocumentScene, sources: readonly string[] = []): Block => ({
  kind: 'notes',
  items: [
    `Lập từ hồ sơ lúc ${formatInstant(scene.asOf)}; ${periodText(scene)}.`,
    ...new Set(sources.filter((source) => source !== '')),
  ],
});

/** Căn cứ: the documents of the pack, with date and issuer where the text names them first. */
export const groundsBlock = ({ pack, letterhead }: DocumentScene, more: readonly string[] = []): Block => {
  const named = pack.legalBasis
    .filter(({ status }) => status !== 'assumed')
    .map(({ text, src }) => {
      const { document = '', date, issuer } = pack.sources[src] ?? {};
      if (date === undefined || !text.startsWith(document)) return text;
      const by = issuer === undefined ? '' : ` của ${issuer}`;
      return `${document} ngày ${formatOfficialDay(date)}${by}${text.slice(document.length)}`;
    });
  const own =
    letterhead.name === undefined
      ? []
      : ['quy định về chức năng, nhiệm vụ, quyền hạn của cơ quan ban hành (…………)'];
  const items = [...own, ...named, ...more];
  return {
    kind: 'grounds',
    items: items.map((item, at) => `Căn cứ ${item}${at === items.length - 1 ? '.' : ';'}`),
  };
};

export const unitsIn = (count: number): string => `${numberText(count)} đơn vị`;

/** Share in percent with two decimals at most, `–` of nothing. */
export const shareText = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${numberText((part * 100) / whole)}%`;

export const LEVEL_WORDS = { tinh: 'Tỉnh', huyen: 'Huyện', xa: 'Xã' } as const;

export const kindName = ({ unitKinds }: PolicyPack, unit: DocumentUnit): string =>
  unitKinds.find(({ key }) => key === unit.profile.kind)?.name ?? unit.profile.kind;

export const stepOf = (unit: DocumentUnit, stage: string | undefined): DocumentStep | undefined =>
  unit.steps.find(({ stage: { key } }) => key === stage);

const STOPPED: Readonly<Record<NonNullable<DocumentStep['stopped']>, string>> = {
  notSubmitted: NOT_WAITED_FOR.notSubmitted,
  waived: NOT_WAITED_FOR.waived,
  paused: 'đang tạm dừng',
};

/** `đúng hạn`, `trễ hạn`, `sau ngày đề nghị*`, `quá hạn 3 ngày`, `quá ngày đề nghị* 3 ngày`, `không nộp`, `không yêu cầu`, `đang tạm dừng`. */
export const standingText = (step: DocumentStep | undefined): string => {
  if (step === undefined) return '';
  if (step.doneOn !== undefined) {
    return lateWord({ late: step.late, afterSuggested: step.lastDayIsAssumed }) ?? 'đúng hạn';
  }
  if (step.stopped !== undefined) return STOPPED[step.stopped];
  if (step.status === 'returned') return 'đã trả lại, chờ bổ sung';
  if (step.daysOverdue !== undefined) return `quá hạn ${step.daysOverdue} ngày`;
  if (step.daysPastSuggested !== undefined) return `${PAST_SUGGESTED} ${step.daysPastSuggested} ngày`;
  return 'chưa thực hiện';
};

/** The class of a final score, or of what is expected, with the mark of an assumed band. */
export const classText = (pack: PolicyPack, unit: DocumentUnit): string => {
  const { class: reached } = unit.score ?? {};
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

/** Remarks stand at the foot, below who signs. */
const notesLast = (blocks: readonly Block[]): readonly Block[] => [
  ...blocks.filter(({ kind }) => kind !== 'notes'),
  ...blocks.filter(({ kind }) => kind === 'notes'),
];

export const dayText = (day: string | undefined): string => (day === undefined ? '' : formatDay(day));
