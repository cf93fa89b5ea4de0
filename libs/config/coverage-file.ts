import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../policy/sentences/coverage.json', import.meta.url));

/** The JSON of every sentence of the documents that orders something; `coverageSchema` of the policy says what it holds. */
export const readCoverageFile = (): unknown => JSON.parse(readFileSync(FILE, 'utf8'));
