import { describe, expect, it } from '@jest/globals';
import { cleanText, hasControlCharacter, looksLikeFormula, looksLikeLegacyFont, shownText } from './index.js';

describe('a cleaned text', () => {
  it.each([
    ['is composed', 'Tru\u031b\u01a1\u0300ng'.normalize('NFD'), 'Tru\u031b\u01a1\u0300ng'.normalize('NFC')],
    ['has one space for white space of any kind', ' Trạm\u00a0 Y \t\n tế\u3000', 'Trạm Y tế'],
    ['loses what nobody sees', '\ufeffTrạm\u200b Y\u00ad \u200etế\u2060', 'Trạm Y tế'],
    ['is empty where there is nothing else', ' \u200b\u00a0', ''],
  ])('%s', (_what, text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });
});

describe('a control character', () => {
  it.each([
    'a\nb',
    'a\u0000b',
    'a\u000bb',
    'a\u007fb',
    'a\u0085b',
    'a\u2028b',
    'a\u202eb',
    'a\u2066b',
    'a\u2069',
  ])('is in %j', (text) => {
    expect(hasControlCharacter(text)).toBe(true);
  });

  it.each(['a\tb', 'Trạm Y tế', 'a\u00a0b', 'a\u200bb', ''])('is not in %j', (text) => {
    expect(hasControlCharacter(text)).toBe(false);
  });
});

describe('a formula', () => {
  it.each(['=A1', ' +1', '-1', '@x', '\tx', '＝A1', '\u00a0＋1', '－1', '＠x'])('is seen in %j', (text) => {
    expect(looksLikeFormula(text)).toBe(true);
  });

  it.each(['A=1', '1-2', 'a@b.vn', ''])('is not seen in %j', (text) => {
    expect(looksLikeFormula(text)).toBe(false);
  });
});

describe('an old font', () => {
  it.each([
    ['TCVN3', 'Tr\u00ad\u00eang THPT sè 2 thÞ x· §øc Phæ l\u00b5 c\u00b8'],
    ['TCVN3 with a letter behind', '\u00aeon v\u00b8'],
    ['VNI', 'Tröôøng tieåu hoïc'],
  ])('is seen in a text of %s', (_font, text) => {
    expect(looksLikeLegacyFont(text)).toBe(true);
  });

  it.each(['Trường THPT số 2', 'Đơn vị ưu tú', 'Công ty Würth', 'Ký hiệu ®', 'x¹', ''])(
    'is not seen in %j',
    (text) => {
      expect(looksLikeLegacyFont(text)).toBe(false);
    },
  );
});

describe('a text in a message', () => {
  it('has escapes for what would not be seen', () => {
    expect(shownText('a\nb\rc\td\u0000e\u202ef')).toBe('a\\nb\\rc\\td\\u0000e\\u202ef');
  });

  it('ends after 200 characters, the last of which says so', () => {
    expect(shownText('x'.repeat(200))).toBe('x'.repeat(200));
    expect(shownText('x'.repeat(201))).toBe(`${'x'.repeat(199)}…`);
    expect(shownText('\n'.repeat(101))).toHaveLength(200);
  });
});
