import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actText, cut, dueText, formatNumber, instantText } from './words.js';

describe('figures and moments for people', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1156, '1.156'],
    [1234567, '1.234.567'],
    [69.25, '69,25'],
    [-1200.5, '-1.200,5'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('tells an instant in Vietnamese time wherever the machine stands', () => {
    expect(instantText('2025-08-24T16:59:59.999Z')).toBe('24/08/2025 23:59');
    expect(instantText('2025-08-24T17:00:00.000Z', true)).toBe('25/08/2025 00:00:00');
    expect(instantText(undefined)).toBe('–');
  });

  it('marks an assumed day and keeps the legal day beside an extension', () => {
    const due = { lastDay: '2027-10-27', phrase: '', words: '', source: '', status: 'assumed' } as const;
    expect(dueText({ ...due, graceUntil: '2027-11-02' })).toBe('27/10/2027*, gia hạn 02/11/2027');
    expect(dueText({ ...due, status: 'binding' })).toBe('27/10/2027');
  });
});

describe('cut', () => {
  it('leaves what fits and ends the rest with … at a word', () => {
    expect(cut('Đăng ký', 7)).toBe('Đăng ký');
    expect(cut('Nghị quyết, kế hoạch', 13)).toBe('Nghị quyết…');
    expect(cut('a'.repeat(30), 10)).toBe(`${'a'.repeat(9)}…`);
  });

  it('never gives more characters than asked for, and always a beginning of the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ệ', ' ', ',', '–') }),
        fc.integer({ min: 1, max: 40 }),
        (text, n) => {
          const made = cut(text, n);
          expect([...made].length).toBeLessThanOrEqual(n);
          expect(text.normalize('NFC').startsWith(made.replace(/…$/, ''))).toBe(true);
        },
      ),
    );
  });
});

describe('actText', () => {
  const command = { unitId: 'U1', cycleId: 'c', stage: 'q1Plan', stageName: 'Kế hoạch Quý I' };

  it.each([
    ['submit', 'gửi “Kế hoạch Quý I” của đơn vị U1, chu kỳ c'],
    ['return', 'trả lại “Kế hoạch Quý I” cho đơn vị U1, chu kỳ c'],
    ['withdraw', 'rút lại “Kế hoạch Quý I” của đơn vị U1, chu kỳ c'],
    ['appraise', 'thẩm định đơn vị U1 ở bước “Kế hoạch Quý I”, chu kỳ c'],
    ['decide', 'ghi quyết định cho đơn vị U1 ở bước “Kế hoạch Quý I”, chu kỳ c'],
    ['review', 'ghi kết luận cho đơn vị U1 ở bước “Kế hoạch Quý I”, chu kỳ c'],
    ['extend', 'gia hạn “Kế hoạch Quý I” cho đơn vị U1, chu kỳ c'],
    ['pause', 'tạm dừng chu kỳ c của đơn vị U1'],
    ['resume', 'cho chu kỳ c của đơn vị U1 chạy tiếp'],
    ['restart', 'mở lại chu kỳ c của đơn vị U1'],
    ['close', 'đóng chu kỳ c của đơn vị U1'],
  ])('says %s as a person would', (kind, text) => {
    expect(actText({ ...command, kind })).toBe(text);
  });

  it('does not quote a name that has quotation marks, and falls back on the key', () => {
    expect(actText({ ...command, kind: 'submit', stageName: '“Ngày hội” 19/8' })).toContain(
      'gửi “Ngày hội” 19/8 của',
    );
    expect(actText({ ...command, kind: 'submit', stageName: undefined })).toContain('gửi “q1Plan” của');
  });
});
