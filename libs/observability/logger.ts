import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** JSON lines on stdout; `name` says which process speaks. Authorization headers and tokens never get in. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    redact: { paths: ['req.headers.authorization', '*.token', 'token', '*.password'], censor: '[kín]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
