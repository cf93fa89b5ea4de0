import { StreamableFile } from '@nestjs/common';
import { fold, withoutMarks } from '#libs/text';

const TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Letters without their marks, everything else but digits a hyphen: `Bảng chấm điểm` gives `bang-cham-diem`. */
const plainName = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** RFC 5987 leaves letters, digits and a few marks as they are. */
const extended = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const disposition = (plain: string, readable: string): string =>
  `attachment; filename="${plain}"; filename*=UTF-8''${extended(readable)}`;

/** Content-Disposition of a file that somebody handed in, under the name that it came with. */
export const keptNameOf = (name: string): string =>
  disposition(withoutMarks(name).replace(/[^\x20-\x7e]|["\\%]/g, '_'), name);

/**
 * Content-Disposition of a file to keep: a plain name for every program, and the name with its accents for those that
 * read RFC 5987.
 */
export const dispositionOf = (name: string, extension: string): string => {
  const readable = name
    .normalize('NFC')
    .replace(/[\p{Cc}/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return disposition(`${plainName(name)}.${extension}`, `${readable}.${extension}`);
};

export const attachment = (name: string, format: keyof typeof TYPES, bytes: Uint8Array): StreamableFile =>
  new StreamableFile(bytes, {
    type: TYPES[format],
    disposition: dispositionOf(name, format),
    length: bytes.byteLength,
  });
