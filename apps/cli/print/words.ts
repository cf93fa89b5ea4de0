import { dateOf, epochMs, formatDay, isIsoDate, startOfDay } from '#libs/calendar';
import { type CommandAnswer, type CycleAnswer, type DueAnswer, NOT_WAITED_FOR } from '#libs/contracts/http';

/** `1.156`, `69,25`. */
export function formatNumber(value: number): string {
  const [whole = '0', decimals] = String(Math.abs(value)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${value < 0 ? '-' : ''}${grouped}${decimals === undefined ? '' : `,${decimals}`}`;
}

/** `24/08/2025`; `–` where there is no day; words about a day as they are. */
export function dayText(day: string | undefined): string {
  if (day === undefined) return '–';
  return isIsoDate(day) ? formatDay(day) : day;
}

/** `24/08/2025 08:30` in Vietnamese time, with seconds where they are asked for; `–` where there is no instant. */
export function instantText(instant: string | undefined, seconds = false): string {
  if (instant === undefined) return '–';
  const day = dateOf(instant);
  const wallClock = new Date(epochMs(instant) - epochMs(startOfDay(day))).toISOString();
  return `${formatDay(day)} ${wallClock.slice(11, seconds ? 19 : 16)}`;
}

/** `DIỄN TẬP “dt1”`; nothing for a cycle on the calendar. */
export const rehearsalText = ({ clockKind, label }: Pick<CycleAnswer, 'clockKind' | 'label'>) =>
  clockKind === 'rehearsal' ? `DIỄN TẬP${label === undefined ? '' : ` “${label}”`}` : '';

/** Which cycle it is, never without saying that it is a rehearsal: `51-2026-dt1 (DIỄN TẬP “dt1”)`. */
export function cycleText(cycle: Pick<CycleAnswer, 'id' | 'clockKind' | 'label'>): string {
  const rehearsal = rehearsalText(cycle);
  return rehearsal === '' ? cycle.id : `${cycle.id} (${rehearsal})`;
}

/** Marks what no document says yet; explained by {@link ASSUMED_NOTE} wherever it is shown. */
export const assumedMark = (status: string | boolean) => (status === 'assumed' || status === true ? '*' : '');
export const ASSUMED_NOTE = '* mốc giả định, chưa có văn bản';

/** A day with the mark of one that no document names. */
export const markedDay = (day: string | undefined, assumed: boolean | undefined) =>
  `${dayText(day)}${assumedMark(day !== undefined && assumed === true)}`;

/** Last day to act with its mark, and the day it was extended to: beside it, or below it in a narrow column. */
export function dueText(due: DueAnswer | undefined, between = ', '): string {
  if (due === undefined) return '–';
  const extended = due.graceUntil === undefined ? '' : `${between}gia hạn ${dayText(due.graceUntil)}`;
  return `${dayText(due.lastDay)}${assumedMark(due.status)}${kindsText(due)}${extended}`;
}

/** ` (cơ sở giáo dục*)`: for whom no document names a day that one names for the others. */
const kindsText = ({ suggestedFor = [] }: Pick<DueAnswer, 'suggestedFor'>): string =>
  suggestedFor.length === 0 ? '' : ` (${suggestedFor.map((kind) => `${kindWord(kind)}*`).join(', ')})`;

/** Whether no document names a last day, of all units or of some kinds. */
export const isSuggested = (due: DueAnswer | undefined): boolean =>
  due?.status === 'assumed' || due?.suggestedFor !== undefined;

const words =
  (names: Readonly<Record<string, string>>) =>
  (key: string): string =>
    names[key] ?? key;

export const levelWord = words({ tinh: 'tỉnh', huyen: 'huyện', xa: 'xã' });
export const scopeWord = words({
  tinh: 'tỉnh',
  huyen: 'huyện',
  xa: 'xã, phường, đặc khu',
  unit: 'đơn vị',
  sector: 'ngành',
});
export const kindWord = words({
  'co-quan': 'cơ quan',
  'co-so-giao-duc': 'cơ sở giáo dục',
  'doanh-nghiep': 'doanh nghiệp',
  body: 'cơ quan có báo cáo riêng',
});
export const contactWord = words({ head: 'thủ trưởng', officer: 'đầu mối', second: 'đầu mối thứ hai' });
export const yearWord = words({ open: 'đang mở', paused: 'tạm dừng', closed: 'đã đóng' });
export const cycleWord = words({ opening: 'đang mở đơn vị', open: 'đang chạy', closed: 'đã đóng' });
export const stageWord = words({
  awaiting: 'chờ',
  submitted: 'đã gửi',
  returned: 'bị trả lại',
  done: 'xong',
  waived: NOT_WAITED_FOR.waived,
});
export const commandWord = words({
  received: 'đã tiếp nhận, chưa có kết quả',
  applied: 'đã thực hiện',
  refused: 'bị từ chối',
});
export const mailWord = words({
  pending: 'chờ gửi',
  sending: 'đang gửi',
  accepted: 'đã chuyển',
  deferred: 'hoãn',
  failed: 'HỎNG',
  uncertain: 'chưa chắc',
  cancelled: 'đã hủy',
});
/** What the word of {@link mailWord} means, for one mail alone. */
export const mailMeaning = words({
  pending: 'chưa gửi lần nào',
  sending: 'đang nói chuyện với máy chủ thư',
  accepted: 'máy chủ thư đã nhận',
  deferred: 'máy chủ thư bảo chờ, sẽ gửi lại',
  failed: 'không gửi được, sẽ không gửi lại',
  uncertain: 'mất liên lạc khi đang gửi, chưa biết máy chủ thư đã nhận chưa',
  cancelled: 'không gửi nữa',
});
export const sizeWord = words({ lon: 'lớn', vua: 'vừa', nho: 'nhỏ', 'sieu-nho': 'siêu nhỏ' });
export const ruleWord = words({
  binding: 'văn bản quy định',
  proposed: 'văn bản đề xuất',
  target: 'chỉ tiêu',
  assumed: 'giả định *',
});

/** The text, or its beginning with `…` where it is longer than `length` characters; cut at a space where one is near. */
export function cut(text: string, length: number): string {
  const characters = [...text.normalize('NFC')];
  if (characters.length <= length) return characters.join('');
  const kept = characters.slice(0, length - 1).join('');
  const space = kept.lastIndexOf(' ');
  return `${(space > kept.length - 10 ? kept.slice(0, space) : kept).replace(/[\s,;:(–-]+$/u, '')}…`;
}

/** A stage's name in quotation marks; one that has its own stays as it is. */
const named = (name: string) => (/[“”"]/.test(name) ? name : `“${name}”`);

const ACTS: Readonly<Record<string, (stage: string, unit: string, cycle: string) => string>> = {
  submit: (stage, unit, cycle) => `gửi ${stage} của đơn vị ${unit}, chu kỳ ${cycle}`,
  return: (stage, unit, cycle) => `trả lại ${stage} cho đơn vị ${unit}, chu kỳ ${cycle}`,
  receivePaper: (stage, unit, cycle) => `ghi nhận văn bản giấy ${stage} của đơn vị ${unit}, chu kỳ ${cycle}`,
  withdrawReceipt: (stage, unit, cycle) =>
    `bỏ ghi nhận văn bản giấy ${stage} của đơn vị ${unit}, chu kỳ ${cycle}`,
  announcePaper: (stage, unit, cycle) =>
    `ghi báo đã gửi văn bản giấy ${stage} của đơn vị ${unit}, chu kỳ ${cycle}`,
  withdraw: (stage, unit, cycle) => `rút lại ${stage} của đơn vị ${unit}, chu kỳ ${cycle}`,
  appraise: (stage, unit, cycle) => `thẩm định đơn vị ${unit} ở bước ${stage}, chu kỳ ${cycle}`,
  decide: (stage, unit, cycle) => `ghi quyết định cho đơn vị ${unit} ở bước ${stage}, chu kỳ ${cycle}`,
  classify: (stage, unit, cycle) => `phân loại đơn vị ${unit} ở bước ${stage}, chu kỳ ${cycle}`,
  review: (stage, unit, cycle) => `ghi kết luận cho đơn vị ${unit} ở bước ${stage}, chu kỳ ${cycle}`,
  extend: (stage, unit, cycle) => `gia hạn ${stage} cho đơn vị ${unit}, chu kỳ ${cycle}`,
  pause: (_stage, unit, cycle) => `tạm dừng chu kỳ ${cycle} của đơn vị ${unit}`,
  resume: (_stage, unit, cycle) => `cho chu kỳ ${cycle} của đơn vị ${unit} chạy tiếp`,
  restart: (_stage, unit, cycle) => `mở lại chu kỳ ${cycle} của đơn vị ${unit}`,
  close: (_stage, unit, cycle) => `đóng chu kỳ ${cycle} của đơn vị ${unit}`,
  appeal: (_stage, unit, cycle) => `ghi khiếu nại của đơn vị ${unit}, chu kỳ ${cycle}`,
  answerAppeal: (_stage, unit, cycle) => `ghi trả lời khiếu nại cho đơn vị ${unit}, chu kỳ ${cycle}`,
  proposeRevocation: (_stage, unit, cycle) =>
    `ghi đề nghị thu hồi công nhận của đơn vị ${unit}, chu kỳ ${cycle}`,
  revoke: (_stage, unit, cycle) => `thu hồi công nhận của đơn vị ${unit}, chu kỳ ${cycle}`,
  overrideExclusion: (_stage, unit, cycle) =>
    `đưa đơn vị ${unit} ra khỏi danh sách không xét thi đua, chu kỳ ${cycle}`,
  proposeAwards: (_stage, unit, cycle) => `ghi đề nghị khen thưởng của đơn vị ${unit}, chu kỳ ${cycle}`,
  delegate: (_stage, unit, cycle) => `giao cấp khác thẩm định, quyết định đơn vị ${unit}, chu kỳ ${cycle}`,
  recordPledges: (_stage, unit, cycle) =>
    `ghi cam kết của phòng, ban, tổ, đội đơn vị ${unit}, chu kỳ ${cycle}`,
  proposeExemplar: (_stage, unit, cycle) => `ghi đề nghị xét điển hình cho đơn vị ${unit}, chu kỳ ${cycle}`,
  decideExemplar: (_stage, unit, cycle) => `ghi quyết định về điển hình cho đơn vị ${unit}, chu kỳ ${cycle}`,
  recordHeads: (_stage, unit, cycle) => `ghi thủ trưởng của đơn vị ${unit}, chu kỳ ${cycle}`,
};

/** What a command does, from its verb: `gửi “Nghị quyết, kế hoạch Quý I” của đơn vị QN0030, chu kỳ 51-2026-dt2`. */
export function actText(
  command: Pick<CommandAnswer, 'kind' | 'stage' | 'stageName' | 'unitId' | 'cycleId'>,
): string {
  const stage = named(command.stageName ?? command.stage ?? '');
  const act = ACTS[command.kind];
  return act === undefined
    ? `thực hiện ${command.kind} cho đơn vị ${command.unitId}, chu kỳ ${command.cycleId}`
    : act(stage, command.unitId, command.cycleId);
}
