import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { keepFilesToOwner, readCliSettings } from '#libs/config';
import { runCli } from './cli.js';
import type { Host } from './host.js';

keepFilesToOwner();

// `antq … | head` closes the pipe early; that is no fault of the command.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

/** Keys come one by one while somebody listens, so Ctrl-C comes as a key where the input is a terminal. */
function onQuit(leave: () => void): () => void {
  const { stdin } = process;
  const onKey = (key: Buffer) => {
    if (/[qQ\u0003]/.test(key.toString())) leave();
  };
  process.on('SIGINT', leave);
  if (isatty(0)) {
    stdin.setRawMode(true);
    stdin.on('data', onKey);
    stdin.resume();
  }
  return () => {
    process.off('SIGINT', leave);
    if (!isatty(0)) return;
    stdin.off('data', onKey);
    stdin.setRawMode(false);
    stdin.pause();
  };
}

/** What a person types to a question, which `output` shows with every key. */
const typed = (question: string, output: Writable): Promise<string> =>
  new Promise((resolve) => {
    const terminal = createInterface({ input: process.stdin, output, terminal: isatty(0) });
    // Ctrl-C and Ctrl-D close without an answer, which is none.
    terminal.once('close', () => resolve(''));
    terminal.question(question, (answer) => {
      resolve(answer);
      terminal.close();
    });
  });

const settings = readCliSettings();
const [inIsTerminal, outIsTerminal, errIsTerminal] = [isatty(0), isatty(1), isatty(2)];
const host: Host = {
  settings,
  out: {
    write: (text) => process.stdout.write(text),
    isTTY: outIsTerminal,
    get columns() {
      return outIsTerminal ? process.stdout.columns : 100;
    },
    get rows() {
      return outIsTerminal ? process.stdout.rows : undefined;
    },
    colour: outIsTerminal && !settings.plain,
  },
  err: {
    write: (text) => process.stderr.write(text),
    isTTY: errIsTerminal && !settings.plain,
  },
  interactive: inIsTerminal && errIsTerminal,
  ask: (question) => typed(question, process.stderr),
  askHidden: async (question) => {
    process.stderr.write(question);
    const answer = await typed('', new Writable({ write: (_chunk, _encoding, done) => done() }));
    process.stderr.write('\n');
    return answer;
  },
  pause: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
  onQuit,
  now: () => performance.now(),
};
process.exitCode = await runCli(process.argv.slice(2), host);
