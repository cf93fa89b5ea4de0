import { isPackDay, lastDay } from '#libs/calendar';
import { LEVEL_NAMES } from '../levels.js';
import type { PolicyPack } from '../pack.schema.js';
import type { PackTarget } from '../targets/targets.schema.js';
import { isRecord } from './walk.js';

type Node = Readonly<Record<string, unknown>>;

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const decimal = (value: unknown): string => String(value).replace('.', ',');

const OFFICE_NAMES: Readonly<Record<string, string>> = {
  ministry: 'Cơ quan của Bộ',
  police: 'Công an',
  committee: 'UBND',
  steering: 'Ban Chỉ đạo',
};
const CONSEQUENCE_NAMES: Readonly<Record<string, string>> = {
  noAward: 'Thi đua, khen thưởng theo loại',
  headGrade: 'Xếp loại người đứng đầu',
};
/** Kinds of units under every name that documents have for them. */
export const KIND_NAMES: Readonly<Record<string, string>> = {
  'co-quan': 'cơ quan',
  'doanh-nghiep': 'doanh nghiệp',
  'co-so-giao-duc': 'cơ sở giáo dục, nhà trường',
};
const TERM_NAMES: Readonly<Record<string, string>> = {
  units: 'Cách gọi đơn vị',
  school: 'Cách gọi nơi dạy học',
  standard: 'Tên tiêu chuẩn',
  movement: 'Tên phong trào',
  steering: 'Nơi chỉ đạo',
  reportChannel: 'Đường gửi báo cáo, hồ sơ',
  planBasis: 'Văn bản trực tiếp',
  standardBasis: 'Căn cứ của tiêu chuẩn',
  directiveBasis: 'Chỉ thị phía trên',
};
const DENOMINATORS: Readonly<Record<PackTarget['denominator'], string>> = {
  registered: 'số đơn vị đăng ký',
  'all-eligible': 'toàn bộ đơn vị thuộc diện xét',
  people: 'số người của đơn vị',
  subunits: 'số phòng, ban, tổ, đội',
};

/** The rule of a target in words: `ít nhất 80% số đơn vị đăng ký`, `trên 90% toàn bộ đơn vị thuộc diện xét`. */
export const targetWords = ({
  operator,
  percent,
  denominator,
}: Pick<PackTarget, 'operator' | 'percent' | 'denominator'>): string =>
  `${operator === '>' ? 'trên' : percent === 100 ? '' : 'ít nhất'} ${decimal(percent)}% ${DENOMINATORS[denominator]}`.trim();

/** A day as a pack writes it, in words: `05/11`, `16/11 năm trước`, `25/08/2025`. */
export const packDayWords = (day: string): string => {
  const [month = '', date = ''] = day.slice(-5).split('-');
  const year = day.startsWith('-1/')
    ? ' năm trước'
    : day.startsWith('+1/')
      ? ' năm sau'
      : isPackDay(day) && day.length > 5
        ? `/${day.slice(0, 4)}`
        : '';
  return `${date}/${month}${year}`;
};

const levelName = (level: unknown): string | undefined =>
  (LEVEL_NAMES as Readonly<Record<string, string>>)[String(level)];
const levelWords = (level: unknown): string => levelName(level) ?? String(level);

// A year of 365 days, because a day of every year is meant.
const dueWords = (operator: unknown, day: string, words: string): string => {
  if (/\d{1,2}\/\d{1,2}/.test(words)) return words;
  const named = day.length > 5 && !/^[+-]1/.test(day) ? day : `2001-${day.slice(-5)}`;
  const last = lastDay({ operator: operator === 'before' ? 'before' : 'by', date: named });
  return `${words} (hết ngày ${packDayWords(day.length > 5 ? last : last.slice(5))})`;
};

const ISO_WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'];
const PART_NAMES: Readonly<Record<string, string>> = {
  opens: 'ngày mở',
  itemsFrom: 'ngày bắt đầu chuẩn bị',
  cutOff: 'ngày hết thời gian tiếp nhận',
  due: 'hạn',
  gradation: 'cách chia điểm',
  measure: 'số liệu để chấm',
  evidenceRules: 'Minh chứng',
  reminders: 'lịch nhắc',
  lists: 'danh sách gửi cơ quan theo dõi',
  deadMailboxes: 'danh sách địa chỉ hỏng',
  monthly: 'trang tháng',
  recipients: 'người của đơn vị được nhắc',
  closing: 'báo trước và sau khi hết thời gian tiếp nhận',
  assessmentWindow: 'kỳ đánh giá',
  areaLevels: 'cấp hành chính',
  form: 'các trường của sổ',
};

