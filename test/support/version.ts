import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '#infra/local';

const UNRELEASED = '-dev';

/** The version that this checkout is, or becomes: package.json's without what marks it as unreleased. */
export async function versionInWork(): Promise<string> {
  return (await version()).replace(UNRELEASED, '');
}

/** Whether the checkout is a released version, whose recordings stay as they are. */
export async function isReleased(): Promise<boolean> {
  return !(await version()).endsWith(UNRELEASED);
}

async function version(): Promise<string> {
  const text = await readFile(path.join(projectRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
