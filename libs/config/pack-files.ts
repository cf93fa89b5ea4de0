import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The packs that come with the product; they are copied beside the compiled code. */
const BUILT_IN = fileURLToPath(new URL('../policy/packs/', import.meta.url));

/**
 * The pack files of an installation: those of the product, then those of the folder of its own (ANTQ_POLICY_DIR), each
 * by name. Throws when a folder cannot be read; what the files hold is the policy's question.
 */
export function readPackFiles(ownFolder?: string): { readonly name: string; readonly text: string }[] {
  return [BUILT_IN, ...(ownFolder === undefined ? [] : [ownFolder])].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({
        name: folder === BUILT_IN ? name : path.join(folder, name),
        text: readFileSync(path.join(folder, name), 'utf8'),
      })),
  );
}
