import {
  type BatchAnswer,
  type BatchPlanAnswer,
  type BatchUnitAnswer,
  type BatchWaitingPlanAnswer,
  paperAtRestartText,
  supersededText,
} from '#libs/contracts/http';
import { ASSUMED_NOTE, dayText, formatNumber, instantText, markedDay, stageWord } from './words.js';

/** Units told one by one unless all are asked for. */
const MOST_UNITS = 50;

/** The plan of an act on many units, by name. */
export function batchPlanLines(plan: BatchPlanAnswer, isFull: boolean): readonly string[] {
  const { units, refused, stages } = plan;
  const shown = isFull ? units : units.slice(0, MOST_UNITS);
  const told = isFull ? refused : refused.slice(0, MOST_UNITS);
  return [
    `${actText(plan.act, stages)}, chu kỳ ${plan.cycleId}: ${formatNumber(units.length)} đơn vị ở ${formatNumber(plan.communes)} xã, phường. Lý do: ${plan.reason}`,
    ...shown.flatMap((unit) => unitLines(unit, stages)),
    ...more(units.length - shown.length, 'đơn vị'),
    ...restartNote(plan.act),
    ...assumedNote(shown),
    ...(refused.length === 0 ? [] : [`Không thực hiện được cho ${formatNumber(refused.length)} đơn vị:`]),
    ...told.map(({ unitId, name, detail }) => `- ${nameText(unitId, name)}: ${detail}`),
    ...more(refused.length - told.length, 'đơn vị'),
    `Thư sẽ gửi: ${formatNumber(plan.mails)}. Dự kiến mất khoảng ${formatNumber(plan.estimate.seconds)} giây${plan.estimate.measured ? ', theo các lần đã làm' : ' (chưa có lần nào để đo)'}.`,
    ...(plan.closedYears === 0 ? [] : [`Trong đó ${formatNumber(plan.closedYears)} hồ sơ năm đã đóng.`]),
    ...(plan.needsApproval
      ? ['Cần tài khoản quản trị thứ hai duyệt, vì chạm nhiều xã, phường hoặc hồ sơ đã đóng.']
      : []),
    `Mã kế hoạch: ${plan.digest}`,
  ];
}

/** What a waiting batch would do now, for whoever approves it. */
export function waitingPlanLines(plan: BatchWaitingPlanAnswer): readonly string[] {
  const { units, refused, stages } = plan;
  const moved = units.filter(({ isMoved }) => isMoved);
  const staying = units.filter(({ isMoved }) => !isMoved);
  return [
    `${actText(plan.act, stages)}, chu kỳ ${plan.cycleId}: ${formatNumber(staying.length)} đơn vị. Lý do: ${plan.reason}`,
    ...staying.flatMap((unit) => unitLines(unit, stages)),
    ...restartNote(plan.act),
    ...assumedNote(staying),
    ...(moved.length === 0 ? [] : ['Hồ sơ đã thay đổi từ khi lập kế hoạch, sẽ bỏ lại:']),
    ...moved.map(({ unitId, name }) => `- ${nameText(unitId, name)}`),
    ...(refused.length === 0 ? [] : [`Không thực hiện được cho ${formatNumber(refused.length)} đơn vị:`]),
    ...refused.map(({ unitId, name, detail }) => `- ${nameText(unitId, name)}: ${detail}`),
    ...(plan.closedYears === 0 ? [] : [`Trong đó ${formatNumber(plan.closedYears)} hồ sơ năm đã đóng.`]),
  ];
}

const more = (hidden: number, what: string): readonly string[] =>
  hidden > 0 ? [`và ${formatNumber(hidden)} ${what} khác: thêm --full để xem hết`] : [];

