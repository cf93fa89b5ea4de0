import { jsonPlace } from './json-place.js';
import type { PolicyPack } from './pack.types.js';
import { parsePack } from './parse-pack.js';
import { PolicyError } from './policy.error.js';

/** One file of the catalogue as it was found. */
export interface PackFile {
  /** Where it lies, as an administrator finds it. */
  readonly name: string;
  readonly text: string;
}

/** A file that is no pack. The others are not concerned, except those that extend it. */
export interface PackFileFault {
  readonly file: string;
  /** Keys down to the place, or line and column of what is no JSON. */
  readonly place?: string;
  /** Vietnamese: what is wrong. */
  readonly message: string;
}

interface Found {
  readonly file: string;
  readonly json: unknown;
}

let found: ReadonlyMap<string, Found> = new Map();
let unreadable: readonly PackFileFault[] = [];
let loaded = new Map<string, PolicyPack>();

/**
 * Makes the files the packs of this process, in place of those before. Called once at its start: what packs there are is
 * what files there are, so that a province is added by a file. Of two packs with the same id the first stays.
 */
export const registerPacks = (files: readonly PackFile[]): void => {
  const byId = new Map<string, Found>();
  const faults: PackFileFault[] = [];
  for (const { name, text } of files) {
    const read = readJson(text);
    if ('fault' in read) {
      faults.push({ file: name, ...read.fault });
      continue;
    }
    const { id } = read;
    const same = byId.get(id);
    if (same) faults.push({ file: name, place: 'id', message: `Mã “${id}” đã có ở ${same.file}.` });
    else byId.set(id, { file: name, json: read.json });
  }
  found = new Map([...byId].sort(([a], [b]) => (a < b ? -1 : 1)));
  unreadable = faults;
  loaded = new Map();
};

/** The pack of that id, whole and frozen. Throws `POLICY.UNKNOWN`, `POLICY.INVALID`, `POLICY.EXTENDS_CYCLE`. */
export const loadPack = (id: string): PolicyPack => {
  const known = loaded.get(id);
  if (known) return known;
  const own = found.get(id);
  if (!own) {
    throw new PolicyError('POLICY.UNKNOWN', { pack: id, known: [...found.keys()].join(', ') });
  }
  const pack = parsePack(own.json, Object.fromEntries([...found].map(([key, { json }]) => [key, json])));
  loaded.set(id, pack);
  return pack;
};

/** What can be loaded, in the order of the ids; `base` packs are only extended and open no cycle. */
export const listPacks = (): readonly {
  readonly id: string;
  readonly title: string;
  readonly base: boolean;
}[] =>
  [...found.keys()].flatMap((id) => {
    const pack = tryPack(id);
    return pack instanceof PolicyError ? [] : [{ id, title: pack.title, base: pack.base ?? false }];
  });

/** Every file that is no pack, with what is wrong with it and where. */
export const packFileFaults = (): readonly PackFileFault[] => [
  ...unreadable,
  ...[...found].flatMap(([id, { file }]) => {
    const pack = tryPack(id);
    return pack instanceof PolicyError ? [{ file, place: pack.path, message: pack.message }] : [];
  }),
];

function tryPack(id: string): PolicyPack | PolicyError {
  try {
    return loadPack(id);
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

function readJson(
  text: string,
): { readonly id: string; readonly json: unknown } | { readonly fault: Omit<PackFileFault, 'file'> } {
  const bare = text.replace(/^\uFEFF/, '');
  let json: unknown;
  try {
    json = JSON.parse(bare);
  } catch {
    return { fault: { place: jsonPlace(bare), message: 'Tệp không phải là JSON đúng.' } };
  }
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined;
  if (typeof id !== 'string' || id === '')
    return { fault: { place: 'id', message: 'Gói quy định phải có mã (id).' } };
  return { id, json };
}
