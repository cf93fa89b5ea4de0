// Compiles to dist/ by swc what changed since the last time, copies assets, bundles the workflows.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureInstalled, projectRoot } from './ensure.mjs';
import { compileLayout } from './mail-layout.mjs';
import { buildPages, pagesDigest } from './web-pages.mjs';

const sourceFolders = ['apps', 'workflows', 'activities', 'libs', 'infra'];
const skippedFolders = new Set(['node_modules', 'dist', 'web', 'data']);
const assetEndings = ['.json', '.hbs', '.html', '.css', '.svg', '.page.mjs'];

async function* walk(folder) {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name)) yield* walk(full);
    } else {
      yield full;
    }
  }
}

const digest = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 24);
};

/** Writes by rename: a process that loads dist at this moment never sees half a file. */
async function writeWhole(file, content) {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, file);
}

function isSource(file) {
  return (
    file.endsWith('.ts') &&
    !file.endsWith('.d.ts') &&
    !file.endsWith('.spec.ts') &&
    !file.endsWith('.support.ts')
  );
}

function isAsset(file) {
  return assetEndings.some((ending) => file.endsWith(ending)) && !path.basename(file).startsWith('tsconfig');
}

/**
 * Brings dist/ up to date and resolves to what was done: files compiled, copied and removed,
 * and whether the workflow bundle and the pages were made anew.
 */
export async function build(root = projectRoot, { force = false } = {}) {
  await compileLayout(root);
  const dist = path.join(root, 'dist');
  const statePath = path.join(dist, '.build.json');
  const require = createRequire(path.join(root, 'package.json'));
  const swc = require('@swc/core');
  const swcrc = await readFile(path.join(root, '.swcrc'), 'utf8');
  const tools = digest(swc.version, swcrc, require('@temporalio/worker/package.json').version);

  let previous = { tools: '', files: {}, bundle: '', pages: '' };
  try {
    if (!force) previous = { ...previous, ...JSON.parse(await readFile(statePath, 'utf8')) };
  } catch {
    // No earlier build.
  }
  const known = previous.tools === tools ? previous.files : {};
  const files = {};
  const done = { compiled: 0, copied: 0, removed: 0, bundled: false, pages: false };
  const failures = [];

  for (const folder of sourceFolders) {
    for await (const file of walk(path.join(root, folder))) {
      const source = isSource(file);
      if (!source && !isAsset(file)) continue;
      const relative = path.relative(root, file);
      const target = path.join(dist, source ? relative.replace(/\.ts$/, '.js') : relative);
      const content = await readFile(file);
      const hash = digest(content);
      files[relative] = hash;
      if (known[relative] === hash && existsSync(target)) continue;
      if (!source) {
        await writeWhole(target, content);
        done.copied += 1;
        continue;
      }
      try {
        const output = await swc.transform(content.toString('utf8'), {
          filename: file,
          cwd: root,
          configFile: path.join(root, '.swcrc'),
          swcrc: false,
          sourceMaps: true,
          sourceFileName: path.relative(path.dirname(target), file),
        });
        await writeWhole(`${target}.map`, output.map ?? '{}');
        await writeWhole(target, `${output.code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
        done.compiled += 1;
      } catch (error) {
        delete files[relative];
        failures.push(`${relative}: ${error.message}`);
      }
    }
  }

  for (const relative of Object.keys(previous.files)) {
    if (files[relative]) continue;
    const target = path.join(dist, relative.replace(/\.ts$/, '.js'));
    await rm(target, { force: true });
    await rm(`${target}.map`, { force: true });
    done.removed += 1;
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));

  let bundle = '';
  const workflowsPath = path.join(dist, 'workflows/index.js');
  if (files['workflows/index.ts']) {
    const inputs = Object.entries(files)
      .filter(([name]) => /^(workflows|libs)\//.test(name))
      .sort();
    bundle = digest(tools, JSON.stringify(inputs));
    const bundlePath = path.join(dist, 'workflows/bundle.js');
    if (bundle !== previous.bundle || !existsSync(bundlePath)) {
      // The state is written first: a bundle that fails must not cost the compiled files.
      await writeWhole(statePath, JSON.stringify({ tools, files, bundle: '', pages: previous.pages }));
      const { bundleWorkflowCode } = require('@temporalio/worker');
      const quiet = { trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error, log() {} };
      const { code } = await bundleWorkflowCode({ workflowsPath, logger: quiet });
      await writeWhole(bundlePath, code);
      done.bundled = true;
    }
  }
  // Trees that are built in part, as those of specs, have none.
  const pages = await pagesDigest(root, files);
  if (
    pages !== undefined &&
    (pages !== previous.pages || !existsSync(path.join(dist, 'apps/web/index.html')))
  ) {
    await writeWhole(statePath, JSON.stringify({ tools, files, bundle, pages: '' }));
    await buildPages(root);
    done.pages = true;
  }
  await writeWhole(statePath, JSON.stringify({ tools, files, bundle, pages }));
  return done;
}

if (process.argv[1] && path.resolve(process.argv[1]) === path.join(projectRoot, 'infra/local/build.mjs')) {
  const started = Date.now();
  try {
    ensureInstalled();
    const done = await build(projectRoot, { force: process.argv.includes('--force') });
    if (done.compiled + done.copied + done.removed > 0 || done.bundled || done.pages) {
      const seconds = ((Date.now() - started) / 1000).toFixed(1).replace('.', ',');
      const bundle = done.bundled ? ', đã đóng gói quy trình' : '';
      const pages = done.pages ? ', đã dựng các trang web' : '';
      process.stderr.write(`Đã biên dịch ${done.compiled} tệp${bundle}${pages} trong ${seconds} giây.\n`);
    }
  } catch (error) {
    process.stderr.write(`Không biên dịch được:\n${error.message}\n`);
    process.exitCode = 1;
  }
}
