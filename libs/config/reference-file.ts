import { existsSync } from 'node:fs';

/** Beside the launcher: two folders up from the source of this file, three from what is compiled of it. */
const FOLDERS = ['../../infra/local/data/', '../../../infra/local/data/'];

/** Where a file lies that a fresh installation starts from. Throws when there is none of that name. */
export function referenceFile(name: string): URL {
  const found = FOLDERS.map((folder) => new URL(`${folder}${name}`, import.meta.url)).find((file) =>
    existsSync(file),
  );
  if (found === undefined) throw new Error(`reference data has no ${name}`);
  return found;
}
