import { execFile } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '#infra/local';
import type { Stack } from './stack.js';

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a person would, with the API and the token from the environment. */
export function antq(
  stack: Pick<Stack, 'apiUrl'>,
  {
    token,
    dir,
    timeoutMs = 60_000,
  }: { readonly token: string; readonly dir: string; readonly timeoutMs?: number },
  ...args: string[]
): Promise<CliRun> {
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    ANTQ_URL: stack.apiUrl,
    ANTQ_TOKEN: token,
    ANTQ_DATA_DIR: dir,
    NO_COLOR: '1',
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(projectRoot(), 'infra/local/antq.mjs'), ...args],
      { env, cwd: dir, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err }),
    );
  });
}
