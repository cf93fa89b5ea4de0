import type { PolicyPack } from '../pack.schema.js';
import { PolicyError } from '../policy.error.js';
import { jsonPlace } from './json-place.js';
import { parsePack } from './parse-pack.js';

/** One file of a catalogue as it was found. */
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

/** What lists say of a pack; a `base` one is only extended and opens no cycle. */
interface ListedPack {
  readonly id: string;
  readonly title: string;
  readonly base: boolean;
}

interface Found {
  readonly file: string;
  readonly json: unknown;
}

/**
 * The packs of an installation: what packs there are is what files there are, so that a province is added by a file. A
 * process makes it once, of what it has read, and gives it to whoever opens cycles or tells of packs.
 */
export class PackCatalogue {
  private readonly found: ReadonlyMap<string, Found>;
  private readonly unreadable: readonly PackFileFault[];
  private readonly loaded = new Map<string, PolicyPack>();

  /** @param files of two packs with the same id the first stays */
  constructor(private readonly files: readonly PackFile[]) {
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
    this.found = new Map([...byId].sort(([a], [b]) => (a < b ? -1 : 1)));
    this.unreadable = faults;
  }

  /** These packs and that of one file more. */
  with(file: PackFile): PackCatalogue {
    return new PackCatalogue([...this.files, file]);
  }

  /** The pack of that id, whole and frozen. Throws `POLICY.UNKNOWN`, `POLICY.INVALID`, `POLICY.EXTENDS_CYCLE`. */
  load(id: string): PolicyPack {
    const known = this.loaded.get(id);
    if (known) return known;
    const own = this.found.get(id);
    if (!own) {
      throw new PolicyError('POLICY.UNKNOWN', { pack: id, known: [...this.found.keys()].join(', ') });
    }
    const files = Object.fromEntries([...this.found].map(([key, { json }]) => [key, json]));
    const pack = parsePack(own.json, files);
    this.loaded.set(id, pack);
    return pack;
  }

  /** What can be loaded, in the order of the ids. */
  list(): readonly ListedPack[] {
    return [...this.found.keys()].flatMap((id) => {
      const pack = this.tryLoad(id);
      return pack instanceof PolicyError ? [] : [{ id, title: pack.title, base: pack.base ?? false }];
    });
  }

  /** Every file that is no pack, with what is wrong with it and where. */
  faults(): readonly PackFileFault[] {
    return [
      ...this.unreadable,
      ...[...this.found].flatMap(([id, { file }]) => {
        const pack = this.tryLoad(id);
        return pack instanceof PolicyError ? [{ file, place: pack.path, message: pack.message }] : [];
      }),
    ];
  }

  private tryLoad(id: string): PolicyPack | PolicyError {
    try {
      return this.load(id);
    } catch (error) {
      if (error instanceof PolicyError) return error;
      throw error;
    }
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
