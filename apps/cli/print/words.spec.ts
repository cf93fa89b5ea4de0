import { describe, expect, it } from '@jest/globals';
import { dueText, formatNumber, instantText } from './words.js';

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