/** What a variant of a stage says for some kinds of units. */
const VARIANT_PARTS: Readonly<Record<string, string>> = {
  duty: 'nhiệm vụ',
  opens: 'ngày mở',
  due: 'hạn',
};
const kindsWords = (kinds: readonly unknown[]): string =>
  kinds.map((kind) => KIND_NAMES[String(kind)] ?? String(kind)).join('; ');

// A criterion is known by its number; its whole wording would drown the figure.
const ownLabel = (node: Node): string | undefined =>
  (typeof node['max'] === 'number' ? `Tiêu chí ${String(node['key'])}` : undefined) ??
  (typeof node['head'] === 'string'
    ? `Đầu và cuối văn bản của ${asText(node['name']) ?? 'đơn vị'}`
    : undefined) ??
  asText(node['name']) ??
  asText(node['text']) ??
  asText(node['reason']);

const labelIn = (section: string, node: Node, path: readonly string[]): string | undefined => {
  const key = asText(node['key']) ?? '';
  switch (section) {
    case 'terms':
      return TERM_NAMES[key] ?? key;
    case 'legalBasis':
      return 'Căn cứ';
    case 'eligibility':
      return 'Ngoài diện xét tiêu chuẩn';
    case 'routing':
      return 'Không tự xét chính mình';
    case 'readings':
      return 'Cách hiểu';
    case 'scale':
      return 'Thang điểm';
    case 'jurisdiction':
      return 'Nơi áp dụng';
    case 'consequences':
      return CONSEQUENCE_NAMES[key];
    case 'unitKinds':
      return `Loại hình ${KIND_NAMES[key] ?? key}`;
    case 'bodies': {
      const role = OFFICE_NAMES[String(node['officeKind']).split('-').at(-1) ?? ''];
      const level = levelName(node['level']);
      return role === undefined ? undefined : level === undefined ? role : `${role} cấp ${level}`;
    }
    case 'areaLevels':
      return `Cấp ${levelWords(node['level'])}`;
    case 'assessmentWindow':
      return path.length > 1 ? `Kỳ đánh giá: ${KIND_NAMES[path.at(-1) ?? ''] ?? ''}` : 'Kỳ đánh giá';
    default:
      return undefined;
  }
};

/** What a figure is about: `Hồ sơ đề nghị công nhận: hạn`, `Tiêu chí 5a: cách chia điểm`. */
export const figureLabel = (node: Node, path: readonly string[], around: readonly unknown[]): string => {
  const special = labelIn(path[0] ?? '', node, path);
  if (special !== undefined) return special;
  const outer = [...around].reverse().filter(isRecord).slice(0, -1);
  const own = ownLabel(node);
  const label = own ?? outer.map(ownLabel).find((each) => each !== undefined);
  const field = path.findLast((segment) => Object.hasOwn(PART_NAMES, segment)) ?? '';
  const variant = outer.find(({ kinds }) => Array.isArray(kinds))?.['kinds'];
  if (Array.isArray(variant))
    return `${label ?? ''}: ${VARIANT_PARTS[path.at(-1) ?? ''] ?? ''}, với ${kindsWords(variant)}`;
  const level = field === 'due' && node['level'] !== '*' ? ` (cấp ${levelWords(node['level'])})` : '';
  const part = own === undefined ? PART_NAMES[field] : undefined;
  return [label, part === undefined ? undefined : `${part}${level}`]
    .filter((each) => each !== undefined)
    .join(': ');
};

const remindersWords = (node: Node): string => {
  const quiet = isRecord(node['quiet']) ? node['quiet'] : {};
  const days = (field: string): string => (node[field] as readonly number[]).join(', ');
  return `trước ${days('beforeDays')} ngày; sau ${days('afterDays')} ngày; rồi cứ ${String(node['thenEveryDays'])} ngày; gửi lúc ${String(node['sendAt'])}; không gửi từ ${String(quiet['from'])} đến ${String(quiet['to'])}; không có ngày hết thời gian tiếp nhận thì qua ngày cuối từ ${String(node['escalateAfterDays'])} ngày báo cả cơ quan theo dõi`;
};

