// Makes the pages of apps/web: what browsers load, with a compressed copy beside each file.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

/** Libraries that pages take in, as `#libs/…`; of others they take types alone. */
const LIBS = /^libs\/(contracts\/http|api-client|policy|text|refusals)\//;
const COMPRESSED = /\.(js|css|html|svg)$/;
/** Higher costs ten times the time and saves a tenth. */
const QUALITY = 9;

async function* filesBelow(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(full);
    else yield full;
  }
}

/**
 * Says in one word what the pages are made of; undefined where the tree has none.
 *
 * @param files digests of the sources of the libraries, by path
 */
export async function pagesDigest(root, files) {
  const folder = path.join(root, 'apps/web');
  if (!existsSync(path.join(folder, 'index.html'))) return undefined;
  const hash = createHash('sha256');
  // Which packages pages take in: all that are installed, for none of them says so in a word.
  hash.update(await readFile(path.join(root, 'package-lock.json'))).update('\0');
  const libs = Object.entries(files).filter(([name]) => LIBS.test(name));
  for (const [name, digest] of libs.sort()) hash.update(`${name} ${digest}\0`);
  const own = [];
  for await (const file of filesBelow(folder)) own.push(file);
  for (const file of own.sort())
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex').slice(0, 24);
}

/** Fills dist/apps/web, by a folder of its own that takes its place: a running API goes on with what it has listed. */
export async function buildPages(root) {
  const require = createRequire(path.join(root, 'package.json'));
  const { build } = await import(pathToFileURL(require.resolve('vite')).href);
  const target = path.join(root, 'dist/apps/web');
  const made = `${target}.${process.pid}.tmp`;
  const before = process.env.NODE_ENV;
  // The shell's own word would make pages for developers.
  process.env.NODE_ENV = 'production';
  try {
    const configFile = path.join(root, 'apps/web/vite.config.ts');
    await build({ configFile, logLevel: 'warn', build: { outDir: made } });
    for await (const file of filesBelow(made)) {
      if (!COMPRESSED.test(file)) continue;
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } };
      await writeFile(`${file}.br`, await compress(await readFile(file), options));
    }
    await rm(target, { recursive: true, force: true });
    await rename(made, target);
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
    await rm(made, { recursive: true, force: true });
  }
}
