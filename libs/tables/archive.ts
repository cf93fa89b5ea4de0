import { broken, notAccepted } from './unreadable-file.error.js';

/** Parts of a package by name; those that hold no table are named and not unpacked. */
export type PackageParts = ReadonlyMap<string, Uint8Array | undefined>;

/** Programs of Windows write `\` between folders, and some exporters another case than their own references. */
const keyOf = (name: string): string => name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();

/** The parts of an office package (XLSX, ODS) by name, without regard to case. */
export class Archive {
  private readonly parts: PackageParts;

  /** @throws UnreadableFileError where the package holds a macro */
  constructor(parts: PackageParts) {
    this.parts = new Map([...parts].map(([name, content]) => [keyOf(name), content]));
    if ([...this.parts.keys()].some((name) => name.endsWith('vbaproject.bin'))) throw notAccepted('có macro');
  }

  has(name: string): boolean {
    return this.parts.has(keyOf(name));
  }

  /** @throws UnreadableFileError where it is absent */
  part(name: string): Uint8Array {
    const content = this.parts.get(keyOf(name));
    if (content === undefined) throw broken();
    return content;
  }
}
