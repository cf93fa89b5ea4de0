import { describe, expect, it } from '@jest/globals';
import { decodeText } from './decode.js';
import { UnreadableFileError } from './unreadable-file.error.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusalOf(content: Uint8Array) {
  try {
    return decodeText(content);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { fault: error.fault, line: error.line, says: error.message.split(';')[0]?.split(':')[0] };
  }
}

describe('the text of a file', () => {
  it('may be empty', () => {
    expect(decodeText(bytes(''))).toBe('');
  });

  it('names the first line that is not UTF-8', () => {
    const content = new Uint8Array([...bytes('một\nhai\n'), 0xff, 0x41, ...bytes('\nbốn')]);
    expect(refusalOf(content)).toEqual({
      fault: 'ENCODING',
      line: 3,
      says: 'Dòng 3 của tệp không phải chữ mã UTF-8',
    });
    expect(refusalOf(new Uint8Array([0xc3]))).toMatchObject({ line: 1 });
  });

  it('is not UTF-16 that was cut off', () => {
    expect(refusalOf(new Uint8Array([0xff, 0xfe, 0x41]))).toEqual({
      fault: 'ENCODING',
      line: undefined,
      says: 'Tệp ghi là UTF-16 nhưng bị hỏng hoặc bị cắt cụt',
    });
  });

  it.each([
    [0xff, 0x41],
    [0x41, 0xfe],
    [0xfe, 0x41],
    [0x41, 0xff],
  ])('is UTF-16 by both bytes of its mark alone, not by %d and %d', (...content) => {
    expect(refusalOf(new Uint8Array(content))).toMatchObject({
      line: 1,
      says: 'Dòng 1 của tệp không phải chữ mã UTF-8',
    });
  });

  it('has no NUL, and no line in an old font', () => {
    expect(refusalOf(bytes('a\nb\u0000'))).toMatchObject({
      line: 2,
      says: 'Dòng 2 của tệp có ký tự rỗng (tệp nhị phân hoặc UTF-16 không đánh dấu)',
    });
    expect(refusalOf(bytes('Trường\nTröôøng tieåu hoïc'))).toMatchObject({
      line: 2,
      says: 'Dòng 2 của tệp có vẻ gõ bằng phông cũ (TCVN3, VNI)',
    });
  });

  it('tells what to do', () => {
    expect(() => decodeText(new Uint8Array([0xff]))).toThrow(/CSV UTF-8 \(Comma delimited\)/);
  });
});
