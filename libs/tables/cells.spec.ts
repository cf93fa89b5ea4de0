import { describe, expect, it } from '@jest/globals';
import {
  anyText,
  type CellReader,
  code,
  day,
  decimal,
  email,
  name,
  oneOf,
  optional,
  optionalEmail,
  phone,
  plainText,
  required,
  textOf,
  whole,
  yesNo,
} from './cells.js';
import type { Cell } from './tables.types.js';

/** The value of a cell, or the fault for which it is refused. */
function read<T>(reader: CellReader<T>, cell: Cell): T | string {
  const outcome = reader(cell);
  return 'fault' in outcome ? `! ${outcome.fault}` : outcome.value;
}
const correctionOf = <T>(reader: CellReader<T>, cell: Cell): string | undefined => {
  const outcome = reader(cell);
  return 'fault' in outcome ? outcome.fault : outcome.corrected;
};

describe('the text of a cell', () => {
  it.each<[Cell, string]>([
    [null, ''],
    [undefined, ''],
    [12.5, '12.5'],
    [true, 'true'],
    [{ shown: '#N/A', why: 'error' }, '#N/A'],
  ])('of %j is %j', (cell, text) => {
    expect(textOf(cell)).toBe(text);
  });
});

describe('a blank cell', () => {
  it.each<Cell>([null, '', '  ', '\u200b'])('%j is nothing, or refused where something is needed', (cell) => {
    expect(read(optional(whole), cell)).toBeUndefined();
    expect(required(whole, 'một số')(cell)).toEqual({ fault: 'MISSING', message: 'Ô để trống; ghi một số.' });
    expect(read(name('tên'), cell)).toBe('! MISSING');
    expect(read(email('địa chỉ'), cell)).toBe('! MISSING');
    expect(
      read(
        oneOf(() => 1, 'a'),
        cell,
      ),
    ).toBe('! MISSING');
    expect(read(yesNo(), cell)).toBe(false);
  });
});

describe('a name', () => {
  it.each<[Cell, string]>([
    ['  Trạm  Y tế ', 'Trạm Y tế'],
    ['12', '! MISSING'],
    ['=Trạm', '! FORMULA'],
    ['Trạm\nY tế', '! CONTROL_CHARACTER'],
    ['Tröôøng tieåu hoïc', '! LEGACY_FONT'],
    ['x'.repeat(300), 'x'.repeat(300)],
    ['x'.repeat(301), '! TOO_LONG'],
  ])('of %j', (cell, expected) => {
    expect(read(name('tên'), cell)).toBe(expected);
  });

  it('may begin like a formula where a plain text is asked for, and hold anything where any text is', () => {
    expect(read(plainText, '- Trạm')).toBe('- Trạm');
    expect(read(plainText, 'a\u0007b')).toBe('! CONTROL_CHARACTER');
    expect(read(anyText, ' a\nb ')).toBe('a\nb');
    expect(read(anyText, 'Tröôøng tieåu hoïc')).toBe('! LEGACY_FONT');
  });
});

describe('a choice', () => {
  const level = oneOf((text) => (text === 'tỉnh' ? 'tinh' : undefined), '“tỉnh”');
  it('is found, or refused with what there is', () => {
    expect(read(level, ' tỉnh ')).toBe('tinh');
    expect(level('huyện')).toEqual({
      fault: 'UNKNOWN_CHOICE',
      message: 'Không hiểu "huyện"; ghi “tỉnh”.',
    });
  });
});

describe('a tick', () => {
  it.each<Cell>(['x', 'X', 'v', 'Có', 'đã có', 1, '1.0', true, 'Đạt', 'ü', 'þ', '✓', '√', '●', '+'])(
    '%j is yes',
    (cell) => {
      expect(read(yesNo(), cell)).toBe(true);
    },
  );
  it.each<Cell>([0, '0.0', 'không', 'Chưa có', 'k', false, '-', '—', '☐', 'chưa đạt', 'No'])(
    '%j is no',
    (cell) => {
      expect(read(yesNo(), cell)).toBe(false);
    },
  );
  it.each<Cell>(['2', 'có lẽ', 'u', '✗', 'tt✓', '✓tt', 'tt-', '-tt'])('%j is neither', (cell) => {
    expect(read(yesNo(), cell)).toBe('! BAD_FLAG');
  });
  it('may be a word of the list', () => {
    const accepted = yesNo({ yes: ['cong nhan'], no: ['bac'], choices: '“công nhận” hoặc “bác”' });
    expect(['Công nhận', 'Bác', 'hoãn'].map((cell) => read(accepted, cell))).toEqual([
      true,
      false,
      '! BAD_FLAG',
    ]);
    expect(accepted('hoãn')).toMatchObject({
      message: 'Không hiểu "hoãn"; ghi “công nhận” hoặc “bác”.',
    });
  });
});

