import type { CycleAnswer, RehearsedYearAnswer } from '#libs/contracts/http';
import type { RealClock, RehearsalApi, RunOptions } from '#libs/rehearsal-driver';
import { EXIT, type ExitCode } from '../cli.error.js';
import type { Context } from '../context.js';
import { ProgressBar, partText } from '../print/progress.js';
import { formatNumber, instantText } from '../print/words.js';
import { printReport } from './report.js';

const POLL_MS = 500;

const STATE_WORDS = { running: 'đang chạy', ended: 'đã xong', stopped: 'đã dừng' } as const;

/** Has the API live the year and watches it to its end. */
export async function rehearseOnServer(
  context: Context,
  host: RealClock,
  api: RehearsalApi,
  cycle: CycleAnswer,
  { seed, dayMs, keepGoing, resume }: RunOptions,
): Promise<ExitCode> {
  // One that has ended by itself is told, not begun anew.
  const known = resume && cycle.state === 'closed' ? await api.startedYear(cycle.id) : undefined;
  let year =
    known?.state === 'ended' && known.seed === seed
      ? known
      : await api.startYear(cycle.id, { seed, dayMs, keepGoing });
  const bar = new ProgressBar(context.host, context.json);
  context.note(`Chu kỳ diễn tập ${cycle.id} chạy trên máy chủ với số gieo ${seed}.`);
  try {
    while (year.state === 'running') {
      const { done, total } = year.acts ?? { done: 0, total: 0 };
      bar.show(`${instantText(year.now)}  ${partText(done, total)} thao tác`, done, total);
      await host.pause(POLL_MS);
      year = await api.startedYear(cycle.id);
    }
  } finally {
    bar.end();
  }
  const { classes } = await api.policy(cycle.policy.id, cycle.year);
  const ended = year;
  context.show(ended, () => printYear(context, ended, classes));
  if (ended.code !== undefined) return EXIT.refused;
  return ended.report?.asDrawn === true ? EXIT.ok : EXIT.unexpected;
}

/** Tells how far the year is, and how it ended where it has. */
export function printYear(
  context: Context,
  year: RehearsedYearAnswer,
  classes: Parameters<typeof printReport>[1]['classes'],
): void {
  const { cycleId, state, seed, now, acts, refused, startedAt, endedAt, detail, report } = year;
  const part = acts === undefined ? '' : `, ${partText(acts.done, acts.total)} thao tác`;
  context.line(
    `Năm diễn tập của chu kỳ ${cycleId}, số gieo ${seed}: ${STATE_WORDS[state]}, đồng hồ ở ${instantText(now)}${part}.`,
  );
  if (report !== undefined && endedAt !== undefined) {
    const durationMs = Date.parse(endedAt) - Date.parse(startedAt);
    printReport(context, { classes, report, refused: refused.acts, durationMs });
    return;
  }
  if (detail !== undefined) context.line(`Lý do dừng: ${detail}`);
  if (refused.total > 0) context.line(`${formatNumber(refused.total)} thao tác bị từ chối.`);
}
