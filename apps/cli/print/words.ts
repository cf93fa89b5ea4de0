import { dateOf, epochMs, formatDay, isIsoDate, startOfDay } from '#libs/calendar';
import type { DueAnswer } from '#libs/contracts';

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

/** Marks what no document says yet; explained by {@link ASSUMED_NOTE} wherever it is shown. */
export const assumedMark = (status: string | boolean) => (status === 'assumed' || status === true ? '*' : '');
export const ASSUMED_NOTE = '* mốc giả định, chưa có văn bản';

/** Last day to act with its mark, and the day it was extended to. */
export function dueText(due: DueAnswer | undefined): string {
  if (due === undefined) return '–';
  const extended = due.graceUntil === undefined ? '' : ` (gia hạn đến ${dayText(due.graceUntil)})`;
  return `${dayText(due.lastDay)}${assumedMark(due.status)}${extended}`;
}

const words =
  (names: Readonly<Record<string, string>>) =>
  (key: string): string =>
    names[key] ?? key;

export const levelWord = words({ tinh: 'tỉnh', xa: 'xã' });
export const kindWord = words({
  'co-quan': 'cơ quan',
  'co-so-giao-duc': 'cơ sở giáo dục',
  'doanh-nghiep': 'doanh nghiệp',
});
export const contactWord = words({ head: 'thủ trưởng', officer: 'đầu mối', second: 'đầu mối thứ hai' });
export const yearWord = words({ open: 'đang mở', paused: 'tạm dừng', closed: 'đã đóng' });
export const cycleWord = words({ opening: 'đang mở đơn vị', open: 'đang chạy', closed: 'đã đóng' });
export const stageWord = words({
  awaiting: 'chờ',
  submitted: 'đã gửi',
  returned: 'bị trả lại',
  done: 'xong',
});
export const commandWord = words({
  received: 'đã tiếp nhận, chưa có kết quả',
  applied: 'đã thực hiện',
  refused: 'bị từ chối',
});
export const mailWord = words({
  pending: 'chờ gửi',
  sending: 'đang gửi',
  accepted: 'máy chủ thư đã nhận',
  deferred: 'hoãn, sẽ gửi lại',
  failed: 'không gửi được',
  uncertain: 'chưa chắc đã gửi',
  cancelled: 'đã hủy',
});
export const ruleWord = words({
  binding: 'văn bản quy định',
  proposed: 'văn bản đề xuất',
  target: 'chỉ tiêu',
  assumed: 'giả định *',
});
