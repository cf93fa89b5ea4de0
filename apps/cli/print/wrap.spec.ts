import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wrapped } from './wrap.js';

describe('wrapped', () => {
  it('leaves what fits as it is, with its inner spaces', () => {
    expect(wrapped('Gửi tới     a@b', 20, 4)).toBe('Gửi tới     a@b');
  });

  it('breaks at spaces and sets the further lines in', () => {
    expect(wrapped('  - một hai ba bốn', 12, 4)).toBe('  - một hai\n    ba bốn');
  });

  it('takes colours for nothing', () => {
    expect(wrapped('một \u001b[31mhai\u001b[39m', 7, 2)).toBe('một \u001b[31mhai\u001b[39m');
  });

  it('loses no letter, and no line of short words is too long', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'ệ', '9'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), fc.nat(6), (words, hang) => {
        const lines = wrapped(words.join(' '), 20, hang).split('\n');
        expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(words);
        expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(20);
      }),
    );
  });
});
