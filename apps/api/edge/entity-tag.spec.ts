import { describe, expect, it } from '@jest/globals';
import { entityTagsOf, matchesAny } from './entity-tag.js';

describe('a list of entity tags', () => {
  it('is one, or several with commas', () => {
    expect(entityTagsOf('"3"')).toEqual([{ isWeak: false, value: '3' }]);
    expect(entityTagsOf(' "3" ,W/"a,b", ""')).toEqual([
      { isWeak: false, value: '3' },
      { isWeak: true, value: 'a,b' },
      { isWeak: false, value: '' },
    ]);
  });

  it.each(['', '3', '"3', '"3" "4"', '"3",', 'w/"3"', '*, "3"', '*'])('is not %j', (header) => {
    expect(entityTagsOf(header)).toBeUndefined();
  });

  it('meets a tag by RFC 9110: strongly only where neither is weak', () => {
    expect(matchesAny('"2", "3"', '"3"', 'strong')).toBe(true);
    expect(matchesAny('W/"3"', '"3"', 'strong')).toBe(false);
    expect(matchesAny('"3"', 'W/"3"', 'strong')).toBe(false);
    expect(matchesAny('W/"3"', '"3"', 'weak')).toBe(true);
    expect(matchesAny('"4"', '"3"', 'weak')).toBe(false);
    expect(matchesAny(' * ', '"3"', 'strong')).toBe(true);
  });
});
