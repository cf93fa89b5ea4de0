import { Worker } from 'node:worker_threads';
import type { UnreadableList } from '#libs/application';
import { DomainError } from '#libs/contracts';
import type { RunListJob } from './list-files.js';
import type { ListJob } from './read-list.js';

export interface ListThreadOptions {
  /** The entry as JavaScript; the one beside this file unless stated. */
  readonly entry?: URL;
  /** How long one file may take. */
  readonly timeoutMs?: number;
  /** Memory that one file may take for its rows; what is unpacked from it comes on top. */
  readonly heapMb?: number;
  /** Files that may wait for their turn; each holds its bytes meanwhile, ten million at most. */
  readonly waiting?: number;
}

/**
 * Reads each file in a thread of its own, one at a time, so that the largest that is accepted keeps nobody else waiting.
 * A thread that takes too much time or memory is ended, and the file refused.
 */
export class ListThreads {
  private readonly entry: URL;
  private readonly timeoutMs: number;
  private readonly heapMb: number;
  private readonly waiting: number;
  private queued = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor({
    entry = new URL('./list-thread.js', import.meta.url),
    timeoutMs = 30_000,
    heapMb = 512,
    waiting = 32,
  }: ListThreadOptions = {}) {
    this.entry = entry;
    this.timeoutMs = timeoutMs;
    this.heapMb = heapMb;
    this.waiting = waiting;
  }

  /** @throws DomainError SYSTEM.BUSY where too many files wait already */
  readonly run: RunListJob = async (job) => {
    if (this.queued > this.waiting) throw new DomainError('SYSTEM.BUSY');
    this.queued += 1;
    const turn = this.last.then(() => this.read(job));
    this.last = turn.catch(() => undefined);
    try {
      return (await turn) as never;
    } finally {
      this.queued -= 1;
    }
  };

  private read(job: ListJob): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const thread = new Worker(this.entry, {
        workerData: job,
        resourceLimits: { maxOldGenerationSizeMb: this.heapMb },
      });
      const timer = setTimeout(() => {
        resolve(tooSlow(this.timeoutMs));
        void thread.terminate();
      }, this.timeoutMs);
      thread.once('message', resolve);
      thread.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooLarge);
        else reject(error);
      });
      thread.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`the thread that reads lists ended with ${code} and no list`));
      });
    });
  }
}

const unreadable = (code: string, message: string): UnreadableList => ({
  unreadable: [{ code, place: 'tệp', message }],
});

const tooLarge = unreadable(
  'TABLE.TOO_LARGE',
  'Tệp cần quá nhiều bộ nhớ để đọc; chép riêng bảng danh sách sang một tệp mới rồi gửi lại.',
);

const tooSlow = (timeoutMs: number): UnreadableList =>
  unreadable(
    'TABLE.TOO_SLOW',
    `Tệp đọc quá ${Math.round(timeoutMs / 1000)} giây chưa xong; chép riêng bảng danh sách sang một tệp mới rồi gửi lại.`,
  );
