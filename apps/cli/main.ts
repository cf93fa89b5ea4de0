import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { readCliSettings } from '#libs/config';
import { runCli } from './cli.js';
import type { Host } from './host.js';

// `antq … | head` closes the pipe early; that is no fault of the command.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

const settings = readCliSettings();
const [inIsTerminal, outIsTerminal, errIsTerminal] = [isatty(0), isatty(1), isatty(2)];
const host: Host = {
  settings,
  out: {
    write: (text) => process.stdout.write(text),
    isTTY: outIsTerminal,
    columns: outIsTerminal ? process.stdout.columns : 100,
    colour: outIsTerminal && !settings.plain,
  },
  err: {
    write: (text) => process.stderr.write(text),
    isTTY: errIsTerminal && !settings.plain,
  },
  interactive: inIsTerminal && errIsTerminal,
  ask: (question) =>
    new Promise((resolve) => {
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      // Ctrl-C and Ctrl-D close without an answer, which is none.
      terminal.once('close', () => resolve(''));
      terminal.question(question, (answer) => {
        resolve(answer);
        terminal.close();
      });
    }),
  pause: (ms) => pause(ms),
  now: () => performance.now(),
};
process.exitCode = await runCli(process.argv.slice(2), host);
