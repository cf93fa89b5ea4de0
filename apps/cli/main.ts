import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
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
const host: Host = {
  settings,
  out: {
    write: (text) => process.stdout.write(text),
    isTTY: process.stdout.isTTY,
    columns: process.stdout.isTTY ? process.stdout.columns : 100,
  },
  err: { write: (text) => process.stderr.write(text), isTTY: process.stderr.isTTY && !settings.plain },
  interactive: process.stdin.isTTY && process.stderr.isTTY,
  async ask(question) {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await terminal.question(question);
    } finally {
      terminal.close();
    }
  },
  pause: (ms) => pause(ms),
};
process.exitCode = await runCli(process.argv.slice(2), host);
