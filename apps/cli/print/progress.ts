import type { Host } from '../host.js';
import { formatNumber } from './words.js';

const CELLS = 24;

/** `Đã mở 400/1.156 đơn vị`. */
export const openedText = (done: number, total: number) =>
  `Đã mở ${formatNumber(done)}/${formatNumber(total)} đơn vị`;

/** A bar on one line of the terminal; where there is no terminal, one line for each further tenth. */
export class ProgressBar {
  #shown = -1;

  constructor(
    private readonly err: Host['err'],
    private readonly quiet: boolean,
  ) {}

  show(text: string, done: number, total: number): void {
    if (this.quiet) return;
    const part = total === 0 ? 0 : Math.min(1, done / total);
    if (this.err.isTTY) {
      const full = Math.round(part * CELLS);
      this.err.write(
        `\r${'█'.repeat(full)}${'░'.repeat(CELLS - full)} ${String(Math.floor(part * 100)).padStart(3)} %  ${text}\u001b[K`,
      );
      this.#shown = 0;
      return;
    }
    const tenth = Math.floor(part * 10);
    if (tenth > this.#shown) this.err.write(`${text}\n`);
    this.#shown = Math.max(tenth, this.#shown);
  }

  /** Leaves the last state standing and gives the line back. */
  end(): void {
    if (!this.quiet && this.err.isTTY && this.#shown >= 0) this.err.write('\n');
  }
}
