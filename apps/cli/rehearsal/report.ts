import {
  areMailsAsDrawn,
  type CountRow,
  isAsDrawn,
  type Rehearsal,
  type RunResult,
} from '#libs/rehearsal-driver';
import type { Context } from '../context.js';
import { ASSUMED_NOTE, assumedMark, formatNumber, instantText } from '../print/words.js';

/** More would drown what is wrong. */
const MOST_LINES = 40;

const BEHAVIOUR_WORDS: Readonly<Record<string, string>> = {
  onTime: 'đúng hạn',
  lastDay: 'ngày cuối',
  late: 'trễ hạn',
  never: 'không nộp',
  returned: 'bị trả lại rồi sửa',
  mixed: 'không rõ',
};

/** Tells people how a rehearsal ended: what was drawn beside what was found, and where the two differ. */
export function printResult(context: Context, rehearsal: Rehearsal, result: RunResult): void {
  const { policy, population } = rehearsal;
  const classWord = (key: string) => {
    const found = policy.classes.find((each) => each.key === key);
    return found === undefined ? key : `${found.name}${assumedMark(found.status)}`;
  };
  counts(context, 'Cách thực hiện', result.behaviours, (key) => BEHAVIOUR_WORDS[key] ?? key);
  const order = policy.classes.map(({ key }) => key);
  const classes = [...result.classes].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  counts(context, 'Phân loại', classes, classWord);
  if (policy.classes.some(({ status }) => status === 'assumed')) context.line(ASSUMED_NOTE);
  const { expected, found } = result.exclusions;
  const word = (ok: boolean) => (ok ? 'khớp' : context.paint('red', 'LỆCH'));
  const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();
  context.table(
    ['Kiểm tra', 'Kết quả', 'Chi tiết'],
    [
      [
        'Không xét thi đua, khen thưởng',
        word(same(expected, found)),
        `${formatNumber(expected.length)} theo kịch bản, ${formatNumber(found.length)} theo hệ thống`,
      ],
      [
        'Báo cáo của các cơ quan',
        word(!result.differences.some(({ subject }) => population.bodies.some(({ id }) => id === subject))),
        `${formatNumber(population.bodies.length)} cơ quan`,
      ],
      [
        'Nhật ký',
        word(result.audit.ok),
        `${formatNumber(result.audit.rows)} dòng, ${formatNumber(result.audit.chains)} chuỗi`,
      ],
      [
        'Đối soát',
        word(result.reconciliation.ok),
        `${formatNumber(result.reconciliation.findings.length)} chỗ lệch`,
      ],
      [
        'Thư',
        word(areMailsAsDrawn(result)),
        `${formatNumber(result.deadMailboxes)} hộp thư từ chối nhận, ${formatNumber(result.totals.mails.waiting)} thư còn chờ`,
      ],
    ],
  );
  const { commands, mails } = result.totals;
  context.line(
    `${formatNumber(commands.applied)} thao tác, ${formatNumber(commands.refused)} bị từ chối; ${formatNumber(mails.accepted)} thư đã nhận, ` +
      `${formatNumber(mails.failed)} không gửi được, ${formatNumber(mails.uncertain)} có thể đến hai lần; ${durationText(result.durationMs)}.`,
  );
  lines(
    context,
    'Bị từ chối:',
    result.refused.map(
      ({ act, reason }) => `${instantText(act.at)} ${act.subject}, bước ${act.stage}: ${reason}`,
    ),
  );
  lines(
    context,
    'Khác kịch bản:',
    result.differences.map(
      ({ subject, what, expected: wanted, found: shown }) =>
        `${subject}, ${what}: phải là ${wanted}, thực tế ${shown}`,
    ),
  );
  lines(
    context,
    'Đối soát lệch:',
    result.reconciliation.findings.map(({ kind, object, detail }) => `${kind} ${object}: ${detail}`),
  );
  context.line(
    isAsDrawn(result)
      ? 'Diễn tập kết thúc đúng như kịch bản.'
      : context.paint('red', 'DIỄN TẬP KẾT THÚC KHÁC KỊCH BẢN.'),
  );
}

function counts(
  context: Context,
  title: string,
  rows: readonly CountRow[],
  wordOf: (key: string) => string,
): void {
  context.table(
    [title, 'Kịch bản', 'Thực tế', ''],
    rows.map(({ key, expected, found }) => [
      wordOf(key),
      formatNumber(expected),
      formatNumber(found),
      expected === found ? 'khớp' : context.paint('red', 'LỆCH'),
    ]),
    [1, 2],
  );
}

function lines(context: Context, title: string, all: readonly string[]): void {
  if (all.length === 0) return;
  context.line(title);
  for (const text of all.slice(0, MOST_LINES)) context.line(`  - ${text}`);
  const left = all.length - MOST_LINES;
  if (left > 0) context.line(`Còn ${formatNumber(left)} dòng nữa: thêm --json để xem hết.`);
}

/** `4 phút 05 giây`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const rest = `${String(seconds % 60).padStart(seconds < 60 ? 1 : 2, '0')} giây`;
  return seconds < 60 ? rest : `${formatNumber(Math.floor(seconds / 60))} phút ${rest}`;
}
