// Plain node, no packages: this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
}

/**
 * Says why node_modules does not hold what package-lock.json asks for; `undefined` when it does.
 * Contents are compared, not times: a clone, a copy or a touched file must not cost an installation.
 */
export function missingInstallation(root = projectRoot) {
  const wanted = lockedPackages(path.join(root, 'package-lock.json'));
  if (!wanted) return undefined;
  const installed = lockedPackages(path.join(root, 'node_modules/.package-lock.json'));
  if (!installed) return 'chưa cài thư viện';
  for (const [where, entry] of Object.entries(wanted)) {
    if (where === '' || entry.link) continue;
    const present = installed[where];
    // Builds for other platforms are optional and stay away.
    if (!present && !entry.optional && !entry.devOptional) return `thiếu ${where}`;
    if (present && present.version !== entry.version) return `${where} khác phiên bản đã khóa`;
  }
  return undefined;
}

/** Installs the locked packages when needed. Throws an error with one sentence when npm fails. */
export function ensureInstalled(root = projectRoot) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Cần Node.js từ 20.19 trở lên, máy này đang dùng ${process.versions.node}.`);
  }
  const reason = missingInstallation(root);
  if (!reason) return;
  process.stderr.write(`Đang cài thư viện (${reason}), khoảng một phút…\n`);
  const started = Date.now();
  // npm's own words go to stderr, so that a command's stdout stays its own.
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const result = spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) {
    throw new Error('Không cài được thư viện: lệnh "npm ci" thất bại, lý do ở các dòng trên.');
  }
  process.stderr.write(`Đã cài thư viện trong ${Math.round((Date.now() - started) / 1000)} giây.\n`);
}

/** Builds in a process of its own: the compiler and the bundler stay out of the caller's memory. */
export function ensureBuilt(root = projectRoot, argv = []) {
  const result = spawnSync(process.execPath, [path.join(root, 'infra/local/build.mjs'), ...argv], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) throw new Error('Không biên dịch được; lý do ở các dòng trên.');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    ensureInstalled();
    if (process.argv.includes('--build')) ensureBuilt();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