/** Who is told when, of the lists, the dead mailboxes and the page of the month. */
const oversightWords = (pack: PolicyPack, node: Node): string => {
  const { season, to } = node;
  if (isRecord(season)) {
    const days = [season['from'], season['to']].map((day) => packDayWords(String(day))).join(' đến ');
    const sectors = node['sectors'] === true ? '; sở, ngành' : '';
    return `gửi ${bodiesWords(pack, to as readonly unknown[])}${sectors}: ${ISO_WEEKDAYS[Number(node['weekday']) - 1] ?? ''} hằng tuần, mỗi ngày làm việc từ ${days} và ${String(node['daysBeforeLast'])} ngày làm việc trước mỗi ngày cuối; việc hết hạn trong ${String(node['workingDaysAhead'])} ngày làm việc; nêu tên ${String(node['shown'])} nơi mỗi việc`;
  }
  return isRecord(to)
    ? `mỗi ngày làm việc một danh sách, gửi ${bodiesWords(pack, Object.values(to))}`
    : `gửi ${bodiesWords(pack, [to])} ngày làm việc đầu tháng; nêu ${String(node['communes'])} xã cần gọi`;
};

/** Roles that take a unit out of an exclusion. */
const DECIDER_NAMES: Readonly<Record<string, string>> = {
  supervisor: 'Ban Chỉ đạo',
  'deciding-body': 'UBND',
};

const RECIPIENT_NAMES: Readonly<Record<string, string>> = {
  officer: 'đầu mối',
  mailbox: 'hộp thư của đơn vị',
  second: 'đầu mối thứ hai',
  head: 'thủ trưởng',
};
const ONLY_WORDS: Readonly<Record<string, string>> = {
  noOfficer: 'khi đầu mối không có địa chỉ thư',
  unreached: 'khi thư không đến được đầu mối',
};

const AT_WORDS: Readonly<Record<string, string>> = {
  opens: 'khi mở',
  before: 'trước ngày cuối',
  lastDay: 'ngày cuối',
  after: 'sau ngày cuối',
  closing: 'khi sắp hết thời gian tiếp nhận',
  closed: 'khi đã hết thời gian tiếp nhận',
};

const recipientName = (key: unknown): string => RECIPIENT_NAMES[String(key)] ?? String(key);

/** `thủ trưởng từ 3 ngày làm việc trước ngày cuối`. */
const recipientWords = ({ key, only, fromWorkingDays: days, at }: Node): string => {
  const every = Array.isArray(at) ? at.map((each) => AT_WORDS[String(each)]).join(', ') : 'mọi lần nhắc';
  const when = typeof days === 'number' ? `từ ${days} ngày làm việc trước ngày cuối` : every;
  const where = ONLY_WORDS[String(only)];
  return `${recipientName(key)} ${where === undefined ? when : `${where}, ${when}`}`;
};

const closingWords = ({ beforeWorkingDays, togetherDays, after, to }: Node): string => {
  const days = (beforeWorkingDays as readonly number[]).join(', ');
  const whom = (to as readonly unknown[]).map(recipientName).join(', ');
  const together =
    typeof togetherDays === 'number' ? `, cùng các bước hết trong ${togetherDays} ngày sau` : '';
  return `trước ${days} ngày làm việc${together}${after === true ? '; ngày làm việc sau báo “Không nộp”' : ''}; báo thêm ${whom}`;
};

const appealWords = (node: Node): string => {
  const [first, second] = [node['firstAnswerDays'], node['secondAnswerDays']].map((term) =>
    isRecord(term) ? `${String(term['ordinary'])} (phức tạp: ${String(term['complex'])})` : '',
  );
  return `trong ${String(node['withinDays'])} ngày; trả lời lần đầu ${first ?? ''} ngày, lần hai ${second ?? ''} ngày, do cấp ${levelWords(node['secondAnsweredBy'])} trả lời`;
};

/** Bodies by what they are, for their names stand in a list of their own: `Công an tỉnh, xã`, `UBND tỉnh, huyện, xã`. */
const bodiesWords = (pack: PolicyPack, keys: readonly unknown[]): string => {
  const bodies = [...new Set(keys)].flatMap((key) => pack.bodies.filter((body) => body.key === key));
  const groups = new Map<string, string[]>();
  for (const { officeKind, level, name } of bodies) {
    const role = level === 'bo' ? name : (OFFICE_NAMES[officeKind.split('-').at(-1) ?? ''] ?? name);
    groups.set(role, [...(groups.get(role) ?? []), ...(level === 'bo' ? [] : [LEVEL_NAMES[level]])]);
  }
  return [...groups].map(([role, levels]) => `${role} ${levels.join(', ')}`.trim()).join('; ');
};

