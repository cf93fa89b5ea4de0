import { formatDay } from '#libs/calendar';
import {
  assumedFigures,
  confirmationOf,
  type FigureConfirmation,
  LEVEL_NAMES,
  type ManagementLevel,
  type PolicyPack,
  type ResolvedStage,
  targetWords,
  term,
} from '#libs/policy';
import type { MigrationChange } from '#libs/unit-year';

/** Names that a line about a change asks for. */
export interface ChangeNames {
  /** The stage under the new pack, else under the old one. */
  stage(key: string): ResolvedStage | undefined;
  /** The last day of a stage under the old pack. */
  oldStage(key: string): ResolvedStage | undefined;
  area(code: string): string;
  /** First day under the new pack, YYYY-MM-DD. */
  readonly from: string;
  /** New last day for what would be late at once. */
  readonly until?: string;
  /** Why a unit is outside the standard from now on. */
  readonly outside?: string;
}

/** What each kind of change is called in a summary. */
export const CHANGE_TITLES: Readonly<Record<MigrationChange['kind'], string>> = {
  joined: 'Tham gia chu kỳ',
  ended: 'Kết thúc chu kỳ',
  level: 'Đổi cấp quản lý',
  area: 'Đổi địa bàn',
  delegationEnded: 'Hết ủy quyền',
  office: 'Đổi nơi nhận, thẩm định, quyết định',
  stageAdded: 'Thêm bước',
  stageRemoved: 'Bỏ bước',
  lastDay: 'Đổi hạn',
  cutOff: 'Đổi ngày hết thời gian tiếp nhận',
  window: 'Đổi kỳ đánh giá',
};

/** One change in Vietnamese; an assumed day carries its mark. */
export function changeText(change: MigrationChange, names: ChangeNames): string {
  const stage = (key: string) => names.stage(key)?.name ?? names.oldStage(key)?.name ?? key;
  switch (change.kind) {
    case 'joined':
      return `Tham gia chu kỳ từ ngày ${formatDay(names.from)}`;
    case 'ended':
      return names.outside === undefined
        ? 'Không có trong gói mới: chu kỳ kết thúc, kết quả đã ghi nhận vẫn xem được'
        : `Tham gia phong trào, không xét tiêu chuẩn (${names.outside})`;
    case 'level':
      return `Cấp quản lý: ${levelName(change.before)} → ${levelName(change.after)}`;
    case 'area':
      return `Địa bàn: ${names.area(change.before)} → ${names.area(change.after)}`;
    case 'delegationEnded':
      return `Hết ủy quyền cho cấp ${levelName(change.to)}`;
    case 'office':
      return `${stage(change.stage)}: ${officeName(change.before)} → ${officeName(change.after)}`;
    case 'stageAdded':
      return `Thêm bước ${stage(change.stage)}: ${dayText(change.lastDay, names.stage(change.stage))}${passedText(change.passed, names)}`;
    case 'stageRemoved':
      return change.status === 'awaiting' || change.status === 'waived'
        ? `Bỏ bước ${stage(change.stage)}`
        : `Bỏ bước ${stage(change.stage)}, kết quả đã ghi nhận vẫn xem được`;
    case 'lastDay': {
      const before = dayText(change.before, names.oldStage(change.stage));
      const after = dayText(change.after, names.stage(change.stage));
      return `${stage(change.stage)}: ${before} → ${after}${passedText(change.passed, names)}`;
    }
    case 'cutOff': {
      const before = cutOffText(change.before, names.oldStage(change.stage));
      const after = cutOffText(change.after, names.stage(change.stage));
      return `${stage(change.stage)}: ${before} → ${after}${passedText(change.passed, names)}`;
    }
    case 'window':
      return `Kỳ đánh giá: ${windowText(change.before)} → ${windowText(change.after)}${recordText(change)}`;
  }
}

const levelName = (level: ManagementLevel) => LEVEL_NAMES[level];
const officeName = (name: string) => (name === '' ? 'chưa có cơ quan' : name);
const windowText = ({ from, to }: { readonly from: string; readonly to: string }) =>
  `${formatDay(from)}–${formatDay(to)}`;

function dayText(day: string | undefined, stage: ResolvedStage | undefined): string {
  if (day === undefined) return 'không có hạn';
  const isAssumed = stage?.due?.lastDay === day && stage.due.status === 'assumed';
  return `hết ngày ${formatDay(day)}${isAssumed ? '*' : ''}`;
}

