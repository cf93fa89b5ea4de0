import { appendFileSync, closeSync, openSync, renameSync, statSync } from 'node:fs';
import { tailOf } from './processes.js';

const MAX_BYTES = 10_000_000;

/** Does what a full disk or a missing right must not stop the launcher from going on without. */
export function unlessUnwritable(write: () => void): void {
  try {
    write();
  } catch {
    // Nobody can be told: what tells would be written too.
  }
}

/** The file that a child writes to, with the launcher's own remarks; begun anew above 10 MB, the last one kept. */
export class ChildLog {
  constructor(private readonly file: string) {}

  /** Gives the file to `use` for the child to inherit; a file that cannot be opened leaves the child without a log. */
  lend<T>(use: (log: number | 'ignore') => T): T {
    this.rotate();
    let log: number | 'ignore' = 'ignore';
    try {
      log = openSync(this.file, 'a');
    } catch {
      // As for every line that cannot be written: the work goes on.
    }
    try {
      return use(log);
    } finally {
      if (log !== 'ignore') closeSync(log);
    }
  }

  note(text: string): void {
    unlessUnwritable(() => appendFileSync(this.file, `# ${new Date().toISOString()} ${text}\n`));
  }

  tail(): Promise<string> {
    return tailOf(this.file);
  }

  private rotate(): void {
    try {
      if (statSync(this.file).size > MAX_BYTES) renameSync(this.file, `${this.file}.1`);
    } catch {
      // No log yet.
    }
  }
}
