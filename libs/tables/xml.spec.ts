import { describe, expect, it } from '@jest/globals';
import { UnreadableFileError } from './unreadable-file.error.js';
import { EnoughRead, readXml, withoutPrefixes } from './xml.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));

function eventsOf(content: Uint8Array): string[] {
  const events: string[] = [];
  readXml(content, {
    open: (name, attributes) => events.push(`<${name} ${JSON.stringify(attributes)}>`),
    close: (name) => events.push(`</${name}>`),
    text: (text) => events.push(text),
  });
  return events;
}
const refusalOf = (content: Uint8Array): string => {
  try {
    return eventsOf(content).join('');
  } catch (error) {
    return error instanceof UnreadableFileError ? error.fault : String(error);
  }
};

describe('a part of a package', () => {
  it('is told by names without prefix, with its texts and raw sections', () => {
    expect(eventsOf(bytes('<x:a b="1">Xã &amp; <![CDATA[<b>]]></x:a>'))).toEqual([
      '<a {"b":"1"}>',
      'Xã & ',
      '<b>',
      '</a>',
    ]);
  });

  it('may be UTF-16, and longer than what is decoded at once', () => {
    expect(eventsOf(utf16('<a>Xã</a>'))).toEqual(['<a {}>', 'Xã', '</a>']);
    expect(eventsOf(utf16('<a>Xã</a>').map((_, index, all) => all[index ^ 1] ?? 0))).toEqual([
      '<a {}>',
      'Xã',
      '</a>',
    ]);
    const long = 'ã'.repeat(100_000);
    expect(eventsOf(bytes(`<a>${long}</a>`)).join('')).toBe(`<a {}>${long}</a>`);
  });

  it.each([
    ['FILE_BROKEN', bytes('<a>')],
    ['FILE_BROKEN', bytes('<a>&unknown;</a>')],
    ['FILE_BROKEN', bytes('<a><b></a></b>')],
    ['FILE_BROKEN', new Uint8Array([...bytes('<a>'), 0xff, ...bytes('</a>')])],
    ['FILE_TYPE', bytes('<!DOCTYPE a [<!ENTITY e "e">]><a>&e;</a>')],
  ])('is refused as %s', (fault, content) => {
    expect(refusalOf(content)).toBe(fault);
  });

  it('that is broken says what to do', () => {
    expect(() => eventsOf(bytes('<a>'))).toThrow(
      'Tệp bảng tính bị hỏng hoặc bị cắt cụt; mở lại trong Excel, lưu thành tệp .xlsx mới rồi gửi lại.',
    );
  });

  it('is read no further than a handler wants', () => {
    let seen = 0;
    const read = () =>
      readXml(bytes('<a><b/><c>'), {
        open: () => {
          seen += 1;
          if (seen === 2) throw new EnoughRead();
        },
      });
    expect(read).toThrow(EnoughRead);
    expect(seen).toBe(2);
  });
});

it('of two attributes that differ by their prefix alone the first counts', () => {
  expect(withoutPrefixes({ 'office:value': '1', 'calc:value': '2', name: 'x' })).toEqual({
    value: '1',
    name: 'x',
  });
});
