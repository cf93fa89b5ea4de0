import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, projectRoot } from './ensure.mjs';

try {
  ensureInstalled();
  ensureBuilt();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
// Same process, same terminal: signals and the exit code are the launcher's own.
const { launch } = await import(pathToFileURL(path.join(projectRoot, 'dist/infra/local/launcher.js')).href);
process.exit(await launch());
