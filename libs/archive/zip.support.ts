import { crc32 } from 'node:zlib';
import { deflateSync, strToU8 } from 'fflate';

export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** What the directory says instead of the true unpacked size. */
  readonly statedSize?: number;
  readonly isStored?: boolean;
  /** General purpose flags. */
  readonly flags?: number;
}

const little = (bytes: number, value: number): number[] =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** index) % 256);

/** A ZIP archive whose directory may lie. */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: number[] = [];
  const directory: number[] = [];
  for (const { name, content, statedSize = content.length, isStored = false, flags = 0 } of entries) {
    const packed = isStored ? content : deflateSync(content);
    const nameBytes = [...strToU8(name)];
    const shared = [
      ...little(2, 20),
      ...little(2, flags),
      ...little(2, isStored ? 0 : 8),
      ...little(4, 0),
      ...little(4, crc32(content)),
      ...little(4, packed.length),
      ...little(4, statedSize),
      ...little(2, nameBytes.length),
      ...little(2, 0),
    ];
    const offset = parts.length;
    parts.push(...little(4, 0x04034b50), ...shared, ...nameBytes);
    for (const byte of packed) parts.push(byte);
    directory.push(
      ...little(4, 0x02014b50),
      ...little(2, 20),
      ...shared,
      ...little(10, 0),
      ...little(4, offset),
    );
    directory.push(...nameBytes);
  }
  const end = [
    ...little(4, 0x06054b50),
    ...little(4, 0),
    ...little(2, entries.length),
    ...little(2, entries.length),
    ...little(4, directory.length),
    ...little(4, parts.length),
    ...little(2, 0),
  ];
  return Uint8Array.from([...parts, ...directory, ...end]);
}

export const text = (name: string, content: string): ZipEntry => ({ name, content: strToU8(content) });