describe('a number', () => {
  it.each<[Cell, number | string]>([
    [12, 12],
    ['0', 0],
    ['1.200', 1200],
    ['1 200 000', 1_200_000],
    ['12345678', 12_345_678],
    ['123456789', '! BAD_NUMBER'],
    ['-1', '! BAD_NUMBER'],
    ['1,5', '! BAD_NUMBER'],
    [1.2, '! BAD_NUMBER'],
    // Typed into a spreadsheet this is one and two tenths.
    [1.234, '! BAD_NUMBER'],
    ['12.34', '! BAD_NUMBER'],
    ['12.345', 12_345],
    ['1234.567', '! BAD_NUMBER'],
    ['1.200 5', '! BAD_NUMBER'],
  ])('whole: %j is %j', (cell, expected) => {
    expect(read(whole, cell)).toBe(expected);
  });

  it.each<[Cell, number | string]>([
    ['1,5', 1.5],
    ['1.5', 1.5],
    [3, 3],
    ['1,5,0', '! BAD_NUMBER'],
    ['-1', '! BAD_NUMBER'],
    [',5', '! BAD_NUMBER'],
    ['12,25', 12.25],
  ])('decimal: %j is %j', (cell, expected) => {
    expect(read(decimal, cell)).toBe(expected);
  });
});

describe('a day', () => {
  it.each<[Cell, string]>([
    ['12/3/2026', '2026-03-12'],
    ['12.03.2026', '2026-03-12'],
    ['1-2-2026', '2026-02-01'],
    ['2026-03-12', '2026-03-12'],
    ['2026-03-12T00:00:00', '2026-03-12'],
    ['2026-03-123', '! BAD_DAY'],
    ['29/2/2026', '! BAD_DAY'],
    ['31/12/1999', '! BAD_DAY'],
    ['01/01/2000', '2000-01-01'],
    ['31/12/2100', '2100-12-31'],
    ['01/01/2101', '! BAD_DAY'],
    ['12/3/26', '! BAD_DAY'],
    ['ngày 12/3/2026', '! BAD_DAY'],
    ['12/3/20261', '! BAD_DAY'],
    ['từ 2026-03-12', '! BAD_DAY'],
    [46_093, '! BAD_DAY'],
  ])('%j is %j', (cell, expected) => {
    expect(read(day, cell)).toBe(expected);
  });
});

describe('a code', () => {
  it.each(['R3-0001', '0012', 'a.b_c', 'x'.repeat(40)])('%j is one', (text) => {
    expect(read(code, ` ${text} `)).toBe(text);
  });
  it.each(['', '-1', 'Đ1', 'a b', 'x'.repeat(41), 'a/b'])('%j is none', (text) => {
    expect(read(code, text)).toBe('! BAD_CODE');
  });
});

describe('a telephone number', () => {
  it.each<[Cell, string, string | undefined]>([
    ['0912 345 678', '0912 345 678', undefined],
    [912_345_678, '0912345678', '0912345678'],
    ['312345678', '0312345678', '0312345678'],
    ["'0912345678", '0912345678', '0912345678'],
    ['212345678', '212345678', undefined],
    ['91234567', '91234567', undefined],
    ['9123456789', '9123456789', undefined],
    ["='0912345678", '0912345678', '0912345678'],
    ["091'2345678", "091'2345678", undefined],
    ['+84 912 345 678', '+84 912 345 678', undefined],
    ['0912\n345 678', '! CONTROL_CHARACTER', 'CONTROL_CHARACTER'],
    ['máy lẻ 9e8', 'máy lẻ 9e8', undefined],
    ['9e8 (cũ)', '9e8 (cũ)', undefined],
    ['9,12346E+08', '! BAD_PHONE', 'BAD_PHONE'],
    ['9.1e8', '! BAD_PHONE', 'BAD_PHONE'],
  ])('of %j', (cell, expected, corrected) => {
    expect(read(phone, cell)).toBe(expected);
    expect(correctionOf(phone, cell)).toBe(corrected);
  });
});

