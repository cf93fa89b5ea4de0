import { hideSecrets } from './hide-secrets.js';

/** The end of a process that cannot begin or go on: the reason on stderr without secrets, exit code 1. */
export function exitWithReason(error: unknown): never {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${hideSecrets(reason)}\n`);
  process.exit(1);
}
