import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import { requireSound } from './sound-input.js';

function places(value: unknown): readonly string[] {
  try {
    requireSound(value, 'nội dung');
    return [];
  } catch (error) {
    return error instanceof DomainError ? error.problems.map(({ place }) => place) : [String(error)];
  }
}

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;

describe('what comes in', () => {
  it('is sound with letters, lines, marks and signs of all kinds', () => {
    expect(
      places({ a: ['Đắk Lắk\r\nhai dòng', '👍', 1.5, null, true, { b: '\u200b' }], c: undefined }),
    ).toEqual([]);
    expect(places(nested(20))).toEqual([]);
    expect(places(undefined)).toEqual([]);
  });

  it.each(['\u0000', '\ud800', '\u202e', '\u2028', '\u001b'])(
    'is not with %j, in a value or in a name',
    (mark) => {
      expect(places({ paper: { summary: `a${mark}` } })).toEqual(['paper.summary']);
      expect(places({ list: ['a', `b${mark}`] })).toEqual(['list.1']);
      expect(places({ paper: { [`a${mark}`]: 1 } })).toEqual(['paper']);
      expect(places(`a${mark}`)).toEqual(['nội dung']);
    },
  );

  it('is not where a number is none or the nesting has no end', () => {
    expect(places(JSON.parse('{"points": 1e400}'))).toEqual(['points']);
    expect(places({ body: nested(5_000) })).toEqual(['nội dung']);
    expect(places(nested(900_000))).toEqual(['nội dung']);
  });

  it('is told with so many problems as one can mend at once', () => {
    expect(places(Array.from({ length: 1_000 }, () => '\u0000'))).toHaveLength(20);
  });
});
