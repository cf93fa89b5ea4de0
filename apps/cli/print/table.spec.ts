import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tableText } from './table.js';

const widthsOf = (table: string) => table.split('\n').map((line) => [...line].length);
const lettersOf = (text: string) => text.replace(/[\s│┌┐└┘├┤┬┴┼─]/gu, '');

describe('tableText', () => {
  it('wraps the widest columns at spaces so that all fit', () => {
    const long =
      'Có nghị quyết, kế hoạch thực hiện phong trào ngay từ Quý I, được triển khai đến từng tổ, đội';
    const table = tableText(['Mã', 'Nội dung', 'Cách tính'], [['1a', long, long]], { width: 60 });
    expect(Math.max(...widthsOf(table))).toBeLessThanOrEqual(60);
    expect(table).toContain('│ 1a │ Có nghị quyết');
  });

  it('breaks a word that is longer than any column', () => {
    const table = tableText(['Chỗ', 'Mã băm'], [['x', 'a'.repeat(64)]], { width: 44 });
    expect(Math.max(...widthsOf(table))).toBeLessThanOrEqual(44);
    expect(lettersOf(table)).toContain('x'.concat('a'.repeat(30)));
  });

  it('breaks a long path after a full stop', () => {
    const table = tableText(['Chỗ', 'Số liệu'], [['stages.subunitPledges.opens.day', 'b'.repeat(20)]], {
      width: 46,
    });
    expect(table).toMatch(/│ stages\.subunitPledges\.opens\. +│[^]*│ day +│/);
  });

  it('takes colours for nothing', () => {
    const plain = tableText(['A', 'B'], [['HỎNG', 'b']], { width: 60 });
    const coloured = tableText(['A', 'B'], [['\u001b[31mHỎNG\u001b[39m', 'b']], { width: 60 });
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  it('loses no letter of any cell and stays within the width when the words allow it', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'ệ', 'đ', 'Ơ', '9', ','),
      minLength: 1,
      maxLength: 10,
    });
    const cell = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const table = tableText(['Một', 'Hai', 'Ba'], rows, { width: 60 });
        expect(Math.max(...widthsOf(table))).toBeLessThanOrEqual(60);
        const sorted = (text: string) => [...lettersOf(text.normalize('NFC'))].sort().join('');
        expect(sorted(table)).toBe(sorted(`MộtHaiBa${rows.flat().join('')}`));
      }),
    );
  });
});
