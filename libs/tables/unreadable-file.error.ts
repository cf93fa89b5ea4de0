import type { FileFault } from './tables.types.js';

/** Thrown where a file cannot be read as a table; the message is for the person who sent it. */
export class UnreadableFileError extends Error {
  readonly fault: FileFault;
  /** Line in the file, from 1. */
  readonly line: number | undefined;

  constructor(fault: FileFault, message: string, line?: number) {
    super(message);
    this.name = 'UnreadableFileError';
    this.fault = fault;
    this.line = line;
  }
}

export const broken = (where = ''): UnreadableFileError =>
  new UnreadableFileError(
    'FILE_BROKEN',
    `Tệp bảng tính bị hỏng hoặc bị cắt cụt${where}; mở lại trong Excel, lưu thành tệp .xlsx mới rồi gửi lại.`,
  );

export const notAccepted = (what: string): UnreadableFileError =>
  new UnreadableFileError('FILE_TYPE', `Tệp ${what}; lưu lại thành tệp .xlsx thường rồi gửi lại.`);

export const tooLarge = (what: string): UnreadableFileError =>
  new UnreadableFileError(
    'TOO_LARGE',
    `Tệp ${what}; chép riêng bảng danh sách sang một tệp mới rồi gửi lại.`,
  );
