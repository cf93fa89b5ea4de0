#!/usr/bin/env node
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, projectRoot } from './ensure.mjs';

const main = path.join(projectRoot, 'dist/apps/cli/main.js');
try {
  ensureInstalled();
  if (!existsSync(main)) ensureBuilt();
  if (!existsSync(main)) throw new Error(`Thiếu ${main}; hãy chạy npm run build rồi thử lại.`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
// Wherever the command is typed, it speaks to the installation it belongs to.
process.env.ANTQ_DATA_DIR ??= path.join(projectRoot, '.data');
await import(pathToFileURL(main).href);
