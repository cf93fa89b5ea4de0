import { crc32, inflateRawSync } from 'node:zlib';

/** Why a workbook is not opened; the message is for the person who sent it. */
export class UnsafeWorkbookError extends Error {
  readonly reason: 'broken' | 'too-large' | 'not-accepted';

  constructor(reason: UnsafeWorkbookError['reason'], message: string) {
    super(message);
    this.name = 'UnsafeWorkbookError';
    this.reason = reason;
  }
}

const limits = {
  entries: 500,
  /** Of all entries together, unpacked. */
  unpackedBytes: 100 * 1024 * 1024,
  /** Unpacked to packed, of one entry; sheets of real lists stay under 30. */
  ratio: 200,
  /** Entries this small may compress as well as they like. */
  ratioFromBytes: 1024 * 1024,
  rows: 100_000,
  columns: 200,
};

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: Buffer;
  readonly unpackedSize: number;
}

const broken = (): UnsafeWorkbookError =>
  new UnsafeWorkbookError(
    'broken',
    'Tệp Excel bị hỏng hoặc bị cắt cụt; mở lại trong Excel, lưu thành tệp .xlsx mới rồi gửi lại.',
  );

const notAccepted = (what: string): UnsafeWorkbookError =>
  new UnsafeWorkbookError('not-accepted', `Tệp Excel ${what}; lưu lại thành tệp .xlsx thường rồi gửi lại.`);

const tooLarge = (what: string): UnsafeWorkbookError =>
  new UnsafeWorkbookError(
    'too-large',
    `Tệp Excel ${what}; chép riêng bảng danh sách sang một tệp mới rồi gửi lại.`,
  );

/** Entries by the central directory; every offset is checked against the file. */
function readDirectory(file: Buffer): readonly Entry[] {
  const endSignature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
  const end = file.lastIndexOf(endSignature);
  if (end === -1 || end + 22 > file.length) throw broken();
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw notAccepted('dùng kiểu nén ZIP64');
  if (count > limits.entries) throw tooLarge('chứa quá nhiều thành phần');

  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) throw broken();
    const flags = file.readUInt16LE(at + 8);
    const method = file.readUInt16LE(at + 10);
    const packedSize = file.readUInt32LE(at + 20);
    const unpackedSize = file.readUInt32LE(at + 24);
    const nameLength = file.readUInt16LE(at + 28);
    const skip = nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    const local = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    if ((flags & 1) === 1) throw notAccepted('có đặt mật khẩu');
    if (method !== 0 && method !== 8) throw notAccepted('dùng kiểu nén lạ');
    if (local + 30 > file.length || file.readUInt32LE(local) !== 0x04034b50) throw broken();
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    if (start + packedSize > file.length) throw broken();
    if (unpackedSize > limits.ratioFromBytes && unpackedSize > packedSize * limits.ratio) {
      throw tooLarge('có thành phần nén bất thường');
    }
    entries.push({ name, method, packed: file.subarray(start, start + packedSize), unpackedSize });
    at += 46 + skip;
  }
  const total = entries.reduce((sum, entry) => sum + entry.unpackedSize, 0);
  if (total > limits.unpackedBytes) throw tooLarge('quá lớn khi giải nén');
  return entries;
}

/** Unpacks no more than the directory states: a header that lies about the size fails here. */
function unpack(entry: Entry): Buffer {
  if (entry.method === 0) {
    if (entry.packed.length !== entry.unpackedSize) throw broken();
    return entry.packed;
  }
  try {
    const content = inflateRawSync(entry.packed, { maxOutputLength: Math.max(1, entry.unpackedSize) });
    if (content.length !== entry.unpackedSize) throw broken();
    return content;
  } catch {
    throw broken();
  }
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + (letter.charCodeAt(0) - 64), 0);
}

const cellTag = /<(?:\w+:)?(?:c|row)(?=[\s/>])/g;
const wholeCellTag = /<(?:\w+:)?(?:c|row)(?=[\s/>])((?:\s+[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g;

/** A sheet may name a cell far out and make its reader build a table up to there. */
function checkSheet(xml: string): void {
  let tags = 0;
  for (const [, attributes = ''] of xml.matchAll(wholeCellTag)) {
    tags += 1;
    const reference = /\sr\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1];
    if (reference === undefined) continue;
    const [, letters = '', row = ''] = /^([A-Z]{0,3})(\d{1,9})$/.exec(reference) ?? [];
    if (row === '') throw broken();
    if (columnNumber(letters) > limits.columns) throw tooLarge(`có ô ở quá cột thứ ${limits.columns}`);
    if (Number(row) > limits.rows) throw tooLarge(`có ô ở quá dòng ${limits.rows}`);
  }
  // A tag that was not understood here could still be understood by the reader.
  if (tags !== (xml.match(cellTag)?.length ?? 0)) throw broken();
}

/** A ZIP of stored entries, so that the reader behind it sees exactly what was checked. */
function pack(files: readonly { readonly name: string; readonly content: Buffer }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const nameBytes = Buffer.from(name, 'utf8');
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt32LE(crc32(content), 14);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(nameBytes.length, 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(20, 4);
    header.copy(record, 6, 4, 30);
    record.writeUInt32LE(offset, 42);
    parts.push(header, nameBytes, content);
    directory.push(record, nameBytes);
    offset += header.length + nameBytes.length + content.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directoryBytes, end]);
}

/**
 * Checks a workbook before its reader opens it: number of entries, unpacked size and ratio, lying headers, macros,
 * document types (XXE), cells far out. A reader that streams local headers does not look at the directory, so the
 * checked entries are packed anew.
 * @returns a workbook of the same content, its entries stored
 * @throws UnsafeWorkbookError
 */
export function safeWorkbook(bytes: Uint8Array): Buffer {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(file);
  if (entries.some((entry) => /vbaproject\.bin$/i.test(entry.name))) throw notAccepted('có macro');
  if (!entries.some((entry) => entry.name === 'xl/workbook.xml')) throw notAccepted('không có bảng tính');
  const wanted = entries.filter((entry) => entry.name.endsWith('.xml') || entry.name.endsWith('.rels'));
  const files = wanted.map((entry) => {
    const content = unpack(entry);
    const xml = content.toString('utf8');
    if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw notAccepted('có phần khai báo không được nhận');
    if (xml.includes('sheetData')) checkSheet(xml);
    return { name: entry.name, content };
  });
  return pack(files);
}
