// Makes package-lock.json whole after an installation: `npm ci` asks for an entry for every optional
// package of every platform, and some registries serve only those of their own. Addresses are taken out,
// so that the lock fits any registry. With --check nothing is written; the exit code says whether it would be.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];
const systemOfWord = { windows: 'win32', macos: 'darwin' };
const flags = ['dev', 'devOptional', 'peer'];

/** Reads the platform from a name such as `@swc/core-linux-arm-gnueabihf`; only what the name says is set. */
export function platformOf(name) {
  const words = name.split(/[/\-_.]/).map((word) => systemOfWord[word] ?? word);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  const musl = words.some((word) => word.startsWith('musl'));
  const gnu = words.some((word) => word.startsWith('gnu'));
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os === 'linux' && (musl || gnu) ? { libc: [musl ? 'musl' : 'glibc'] } : {}),
    ...(os ? { os: [os] } : {}),
  };
}

/** The place in the lock from which node would load `name` for the package at `from`; undefined when nowhere. */
function placeOf(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const place = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[place]) return place;
    if (!folder) return undefined;
  }
}

/** npm writes the fields of an entry in this order; the same one keeps later installations from rewriting it. */
const inOrder = (fields) => Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Returns a completed copy of a parsed lock (version 3), with the names added and the number of addresses
 * removed. A missing package that is asked for by a caret range gets the lowest version of it, which there must be one of; any
 * other range throws: a version of it cannot be known here.
 */
export function completeLock(lock) {
  const packages = structuredClone(lock.packages);
  const added = [];
  let addresses = 0;
  for (const entry of Object.values(packages)) {
    if (!entry.resolved || entry.link) continue;
    delete entry.resolved;
    addresses += 1;
  }
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, wanted] of Object.entries(entry.optionalDependencies ?? {})) {
      if (placeOf(packages, parent, name)) continue;
      const version = /^\^?(\d+\.\d+\.\d+.*)$/.exec(wanted)?.[1];
      if (version === undefined)
        throw new Error(`${name} ${wanted}: no version can be told from it (asked by ${parent})`);
      packages[`node_modules/${name}`] = {
        version,
        ...inOrder({
          ...Object.fromEntries(flags.filter((flag) => entry[flag]).map((flag) => [flag, true])),
          optional: true,
          ...platformOf(name),
        }),
      };
      added.push(name);
    }
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  return { lock: { ...lock, packages: sorted }, added, addresses };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../package-lock.json');
  const { lock, added, addresses } = completeLock(JSON.parse(readFileSync(file, 'utf8')));
  const done = added.length + addresses > 0;
  if (done && process.argv.includes('--check')) {
    process.stderr.write(
      `package-lock.json lacks ${added.length} platform packages and holds ${addresses} addresses: npm run lock\n`,
    );
    process.exitCode = 1;
  } else if (done) {
    writeFileSync(`${file}.tmp`, `${JSON.stringify(lock, undefined, 2)}\n`);
    renameSync(`${file}.tmp`, file);
    process.stderr.write(
      `package-lock.json: ${added.length} platform packages added, ${addresses} addresses removed\n`,
    );
  }
}
