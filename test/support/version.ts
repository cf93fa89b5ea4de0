import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '#infra/local';

/** The version of package.json without what marks it as unreleased: the one that this checkout is, or becomes. */
export async function versionInWork(): Promise<string> {
  const text = await readFile(path.join(projectRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version.replace(/-.*$/, '');
}
