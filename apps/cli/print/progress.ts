import type { Host } from '../host.js';
import { cut, formatNumber } from './words.js';

const CELLS = 24;
/** A log is not flooded: the next line comes no sooner. */
const QUIET_MS = 2_000;

/** `400/1.156`. */
export const partText = (done: number, total: number) => `${formatNumber(done)}/${formatNumber(total)}`;

/** One line of the terminal drawn again and again; where there is no terminal, a line every two seconds at most. */
export class ProgressBar {
  #begun = false;
  #toldAt = 0;

  constructor(
    private readonly host: Host,
    private readonly quiet: boolean,
  ) {}

  show(text: string, done: number, total: number): void {
    if (this.quiet) return;
    const { err, out } = this.host;
    if (err.isTTY) {
      const part = total === 0 ? 0 : Math.min(1, done / total);
      const full = Math.floor(part * CELLS);
      const bar = `${'█'.repeat(full)}${'░'.repeat(CELLS - full)} ${String(Math.floor(part * 100)).padStart(3)} %  ${text}`;
      // A line that wraps could not be drawn over.
      err.write(`\r${cut(bar, Math.max(CELLS, out.columns - 1))}\u001b[K`);
    } else {
      const now = this.host.now();
      if (this.#begun && now - this.#toldAt < QUIET_MS) return;
      this.#toldAt = now;
      err.write(`${text}\n`);
    }
    this.#begun = true;
  }

  /** Leaves the last state standing and gives the line back. */
  end(): void {
    if (this.#begun && this.host.err.isTTY) this.host.err.write('\n');
  }
}
