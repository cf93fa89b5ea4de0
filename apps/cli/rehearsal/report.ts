import type { PolicyAnswer, RefusedAct, RehearsalReport } from '#libs/contracts/http';
import type { Context } from '../context.js';
import { ASSUMED_NOTE, assumedMark, formatNumber, instantText } from '../print/words.js';

/** More would drown what is wrong. */
const MOST_LINES = 40;

const BEHAVIOUR_WORDS: Readonly<Record<string, string>> = {
  onTime: 'đúng hạn',
  lastDay: 'ngày cuối',
  late: 'sau ngày cuối',
  never: 'không nộp',
  returned: 'bị trả lại rồi sửa',
  mixed: 'không rõ',
};

/** A rehearsal that has ended. */
interface Ended {
  /** Classes of its pack, the best first. */
  readonly classes: PolicyAnswer['classes'];
  readonly report: RehearsalReport;
  readonly refused: readonly RefusedAct[];
  readonly durationMs: number;
}

/** Tells people how a rehearsal ended: what was drawn beside what was found, and where the two differ. */
export function printReport(context: Context, ended: Ended): void {
  const { report } = ended;
  const classWord = (key: string) => {
    const found = ended.classes.find((each) => each.key === key);
    return found === undefined ? key : `${found.name}${assumedMark(found.status)}`;
  };
  counts(context, 'Cách thực hiện', report.behaviours, (key) => BEHAVIOUR_WORDS[key] ?? key);
  const order = ended.classes.map(({ key }) => key);
  const classes = [...report.classes].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  counts(context, 'Phân loại', classes, classWord);
  if (ended.classes.some(({ status }) => status === 'assumed')) context.line(ASSUMED_NOTE);
  const { expected, found } = report.exclusions;
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
        word(report.bodies.differing === 0),
        `${formatNumber(report.bodies.total)} cơ quan`,
      ],
      [
        'Nhật ký',
        word(report.audit.ok),
        `${formatNumber(report.audit.rows)} dòng, ${formatNumber(report.audit.chains)} chuỗi`,
      ],
      [
        'Đối soát',
        word(report.reconciliation.ok),
        `${formatNumber(report.reconciliation.findings.length)} chỗ lệch`,
      ],
      [
        'Thư',
        word(report.mails.asDrawn),
        `${formatNumber(report.mails.refusing)} hộp thư từ chối nhận, ${formatNumber(report.mails.waiting)} thư còn chờ`,
      ],
    ],
  );
  const { commands, mails } = report;
  context.line(
    `${formatNumber(commands.applied)} thao tác, ${formatNumber(commands.refused)} bị từ chối; ${formatNumber(mails.accepted)} thư đã nhận, ` +
      `${formatNumber(mails.failed)} không gửi được, ${formatNumber(mails.uncertain)} có thể đến hai lần; ${durationText(ended.durationMs)}.`,
  );
  lines(
    context,
    'Bị từ chối:',
    ended.refused.map(
      ({ at, subject, stage, reason }) => `${instantText(at)} ${subject}, bước ${stage}: ${reason}`,
    ),
  );
  lines(
    context,
    'Khác kịch bản:',
    report.differences.map(
      ({ subject, what, expected: wanted, found: shown }) =>
        `${subject}, ${what}: phải là ${wanted}, thực tế ${shown}`,
    ),
  );
  lines(
    context,
    'Đối soát lệch:',
    report.reconciliation.findings.map(({ kind, object, detail }) => `${kind} ${object}: ${detail}`),
  );
  context.line(
    report.asDrawn
      ? 'Diễn tập kết thúc đúng như kịch bản.'
      : context.paint('red', 'DIỄN TẬP KẾT THÚC KHÁC KỊCH BẢN.'),
  );
}

function counts(
  context: Context,
  title: string,
  rows: RehearsalReport['behaviours'],
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
