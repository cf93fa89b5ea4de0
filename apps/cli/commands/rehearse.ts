import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { ApiClient } from '#libs/api-client';
import { LONGEST_DAY_MS } from '#libs/contracts/http';
import {
  drawYear,
  isAsDrawn,
  liveRehearsal,
  openRehearsal,
  type RealClock,
  type Rehearsal,
  RehearsalApi,
  type RunOptions,
  refusedActs,
  reportOf,
} from '#libs/rehearsal-driver';
import { CliError, EXIT, type ExitCode, usageError } from '../cli.error.js';
import type { Context } from '../context.js';
import type { Host } from '../host.js';
import { type Bind, positive } from '../options.js';
import { ProgressBar, partText } from '../print/progress.js';
import { formatNumber, instantText } from '../print/words.js';
import { MailCapture } from '../rehearsal/mailbox.js';
import { rehearseOnServer } from '../rehearsal/on-server.js';
import { printReport } from '../rehearsal/report.js';
import { mailboxOf } from '../settings.js';

interface RehearseOptions {
  readonly year: number;
  readonly province?: string;
  readonly communes?: number;
  readonly day: number;
  readonly seed: number;
  readonly policy: string;
  readonly label?: string;
  readonly mailbox?: string;
  readonly keepGoing?: boolean;
  readonly resume?: boolean;
  readonly onServer?: boolean;
}

const DEFAULT_POLICY = 'quang-ngai-2025';
const MAILS_TOLD_EVERY_MS = 1_000;

export function addRehearse(program: Command, bind: Bind): void {
  const rehearse = program
    .command('rehearse')
    .description(
      'diễn tập cả một năm: mở chu kỳ diễn tập, cho các đơn vị và cơ quan giả lập thực hiện qua API, rồi đối chiếu với kịch bản',
    )
    .requiredOption('--year <năm>', 'năm diễn tập', positive)
    .option('--communes <số>', 'chỉ lấy bấy nhiêu xã, phường, đặc khu đầu tiên (mặc định: cả tỉnh)', positive)
    .option('--seed <số>', 'số gieo: cùng số thì cùng kịch bản (mặc định: 1)', whole, 1)
    .option('--day <ms>', 'một ngày diễn tập kéo dài ít nhất bấy nhiêu mili giây', pace, 0)
    .option('--policy <gói>', `gói quy định (mặc định: ${DEFAULT_POLICY})`, DEFAULT_POLICY)
    .option(
      '--province <mã>',
      'mã tỉnh, khi gói quy định không thuộc riêng tỉnh nào, hoặc để diễn tập nơi khác',
    )
    .option('--label <nhãn>', 'nhãn của chu kỳ (mặc định: dt-<seed>)')
    .option(
      '--mailbox <địa-chỉ>',
      'hộp thư thử, để một số hộp thư từ chối nhận; nếu không có: nơi npm start đã ghi',
    )
    .option('--keep-going', 'gặp thao tác bị từ chối thì ghi lại và chạy tiếp')
    .option('--resume', 'chạy tiếp chu kỳ diễn tập cùng nhãn, cùng số gieo đã dừng giữa chừng')
    .option(
      '--on-server',
      'máy chủ tự chạy cả năm, lệnh này chỉ theo dõi; rời lệnh thì năm diễn tập vẫn chạy tiếp',
    )
    .option('--print', 'chỉ in yêu cầu mở chu kỳ, không gửi');
  bind<RehearseOptions>(rehearse, async (context, options) => {
    const run: RunOptions = {
      policy: options.policy,
      year: options.year,
      province: options.province,
      communes: options.communes,
      seed: options.seed,
      label: options.label ?? `dt-${options.seed}`,
      dayMs: options.day,
      keepGoing: options.keepGoing === true,
      resume: options.resume === true,
    };
    if (options.onServer === true && options.mailbox !== undefined) {
      throw usageError('--mailbox không dùng cùng --on-server: ở đó không có hộp thư nào từ chối nhận.');
    }
    const client = context.client('administrator');
    const leaving = new AbortController();
    const stopListening = context.host.onQuit?.(() => leaving.abort(leftError(run, options)));
    try {
      return await rehearseAll(context, client, run, options, leaving.signal);
    } finally {
      stopListening?.();
    }
  });
}

