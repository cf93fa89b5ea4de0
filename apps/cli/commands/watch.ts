import type { Command } from 'commander';
import { createLogUpdate } from 'log-update';
import type { BoardAnswer } from '#libs/contracts';
import { BoardFeed } from '../board-feed.js';
import { CliError, EXIT, type ExitCode } from '../cli.error.js';
import { type ApiClient, pathOf, type Query } from '../client.js';
import type { Context } from '../context.js';
import type { Bind } from '../options.js';
import { cycleInView } from '../present-cycle.js';
import { boardLines } from '../print/board.js';
import { instantText } from '../print/words.js';

/** Where nothing is told, the board is read so often; where it is, this rarely, for what no event tells. */
const POLL_MS = 5_000;
const LIVE_POLL_MS = 15_000;
/** A storm of changes is drawn no faster. */
const REST_MS = 250;
const WIDEST = 240;

interface WatchOptions {
  readonly cycle?: string;
  readonly commune?: string;
  readonly kind?: string;
  readonly once?: boolean;
}

export function addWatch(cycle: Command, bind: Bind): void {
  const watch = cycle
    .command('watch')
    .description('bảng điều hành: số đơn vị theo bước và theo xã, phường, cập nhật trực tiếp; q để thoát')
    .option('--cycle <mã>', 'mã chu kỳ; nếu không có: chu kỳ đang chạy mở sau cùng')
    .option('--commune <mã>', 'chỉ một xã, phường')
    .option('--kind <loại>', 'co-quan, co-so-giao-duc hoặc doanh-nghiep')
    .option('--once', 'in một lần, đủ mọi xã, phường, rồi thôi');
  bind<WatchOptions>(watch, async (context, options) => {
    const client = context.client();
    const id = await cycleInView(client, options.cycle);
    const query = { commune: options.commune, kind: options.kind };
    const board = await read(client, id, query);
    const { isTTY, columns } = context.host.out;
    if (context.json || options.once === true || !isTTY) {
      const width = isTTY ? Math.min(columns, WIDEST) : WIDEST;
      context.show(board, (answer) => {
        for (const line of boardLines(answer, {
          width,
          paint: (colour, text) => context.paint(colour, text),
        })) {
          context.host.out.write(`${line}\n`);
        }
      });
      return EXIT.ok;
    }
    return follow(context, client, { id, query, board });
  });
}

const read = (client: ApiClient, id: string, query: Query) =>
  client.get<BoardAnswer>(pathOf('cycles', id, 'board'), query);

/** Draws over itself until the person leaves; ends by itself only where the API refuses. */
async function follow(
  context: Context,
  client: ApiClient,
  first: { readonly id: string; readonly query: Query; readonly board: BoardAnswer },
): Promise<ExitCode> {
  const { host } = context;
  const { out } = host;
  const leaving = new AbortController();
  const hasLeft = () => leaving.signal.aborted;
  const stopListening = host.onQuit?.(() => leaving.abort());
  const feed = new BoardFeed(client, pathOf('cycles', first.id, 'events'), () => host.now());
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
  let { board } = first;
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
    draw(boardLines(board, { width: out.columns, height, live, foot: 'q: thoát', paint }).join('\n'));
  };
  try {
    while (!hasLeft()) {
      redraw();
      await nextLook(context, feed, board.seq, leaving.signal, redraw);
      if (hasLeft()) break;
      feed.tryAnew();
      try {
        board = await read(client, first.id, first.query);
        readAt = new Date().toISOString();
        isLost = false;
      } catch (error) {
        if (!(error instanceof CliError) || error.exitCode !== EXIT.unreachable) throw error;
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

/** Waits for news, for the time of the next look, or for the person to leave. */
async function nextLook(
  { host }: Context,
  feed: BoardFeed,
  seq: number,
  leaving: AbortSignal,
  redraw: () => void,
): Promise<void> {
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
}