function cutOffText(day: string | undefined, stage: ResolvedStage | undefined): string {
  if (day === undefined) return 'tiếp nhận đến khi đóng chu kỳ';
  const isAssumed = stage?.cutOff?.lastDay === day && stage.cutOff.status === 'assumed';
  return `tiếp nhận đến hết ngày ${formatDay(day)}${isAssumed ? '*' : ''}`;
}

function passedText(passed: 'waived' | 'grace' | undefined, { until }: ChangeNames): string {
  if (passed === undefined) return '';
  return passed === 'waived'
    ? ', không yêu cầu vì hạn đã qua khi chuyển gói'
    : `, được gia hạn hết ngày ${formatDay(until ?? '')}`;
}

function recordText({ fallsOut, fallsIn }: Extract<MigrationChange, { kind: 'window' }>): string {
  const parts = [
    ...(fallsOut > 0 ? [`${fallsOut} tài liệu ra ngoài kỳ`] : []),
    ...(fallsIn > 0 ? [`${fallsIn} tài liệu vào kỳ`] : []),
  ];
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

const TERMS = [
  'units',
  'school',
  'standard',
  'steering',
  'reportChannel',
  'planBasis',
  'standardBasis',
] as const;
const TERM_TITLES: Readonly<Record<(typeof TERMS)[number], string>> = {
  units: 'Gọi chung các đơn vị',
  school: 'Gọi nhà trường',
  standard: 'Tên tiêu chuẩn',
  steering: 'Ban chỉ đạo',
  reportChannel: 'Nơi nhận báo cáo',
  planBasis: 'Văn bản chỉ đạo',
  standardBasis: 'Căn cứ của tiêu chuẩn',
};
const STATUS_WORDS = {
  binding: 'bắt buộc',
  proposed: 'đề xuất',
  target: 'chỉ tiêu',
  assumed: 'giả định*',
} as const;

/** What a migration should make people think twice about: days on which the new pack is not in force. */
export function validityWarnings({ id, validFrom, validTo }: PolicyPack, from: string): readonly string[] {
  const is = `Lưu ý: gói "${id}" có hiệu lực`;
  return [
    ...(from < validFrom
      ? [`${is} từ ngày ${formatDay(validFrom)}, sau ngày chuyển ${formatDay(from)}`]
      : []),
    ...(validTo !== undefined && from > validTo
      ? [`${is} đến hết ngày ${formatDay(validTo)}, trước ngày chuyển ${formatDay(from)}`]
      : []),
  ];
}

/** What was confirmed under the old pack and stands assumed in the new one, where no confirmation of before counts. */
export function unconfirmedAgain(
  pack: PolicyPack,
  confirmations: readonly FigureConfirmation[],
): readonly string[] {
  const again = assumedFigures(pack).filter(({ path }) => confirmationOf(confirmations, path) !== undefined);
  if (again.length === 0) return [];
  return [`Phải xác nhận lại trong gói mới: ${[...new Set(again.map(({ text }) => text))].join('; ')}`];
}

/** What two packs say differently for everybody: words, targets, the scoring table, consequences. */
export function generalChanges(before: PolicyPack, after: PolicyPack): readonly string[] {
  const said = (pack: PolicyPack): ReadonlyMap<string, string> =>
    new Map([
      ...TERMS.map((key): [string, string] => [TERM_TITLES[key], term(pack, key)]),
      ...pack.targets.map((target): [string, string] => [
        `Chỉ tiêu ${target.name}`,
        `${targetWords(target)} (${STATUS_WORDS[target.status]})`,
      ]),
      ['Bảng chấm điểm', tableText(pack)],
      ['Xếp loại', pack.classes.map(({ name }) => name).join(', ')],
      ...pack.consequences.map(({ text, status }): [string, string] => [text, STATUS_WORDS[status]]),
    ]);
  const [old, fresh] = [said(before), said(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((title) => {
    const [was, is] = [old.get(title) ?? '', fresh.get(title) ?? ''];
    return was === is ? [] : [`${title}: ${was === '' ? 'không có' : was} → ${is === '' ? 'không có' : is}`];
  });
}

function tableText({ criteria }: PolicyPack): string {
  if (criteria.length === 0) return '';
  return `${criteria.length} tiêu chí, ${criteria.reduce((sum, { max }) => sum + max, 0)} điểm`;
}