/** Opens the rehearsal, lives it and tells how it ended; leaves the mail capture as it was, also when the person leaves. */
async function rehearseAll(
  context: Context,
  client: ApiClient,
  run: RunOptions,
  { mailbox, onServer }: RehearseOptions,
  leaving: AbortSignal,
): Promise<ExitCode> {
  const host = leavable(context.host, leaving);
  const api = new RehearsalApi(host, client);
  const bar = new ProgressBar(context.host, context.json);
  const cycle = await openRehearsal(host, api, run, ({ units }) => {
    bar.show(`Đã mở ${partText(units.opened, units.total)} đơn vị`, units.opened, units.total);
  });
  bar.end();
  if (onServer === true) return rehearseOnServer(context, host, api, cycle, run);
  const rehearsal = await drawYear(api, cycle, run.seed, (accounts) => api.mint(cycle.id, accounts));
  const { population } = rehearsal;
  context.note(
    `Chu kỳ diễn tập ${cycle.id}: ${formatNumber(population.units.length)} đơn vị, ` +
      `${formatNumber(population.bodies.length)} cơ quan, ${formatNumber(population.acts.length)} thao tác, số gieo ${run.seed}.`,
  );
  const { capture, refusing } = await deadMailboxes(
    context,
    rehearsal,
    mailbox ?? mailboxOf(context.host.settings, client.url),
  );
  const progress = progressOf(context, api, cycle.id);
  try {
    const living = liveRehearsal(host, api, rehearsal, run, refusing, progress.tell);
    const result = await living.finally(() => progress.end());
    context.show({ cycleId: cycle.id, ...run, ok: isAsDrawn(result), ...result, population }, () => {
      printReport(context, {
        classes: rehearsal.policy.classes,
        report: reportOf(rehearsal, result),
        refused: refusedActs(result.refused),
        durationMs: result.durationMs,
      });
    });
    return isAsDrawn(result) ? EXIT.ok : EXIT.unexpected;
  } finally {
    await capture?.restore().catch(() => undefined);
  }
}

/** The clock of a run that ends where it next waits once the person has left. */
function leavable(host: Host, leaving: AbortSignal): RealClock {
  return {
    now: () => host.now(),
    pause: async (ms) => {
      await host.pause(ms, leaving);
      leaving.throwIfAborted();
    },
  };
}

function leftError(run: RunOptions, { mailbox, onServer }: RehearseOptions): CliError {
  const { policy, year, communes, seed, label, dayMs, keepGoing } = run;
  const line = [
    `antq rehearse --policy ${policy} --year ${year} --label ${label} --seed ${seed}`,
    ...(communes === undefined ? [] : [`--communes ${communes}`]),
    ...(dayMs === 0 ? [] : [`--day ${dayMs}`]),
    ...(mailbox === undefined ? [] : [`--mailbox ${mailbox}`]),
    ...(keepGoing ? ['--keep-going'] : []),
    ...(onServer === true ? ['--on-server'] : []),
    '--resume',
  ];
  if (onServer === true) {
    return new CliError(
      EXIT.unexpected,
      `Đã thôi theo dõi; máy chủ vẫn chạy tiếp năm diễn tập nếu đã bắt đầu. Theo dõi lại: ${line.join(' ')}`,
    );
  }
  return new CliError(EXIT.unexpected, `Đã dừng diễn tập giữa chừng. Chạy tiếp: ${line.join(' ')}`);
}

/** Tells the mail capture which addresses to refuse, and how many; goes on without where none is known. */
async function deadMailboxes(
  context: Context,
  { cycle, population }: Rehearsal,
  url: string | undefined,
): Promise<{ readonly capture?: MailCapture; readonly refusing: number }> {
  const dead = population.units.flatMap(({ deadMailbox }) =>
    deadMailbox === undefined ? [] : [deadMailbox],
  );
  if (dead.length === 0) return { refusing: 0 };
  if (url === undefined) {
    context.note(
      'Không biết hộp thư thử ở đâu, nên không có hộp thư nào từ chối nhận. Thêm --mailbox nếu cần.',
    );
    return { refusing: 0 };
  }
  const capture = new MailCapture(url, cycle.id);
  try {
    await capture.refuse(dead);
  } catch (error) {
    throw new CliError(
      EXIT.unreachable,
      `Hộp thư thử tại ${url} không nhận quy tắc (${error instanceof Error ? error.message : String(error)}). Hãy xem lại --mailbox.`,
    );
  }
  context.note(`${formatNumber(dead.length)} hộp thư sẽ từ chối nhận.`);
  return { capture, refusing: dead.length };
}

/** One line: the day of the rehearsal, what was done, and the mails, which are asked for now and then. */
function progressOf(
  context: Context,
  api: RehearsalApi,
  cycleId: string,
): { readonly tell: Parameters<typeof liveRehearsal>[5]; end(): void } {
  const bar = new ProgressBar(context.host, context.json);
  let [mails, askedAt] = [0, Number.NEGATIVE_INFINITY];
  return {
    tell: ({ now, done, total }) => {
      if (!context.json && context.host.now() - askedAt > MAILS_TOLD_EVERY_MS) {
        askedAt = context.host.now();
        void api
          .state(cycleId, true)
          .then(({ totals }) => {
            mails = totals?.mails.accepted ?? mails;
          })
          .catch(() => undefined);
      }
      bar.show(
        `${instantText(now)}  ${partText(done, total)} thao tác, ${formatNumber(mails)} thư`,
        done,
        total,
      );
    },
    end: () => {
      bar.end();
    },
  };
}

/** A whole number from 0. */
function whole(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('Cần một số nguyên từ 0 trở lên.');
}

/** Milliseconds that a day takes, no more than the API lets it take. */
function pace(text: string): number {
  const value = whole(text);
  if (value <= LONGEST_DAY_MS) return value;
  throw new InvalidArgumentError(`Cần một số nguyên từ 0 đến ${LONGEST_DAY_MS}.`);
}
