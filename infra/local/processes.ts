import { type ChildProcess, execFile, spawnSync } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

export interface CommandLine {
  file: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
}

let deathSignalWorks: boolean | undefined;

/**
 * Lets the kernel end the command when this process dies, even by SIGKILL (Linux with setpriv).
 * Elsewhere the command line is returned unchanged.
 */
export function dyingWithParent(command: CommandLine, signal: 'INT' | 'TERM' | 'KILL'): CommandLine {
  deathSignalWorks ??=
    process.platform === 'linux' &&
    spawnSync('setpriv', ['--pdeathsig', 'TERM', '--', 'true'], { stdio: 'ignore' }).status === 0;
  if (!deathSignalWorks) return command;
  return { ...command, file: 'setpriv', args: ['--pdeathsig', signal, '--', command.file, ...command.args] };
}

/** Resolves to the exit code, or to the name of the ending signal; at once when already ended. */
export async function exited(child: ChildProcess): Promise<number | NodeJS.Signals> {
  if (child.exitCode !== null) return child.exitCode;
  if (child.signalCode !== null) return child.signalCode;
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 1));
    child.once('error', () => resolve(127));
  });
}

/** Asks by `signal`, then insists by SIGKILL after `graceMs`. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = exited(child);
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Tells two processes of the same number apart: the time the process began, as the system writes it.
 * `undefined` when there is no such process, or only its unreaped remains.
 */
export async function startMark(pid: number): Promise<string | undefined> {
  if (!exists(pid)) return undefined;
  if (process.platform === 'linux') {
    try {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      // The command name, in parentheses, may itself hold blanks and parentheses.
      const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const threads = Number(fields[16]);
      // While other threads of an ended process still end, its ports and files are not free yet.
      const isOver = state === 'X' || (state === 'Z' && threads <= 1);
      return isOver ? undefined : fields[18];
    } catch {
      return undefined;
    }
  }
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], (error, stdout) => {
      const [state = '', ...mark] = error ? [] : stdout.trim().split(/\s+/);
      resolve(state === '' || state.startsWith('Z') ? undefined : mark.join(' '));
    });
  });
}

/**
 * Whether a process still runs. The number alone does not say it: an orphan that has ended keeps its number until
 * process 1 takes note, which on a busy machine may be seconds later.
 */
export async function isRunning(pid: number): Promise<boolean> {
  return (await startMark(pid)) !== undefined;
}

/** Ends a process that is no child of ours: asks, waits, insists. */
export async function endForeign(
  pid: number,
  mark: string,
  signal: NodeJS.Signals,
  graceMs = 10_000,
): Promise<void> {
  const same = async (): Promise<boolean> => (await startMark(pid)) === mark;
  const send = (name: NodeJS.Signals): void => {
    try {
      process.kill(pid, name);
    } catch {
      // It ended by itself in between.
    }
  };
  if (!(await same())) return;
  send('SIGCONT');
  send(signal);
  for (let waited = 0; waited < graceMs; waited += 100) {
    await delay(100);
    if (!(await same())) return;
  }
  send('SIGKILL');
  while (await same()) await delay(50);
}

/** The last lines of a log file, for a sentence about why something did not start. */
export async function tailOf(file: string, lines = 8): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const length = Math.min(size, 16_384);
      const buffer = Buffer.alloc(length);
      await handle.read(buffer, 0, length, size - length);
      return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}
