import { type Logger, pino } from 'pino';
import { describeError, hideSecrets } from './hide-secrets.js';

export type { Logger } from 'pino';

/** How much waits in memory for an output that cannot be written; further lines are dropped. */
const KEPT_BYTES = 1_000_000;

/**
 * JSON lines on stdout; `name` says which process speaks. Authorization headers, tokens, passwords, addresses of people and
 * values of statements never get in.
 * While stdout cannot be written (disk full, reader gone) lines wait, then are dropped: the process goes on without.
 */
export function createLogger(name: string, level: string): Logger {
  surviveUnwritableOutput();
  // Written at once: a line kept back for later would be lost by SIGKILL, and waited for at the exit.
  const output = pino.destination({ dest: 1, sync: true, maxLength: KEPT_BYTES });
  output.on('error', dropped);
  return pino(
    {
      name,
      level,
      redact: { paths: ['req.headers.authorization', '*.token', 'token', '*.password'], censor: '[kín]' },
      // Temporal's SDK names its errors `error`; without a serializer their reason would be lost.
      serializers: { err: describeError, error: describeError },
      hooks: { streamWrite: hideSecrets },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    output,
  );
}

/**
 * Lets this process live when stdout or stderr cannot be written: whatever speaks there beside the log (the framework,
 * a last sentence) would end it by an error that nobody hears.
 */
export function surviveUnwritableOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(dropped)) stream.on('error', dropped);
  }
}

function dropped(): void {
  // There is no other place to say it.
}
