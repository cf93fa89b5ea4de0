import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe } from '@jest/globals';

const run = promisify(execFile);

/** Names under which distributions have it, in the order in which they are looked for. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
];
const ON_MACOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const MISSING =
  'kiểm thử các trang web: máy này không có Chromium. Cài bằng "apt-get install chromium", hoặc đặt CHROME_PATH.';

/** Whether the program says that it is a browser; a stub that only asks for an installation does not. */
async function answers(program: string): Promise<boolean> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 20_000 });
    return /\d+\.\d+/.test(stdout);
  } catch {
    return false;
  }
}

async function findChromium(): Promise<string | undefined> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (await answers(named)) return named;
    throw new Error(`CHROME_PATH=${named} is no browser`);
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const candidates = [
    ...(process.platform === 'darwin' ? ON_MACOS : []),
    ...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
  ];
  for (const candidate of candidates) if (await answers(candidate)) return candidate;
  return undefined;
}

/**
 * `describe` where there is a browser, `describe.skip` where there is none; the skipped tests are counted by jest and the reason
 * is told at the end of the run.
 */
export async function browserOrSkip(): Promise<{
  readonly describeWithBrowser: typeof describe.skip;
  readonly chromium: string;
}> {
  const chromium = await findChromium();
  if (chromium !== undefined) return { describeWithBrowser: describe, chromium };
  const reports = process.env['ANTQ_TEST_REPORTS'];
  if (reports !== undefined) writeFileSync(path.join(reports, 'browser.skipped.txt'), MISSING);
  return { describeWithBrowser: describe.skip, chromium: '' };
}
