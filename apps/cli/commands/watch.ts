import type { Command } from 'commander';
import { createLogUpdate } from 'log-update';
import type { ApiClient } from '#libs/api-client';
import type { BoardAnswer, BoardQuery } from '#libs/contracts/http';
import { isUnreachable } from '../api-errors.js';
import { BoardFeed } from '../board-feed.js';
import { type BoardQuestion, type BoardScene, BoardSource } from '../board-source.js';
import { EXIT, type ExitCode } from '../cli.error.js';
import type { Context } from '../context.js';
import { type Bind, day } from '../options.js';
import { cycleIdInView } from '../present-cycle.js';
import { boardLines } from '../print/board.js';
import { instantText } from '../print/words.js';

/** Where nothing is told, the board is read so often; where its changes are, this rarely, in case one of them was wrong. */
const POLL_MS = 5_000;
const LIVE_POLL_MS = 60_000;
/** A storm of changes is drawn no faster. */
const REST_MS = 250;
const WIDEST = 240;

interface WatchOptions {
  readonly cycle?: string;
  readonly commune?: string;
  readonly kind?: BoardQuery['kind'];
  readonly asOf?: string;
  readonly overdue?: boolean;
  readonly once?: boolean;
}

export function addWatch(cycle: Command, bind: Bind): void {
  const watch = cycle
    .command('watch')
    .description('bảng điều hành: số đơn vị theo bước và theo xã, phường, cập nhật trực tiếp; q để thoát')
    .option(
      '--cycle <mã>',
      'mã chu kỳ; nếu không có: chu kỳ thật đang chạy, không có thì chu kỳ diễn tập mở sau cùng',
    )
    .option('--commune <mã>', 'chỉ một xã, phường, kể từng đơn vị')
    .option('--kind <loại>', 'co-quan, co-so-giao-duc hoặc doanh-nghiep')
    .option('--as-of <ngày>', 'bảng ở cuối một ngày đã qua của chu kỳ, in một lần rồi thôi', day)
    .option('--overdue', 'chỉ xã, phường và đơn vị có việc quá hạn hoặc quá ngày đề nghị')
    .option('--once', 'in một lần, đủ mọi xã, phường, rồi thôi');
  bind<WatchOptions>(watch, async (context, options) => {
    const client = context.client();
    const cycleId = await cycleIdInView(client, options.cycle);
    const { commune, kind, asOf } = options;
    const isOverdueOnly = options.overdue === true;
    const question = { cycleId, commune, kind, asOf, isOverdueOnly };
    const source = new BoardSource(client, question, () => context.host.now());
    const board = await source.read();
    if (context.json) {
      context.printJson(source.shown(board));
      return EXIT.ok;
    }
    const scene = await source.around(board);
    const { isTTY, columns } = context.host.out;
    if (options.once === true || asOf !== undefined || !isTTY) {
      const width = isTTY ? Math.min(columns, WIDEST) : WIDEST;
      const paint = context.paint.bind(context);
      for (const line of boardLines(scene.board, { ...scene, width, isOverdueOnly, paint })) {
        context.host.out.write(`${line}\n`);
      }
      return EXIT.ok;
    }
    return follow(context, client, { question, source, board, scene });
  });
}

/** Draws over itself until the person leaves; ends by itself only where the API refuses. */
async function follow(
  context: Context,
  client: ApiClient,
  first: {
    readonly question: BoardQuestion;
    readonly source: BoardSource;
    readonly board: BoardAnswer;
    readonly scene: BoardScene;
  },
): Promise<ExitCode> {
  const { host } = context;
  const { out } = host;
  const leaving = new AbortController();
  const hasLeft = () => leaving.signal.aborted;
  const stopListening = host.onQuit?.(() => leaving.abort());
  const { source, question } = first;
  const { cycleId, commune, kind, isOverdueOnly } = question;
  const feed = new BoardFeed(client, cycleId, { commune, kind }, () => host.now());
  // As much of a stream as drawing over lines needs; its size is asked for anew each time.
  const screen = {
    isTTY: true,
    write: (text: string) => out.write(text),
    get columns() {
      return out.columns;
    },
    get rows() {
      return out.rows;
    },
  };
  const draw = createLogUpdate(screen as unknown as NodeJS.WritableStream);
  let { board, scene } = first;
  let readAt = new Date().toISOString();
  let isLost = false;
  const redraw = () => {
    const time = instantText(readAt, true).slice(-8);
    const live = isLost
      ? `○ mất kết nối từ ${time}, đang thử lại`
      : feed.isLive
        ? `● trực tiếp ${time}`
        : `○ xem lại mỗi ${POLL_MS / 1_000} giây ${time}`;
    const height = out.rows === undefined ? undefined : out.rows - 1;
    const paint = context.paint.bind(context);
    const view = { width: out.columns, height, live, foot: 'q: thoát', isOverdueOnly, paint };
    draw(boardLines(scene.board, { ...scene, ...view }).join('\n'));
  };
  try {
    while (!hasLeft()) {
      redraw();
      const isTold = await nextLook(context, feed, board.seq, leaving.signal, redraw);
      if (hasLeft()) break;
      feed.tryAnew();
      try {
        board = (isTold ? feed.followed(board) : undefined) ?? (await source.read());
        scene = await source.around(board);
        readAt = new Date().toISOString();
        isLost = false;
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        isLost = true;
      }
    }
  } finally {
    feed.close();
    stopListening?.();
    draw.done();
  }
  return EXIT.ok;
}

/** Waits for news, for the time of the next look, or for the person to leave; answers whether there was news. */
async function nextLook(
  { host }: Context,
  feed: BoardFeed,
  seq: number,
  leaving: AbortSignal,
  redraw: () => void,
): Promise<boolean> {
  const news = new AbortController();
  const tell = () => {
    if (feed.isNewsAfter(seq)) news.abort();
    else redraw();
  };
  const stop = feed.onNews(tell);
  await host.pause(REST_MS, leaving);
  tell();
  await host.pause(feed.isLive ? LIVE_POLL_MS : POLL_MS, AbortSignal.any([news.signal, leaving]));
  stop();
  return news.signal.aborted;
}
