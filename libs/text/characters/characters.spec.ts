import { describe, expect, it } from '@jest/globals';
import { hasControlCharacter, isUnstorable, shownText, withoutInvisible } from './index.js';

describe('characters that nobody sees', () => {
  it('are taken out, and letters with their marks stay', () => {
    const hidden = [
      '\u00ad',
      '\u034f',
      '\u061c',
      '\u180e',
      '\u200b',
      '\u200c',
      '\u200d',
      '\u200e',
      '\u2060',
      '\u3164',
      '\ufeff',
      '\u{e0041}',
    ];
    for (const mark of hidden) expect([mark, withoutInvisible(`Ba${mark} Tơ`)]).toEqual([mark, 'Ba Tơ']);
    for (const text of ['Xã Ba Tơ', 'Xa\u0303 Ba To\u031b', '👍🏽 đạt', 'a\tb\nc'])
      expect(withoutInvisible(text)).toBe(text);
  });

  it('are refused where they break a line, control a device or turn the direction of writing', () => {
    const marks = [
      '\u0000',
      '\n',
      '\u001b',
      '\u0085',
      '\u2028',
      '\u2029',
      '\u202e',
      '\u2066',
      '\ud800',
      '\udc00',
    ];
    for (const mark of marks) expect([mark, hasControlCharacter(`a${mark}b`)]).toEqual([mark, true]);
    for (const text of ['a\tb', 'a\u200bb', 'Đắk Lắk', '👍'])
      expect([text, hasControlCharacter(text)]).toEqual([text, false]);
  });

  it('are unstorable only as NUL and as half a pair', () => {
    for (const text of ['a\u0000', '\ud83d', '\udc4d\ud83d']) expect(isUnstorable(text)).toBe(true);
    for (const text of ['👍', 'a\nb', 'a\u202eb']) expect(isUnstorable(text)).toBe(false);
  });

  it('are shown as escapes, half a pair too', () => {
    expect(shownText('a\u202eb\nc\ud800')).toBe('a\\u202eb\\nc\\ud800');
  });
});