const stageWords = (pack: PolicyPack, node: Node): string => {
  const receivers = isRecord(node['receiver']) ? bodiesWords(pack, Object.values(node['receiver'])) : '';
  const actor = bodiesWords(pack, [node['actor']]);
  const documents = (node['documents'] as readonly string[]).join('; ');
  return [
    actor === '' ? undefined : `${actor} thực hiện`,
    receivers === '' ? undefined : node['act'] === 'submit' ? `gửi ${receivers}` : receivers,
    documents === '' ? undefined : `giấy tờ: ${documents}`,
  ]
    .filter((each) => each !== undefined)
    .join('; ');
};

const listWords = (values: unknown): string =>
  Array.isArray(values)
    ? values.map((each: unknown) => (isRecord(each) ? asText(each['name']) : '')).join(', ')
    : '';

/** What a figure says, in words. */
export const figureValue = (
  pack: PolicyPack,
  node: Node,
  path: readonly string[],
  around: readonly unknown[],
): string => {
  const field = path.at(-1) ?? '';
  const outer = [...around].reverse().find(isRecord);
  if (path.at(-3) === 'variants') return asText(node['words']) ?? VARIANT_PARTS[field] ?? '';
  if (field === 'gradation') {
    return outer?.['allOrNothing'] === true
      ? `0 hoặc ${decimal(outer['max'])} điểm`
      : `theo nấc ${decimal(outer?.['step'])} điểm`;
  }
  if (field === 'measure') {
    const share = node['judged'] === 'each' ? 'từng nhóm' : 'gộp các nhóm';
    const target = pack.targets.find(({ key }) => key === node['target']);
    const rule = target === undefined ? String(node['target']) : targetWords(target);
    return `${rule}, ${share}; không đạt thì tối đa ${decimal(node['missed'])} điểm`;
  }
  if (typeof node['maxBytes'] === 'number')
    return `${listWords(node['types'])}; tệp không quá ${Math.floor(node['maxBytes'] / 1_048_576)} MB`;
  if (node['referenceOnly'] === true) return 'chỉ ghi đã thực hiện và số văn bản, không nhận tệp';
  if (typeof node['head'] === 'string') {
    const parts = [node['superior'], node['abbreviation'], node['authority'], node['head']];
    return parts.filter((part) => typeof part === 'string').join('; ');
  }
  if (typeof node['act'] === 'string') return stageWords(pack, node) || (asText(node['name']) ?? '');
  if (isRecord(node['default'])) return asText(node['default']['text']) ?? '';
  if (typeof node['max'] === 'number') return `${decimal(node['max'])} điểm: ${asText(node['text']) ?? ''}`;
  if (typeof node['min'] === 'number') return `từ ${decimal(node['min'])} điểm`;
  if (typeof node['words'] === 'string')
    return dueWords(node['operator'], String(node['day']), node['words']);
  if (typeof node['day'] === 'string') return packDayWords(node['day']);
  if (typeof node['percent'] === 'number') return targetWords(node as unknown as PackTarget);
  if (Array.isArray(node['beforeDays'])) return remindersWords(node);
  if (path[0] === 'oversight') return oversightWords(pack, node);
  if (Array.isArray(node['beforeWorkingDays'])) return closingWords(node);
  if (path.at(-2) === 'recipients') return recipientWords(node);
  if (isRecord(node['firstAnswerDays'])) return appealWords(node);
  if (typeof node['withinDays'] === 'number') return `trong ${node['withinDays']} ngày`;
  if (typeof node['total'] === 'number') return `${decimal(node['total'])} điểm`;
  if (Array.isArray(node['roles']))
    return node['roles'].map((role) => DECIDER_NAMES[String(role)] ?? String(role)).join(', ');
  if (Array.isArray(node['classes']))
    return consequenceWords(pack, node['classes'], asText(node['text']) ?? '');
  if (path[0] === 'routing')
    return `${asText(node['text']) ?? ''} (chuyển cấp ${levelWords(node['toLevel'])})`;
  if (field === 'form') return listWords(outer?.['fields']);
  if (path[0] === 'assessmentWindow')
    return `từ ${packDayWords(String(node['from']))} đến ${packDayWords(String(node['to']))}`;
  if (path[0] === 'areaLevels') {
    const to = asText(node['to']);
    return to === undefined ? 'có' : `có, đến hết ngày ${packDayWords(to)}`;
  }
  if (path[0] === 'duties') return asText(node['text']) ?? '';
  return ownLabel(node) ?? asText(node['level']) ?? '';
};

const consequenceWords = (pack: PolicyPack, keys: readonly unknown[], text: string): string => {
  const names = keys.map((key) => pack.classes.find((each) => each.key === key)?.name ?? String(key));
  // The document mostly names the classes itself.
  return names.every((name) => text.includes(name)) ? text : `${text} (${names.join(', ')})`;
};
