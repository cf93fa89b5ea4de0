import { looksLikeLegacyFont } from '#libs/text';
import { UnreadableFileError } from './unreadable-file.error.js';

const remedy =
  'mở tệp trong Excel và lưu lại với kiểu "CSV UTF-8 (Comma delimited)", phông Unicode, rồi gửi lại.';

const refuse = (line: number | undefined, message: string) =>
  new UnreadableFileError('ENCODING', `${message} ${remedy}`, line);

/** The first line, from 1, whose bytes are not UTF-8, of bytes that are not. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    // Where all before it were sound, it is the last.
    if (end === -1) return line;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    line += 1;
    start = end + 1;
  }
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** The kind of UTF-16 that a byte order mark names. */
export function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function unicode(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    if (utf16 !== undefined) throw refuse(undefined, 'Tệp ghi là UTF-16 nhưng bị hỏng hoặc bị cắt cụt;');
    const line = firstBadLine(bytes);
    throw refuse(line, `Dòng ${line} của tệp không phải chữ mã UTF-8;`);
  }
}

/**
 * The text of a CSV file: UTF-8 (with or without BOM), or UTF-16 marked by a BOM. Anything else, also text typed in a
 * TCVN3 or VNI font, is refused with the first bad line: a wrong guess would change names.
 *
 * @throws UnreadableFileError
 */
export function decodeText(bytes: Uint8Array): string {
  const text = unicode(bytes);
  const nul = text.indexOf('\u0000');
  if (nul !== -1) {
    const line = lineOf(text, nul);
    throw refuse(line, `Dòng ${line} của tệp có ký tự rỗng (tệp nhị phân hoặc UTF-16 không đánh dấu);`);
  }
  const legacy = text.split('\n').findIndex(looksLikeLegacyFont);
  if (legacy !== -1) {
    const line = legacy + 1;
    throw refuse(
      line,
      `Dòng ${line} của tệp có vẻ gõ bằng phông cũ (TCVN3, VNI); chuyển sang phông Unicode:`,
    );
  }
  return text;
}
