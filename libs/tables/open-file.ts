import { Archive, type PackageParts } from './archive.js';
import { type CountColumns, parseCsv } from './csv.js';
import { decodeText } from './decode.js';
import { odsSheets } from './ods.js';
import type { Sheet, TableLimits } from './tables.types.js';
import { notAccepted, UnreadableFileError } from './unreadable-file.error.js';
import { isXlsx, xlsxSheets } from './xlsx.js';

/** Largest file that is read. */
export const maxFileBytes = 10 * 1024 * 1024;

/** A file as somebody sent it, an office package unpacked; the name only helps to say what is wrong. */
export interface TableFile {
  readonly filename: string;
  /** The bytes, or the parts of a package, or why it could not be unpacked. */
  readonly content: Uint8Array | PackageParts | UnreadableFileError;
}

const extensionOf = (filename: string): string => /\.([^.]+)$/.exec(filename.trim().toLowerCase())?.[1] ?? '';

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/**
 * Opens a list that was sent as a file: XLSX, ODS or CSV. The kind is told by the content. Nothing is evaluated: a
 * formula gives the value stored beside it.
 *
 * @param countColumns how many columns of the wanted list a row names, to know the separator of a CSV file by
 * @throws UnreadableFileError
 */
export function openFile(
  { content, filename }: TableFile,
  limits: TableLimits,
  countColumns: CountColumns,
): readonly Sheet[] {
  if (content instanceof UnreadableFileError) throw content;
  if (!(content instanceof Uint8Array)) return packageSheets(new Archive(content), limits);
  const bytes = content;
  if (bytes.length === 0)
    throw new UnreadableFileError('FILE_BROKEN', 'Tệp rỗng; chọn lại đúng tệp danh sách.');
  if (bytes.length > maxFileBytes) {
    const message = `Tệp lớn hơn ${maxFileBytes / 1024 / 1024} MB; chép riêng bảng danh sách sang một tệp mới rồi gửi lại.`;
    throw new UnreadableFileError('TOO_LARGE', message);
  }
  if (startsWith(bytes, 0xd0, 0xcf)) {
    throw new UnreadableFileError(
      'FILE_TYPE',
      'Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu; lưu lại thành tệp .xlsx không mật khẩu rồi gửi lại.',
    );
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) throw notAccepted('PDF không phải bảng tính');
  const extension = extensionOf(filename);
  if (['xlsx', 'ods'].includes(extension)) {
    const message = `Tệp tên .${extension} nhưng không phải tệp Excel hay bảng tính; mở lại trong Excel và lưu lại.`;
    throw new UnreadableFileError('FILE_BROKEN', message);
  }
  if (!['csv', 'txt', 'tsv'].includes(extension)) {
    const message = `Không nhận tệp "${filename}"; gửi danh sách dưới dạng .xlsx, .ods hoặc .csv.`;
    throw new UnreadableFileError('FILE_TYPE', message);
  }
  const rows = parseCsv(decodeText(bytes), limits, countColumns);
  return [
    {
      name: undefined,
      hidden: false,
      read: (lastLine = rows.at(-1)?.line ?? 0) => rows.filter(({ line }) => line <= lastLine),
    },
  ];
}

/** Packages that are no spreadsheet of a kind that is read, by a part that tells them. */
const others: readonly (readonly [part: string, what: string])[] = [
  ['word/document.xml', 'Word (.docx) không phải bảng tính'],
  ['ppt/presentation.xml', 'PowerPoint (.pptx) không phải bảng tính'],
  ['xl/workbook.bin', 'Excel dạng nhị phân (.xlsb)'],
];

function packageSheets(archive: Archive, limits: TableLimits): readonly Sheet[] {
  const other = others.find(([part]) => archive.has(part));
  if (other) throw notAccepted(other[1]);
  const kind = archive.has('mimetype') ? new TextDecoder().decode(archive.part('mimetype')).trim() : '';
  if (kind.startsWith('application/vnd.oasis.opendocument.')) {
    if (!kind.includes('.spreadsheet')) throw notAccepted('OpenDocument không phải bảng tính (.ods)');
    return odsSheets(archive, limits);
  }
  if (!isXlsx(archive)) throw notAccepted('nén không có bảng tính');
  return xlsxSheets(archive, limits);
}