describe('an address', () => {
  it.each<[Cell, string, string | undefined]>([
    ['a@b.vn', 'a@b.vn', undefined],
    ['mailto:a@b.vn', 'a@b.vn', 'a@b.vn'],
    ['Email: a@b.vn', 'a@b.vn', 'a@b.vn'],
    ['Trần A <a@b.vn>', 'a@b.vn', 'a@b.vn'],
    ['a@b.vn (cơ quan)', 'a@b.vn', 'a@b.vn'],
    ['a@b.vn.', 'a@b.vn', 'a@b.vn'],
    ['a@b.vn;', 'a@b.vn', 'a@b.vn'],
    ['a@b.vn.;', 'a@b.vn', 'a@b.vn'],
    ['a@b.vn(cơ quan)', 'a@b.vn', 'a@b.vn'],
    ['mailto : a@b.vn', 'a@b.vn', 'a@b.vn'],
    ['k.lan@b.vn', 'k.lan@b.vn', undefined],
    ['(cũ)a@b.vn', '! BAD_EMAIL', 'BAD_EMAIL'],
    ['amailto:b@c.vn', '! BAD_EMAIL', 'BAD_EMAIL'],
    ['a<b <a@b.vn>', '! BAD_EMAIL', 'BAD_EMAIL'],
    ['Trần A <a@b.vn> (cũ)', '! BAD_EMAIL', 'BAD_EMAIL'],
    ["'a@b.vn", '! BAD_EMAIL', 'BAD_EMAIL'],
    ['a@b.vn; c@d.vn', '! BAD_EMAIL', 'BAD_EMAIL'],
    ['=a@b.vn', '! FORMULA', 'FORMULA'],
    ['a', '! BAD_EMAIL', 'BAD_EMAIL'],
  ])('of %j', (cell, expected, corrected) => {
    expect(read(email('địa chỉ'), cell)).toBe(expected);
    expect(correctionOf(email('địa chỉ'), cell)).toBe(corrected);
  });

  it('is one a cell, which is said where there are several', () => {
    const refusal = (cell: string) => {
      const outcome = email('địa chỉ')(cell);
      return 'fault' in outcome ? outcome.message : '';
    };
    expect(refusal('a@b.vn, c@d.vn')).toContain('(mỗi ô chỉ một địa chỉ)');
    expect(refusal('a')).toBe('"a" không phải địa chỉ thư điện tử; ghi dạng ten@tenmien.vn.');
  });

  it.each<Cell>(['-', '—', 'Không', 'không có', 'n/a', 'k có', '..', ''])('%j is none', (cell) => {
    expect(read(optionalEmail('địa chỉ'), cell)).toBeUndefined();
    expect(read(email('địa chỉ'), cell)).toBe('! MISSING');
  });

  it('that need not be there is read where it is', () => {
    expect(read(optionalEmail('địa chỉ'), 'a@b.vn')).toBe('a@b.vn');
    expect(read(optionalEmail('địa chỉ'), 'a')).toBe('! BAD_EMAIL');
  });
});

it.each<[CellReader<unknown>, Cell, string]>([
  [name('tên'), '', 'Ô để trống; ghi tên.'],
  [name('tên'), '12', 'Ô không có chữ nào; ghi tên.'],
  [
    name('tên'),
    'a\nb',
    'Ô có ký tự xuống dòng hoặc ký tự điều khiển; viết lại trên một dòng (xóa phần thừa sau chỗ xuống dòng).',
  ],
  [
    name('tên'),
    '=a',
    'Ô bắt đầu bằng ký tự của công thức (=, +, -, @ hoặc dấu tab); xóa ký tự đó, chỉ để lại chữ.',
  ],
  [name('tên'), 'x'.repeat(301), 'Ô dài quá 300 ký tự; rút gọn lại.'],
  [name('tên'), 'Tröôøng tieåu hoïc', 'Ô có vẻ gõ bằng phông cũ (TCVN3, VNI); gõ lại bằng phông Unicode.'],
  [oneOf(() => 1, '“tỉnh”'), '', 'Ô để trống; ghi “tỉnh”.'],
  [yesNo(), 'có lẽ', 'Không hiểu "có lẽ"; ghi "x", "có" hoặc 1 nếu có; để trống, "không" hoặc 0 nếu không.'],
  [whole, 'ba', '"ba" không phải số nguyên từ 0 trở lên; ghi bằng chữ số, ví dụ 12.'],
  [decimal, 'ba', '"ba" không phải là số, ví dụ đúng: 1,5.'],
  [day, 'mai', '“mai” không phải một ngày có thật; ghi dạng 12/03/2026.'],
  [code, 'Đ1', 'Mã đơn vị chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang, tối đa 40 ký tự; sửa lại mã.'],
  [phone, '9e8', '“9e8” là số điện thoại đã bị Excel rút gọn; ghi lại đủ số, định dạng ô là Text.'],
  [email('địa chỉ'), '', 'Ô để trống; ghi địa chỉ.'],
  [email('địa chỉ'), '-', 'Ô không có địa chỉ; ghi địa chỉ.'],
])('the refusal of a cell says what is wrong and what to write (%#)', (reader, cell, message) => {
  expect(reader(cell)).toMatchObject({ message });
});