function unitLines(
  { unitId, name, changed, kept, mails, noMail }: BatchUnitAnswer,
  stages: BatchPlanAnswer['stages'],
): readonly string[] {
  const stageText = (key: string) => stages[key] ?? key;
  const changes = changed.map(
    (each) =>
      `${stageText(each.stage)} (${stageWord(each.status)}${dayChangeText(each)}${each.paper ? `, ${paperAtRestartText(each.paper, dayText(each.paper.arrivedOn))}` : ''})`,
  );
  return [
    nameText(unitId, name),
    `  - Đổi: ${changes.join('; ')}`,
    `  - Giữ: ${kept.length === 0 ? 'không có kết quả nào' : kept.map(stageText).join(', ')}`,
    `  - Thư: ${mails > 0 ? formatNumber(mails) : `không (${noMail ?? ''})`}`,
  ];
}

/** The day that will be in force, and where it is a new one the day before it. */
function dayChangeText({ lastDay, assumed, newLastDay }: BatchUnitAnswer['changed'][number]): string {
  const known = lastDay === undefined ? undefined : markedDay(lastDay, assumed);
  if (newLastDay === undefined) return known === undefined ? '' : `, hết ngày ${known}`;
  return `, hạn mới hết ngày ${dayText(newLastDay)}${known === undefined ? '' : ` (trước: ${known})`}`;
}

/** What the mark of assumed days means, where a unit that is told has one. */
const assumedNote = (units: readonly BatchUnitAnswer[]): readonly string[] =>
  units.some(({ changed }) => changed.some(({ assumed }) => assumed)) ? [ASSUMED_NOTE] : [];

/** What a restart does to decisions that were issued. */
const restartNote = (act: BatchPlanAnswer['act']): readonly string[] =>
  act.kind === 'restart' ? [`${supersededText('Quyết định đã ban hành cho đơn vị, nếu có,')}.`] : [];

/** What the act is, in words. */
export function actText(act: BatchPlanAnswer['act'], stages: BatchPlanAnswer['stages'] = {}): string {
  const name = (key: string) => stages[key] ?? key;
  switch (act.kind) {
    case 'restart':
      return `Mở lại từ bước ${name(act.from)}`;
    case 'remind':
      return act.stage === undefined ? 'Nhắc việc đang đến hạn' : `Nhắc bước ${name(act.stage)}`;
    case 'extend':
      return `Gia hạn bước ${name(act.stage)} đến hết ngày ${dayText(act.until)}`;
  }
}

const STATES: Readonly<Record<BatchAnswer['state'], string>> = {
  waiting: 'chờ tài khoản thứ hai duyệt',
  running: 'đang thực hiện',
  done: 'xong',
  withdrawn: 'đã rút',
};

/** A batch in one line. */
export const batchText = ({
  id,
  act,
  stages,
  state,
  total,
  applied,
  moved,
  refused,
}: Omit<BatchAnswer, 'leftOut'>) =>
  `${id}: ${actText(act, stages)}, ${STATES[state]}, ${formatNumber(applied)}/${formatNumber(total)} đơn vị đã làm, ${formatNumber(moved)} đã thay đổi nên bỏ lại, ${formatNumber(refused)} bị từ chối`;

/** A batch with the units to which nothing was done. */
export const batchLines = (batch: BatchAnswer): readonly string[] => [
  batchText(batch),
  `Lập: ${batch.orderedBy}${batch.approvedBy === undefined ? '' : `; duyệt: ${batch.approvedBy}`}. Lý do: ${batch.reason}`,
  ...(batch.failing === undefined ? [] : [failingText(batch.failing)]),
  ...(batch.leftOut.length === 0 ? [] : ['Chưa làm cho:']),
  ...batch.leftOut.map(({ unitId, name, detail }) => `- ${nameText(unitId, name)}: ${detail}`),
];

const failingText = ({ since, tries }: NonNullable<BatchAnswer['failing']>) =>
  `Đang gặp lỗi kỹ thuật từ ${instantText(since)}, đã thử ${formatNumber(tries)} lần, vẫn tiếp tục thử. Nếu kéo dài: báo người vận hành, hoặc rút bằng antq batch withdraw.`;

const nameText = (unitId: string, name: string) => (name === unitId ? unitId : `${name} (${unitId})`);
