import { describe, expect, it } from '@jest/globals';
import { jsonPlace } from './json-place.js';

describe('the place where a text stops being JSON', () => {
  it.each([
    ['{\n  "id": "a",\n  "title": }', 'dòng 3, cột 12'],
    ['{ "a": 1 "b": 2 }', 'dòng 1, cột 10'],
    ['{ "a": [1, 2, ] }', 'dòng 1, cột 15'],
    ['{ "a": "chưa đóng\n}', 'dòng 1, cột 8'],
    ['{ a: 1 }', 'dòng 1, cột 3'],
    ['{ "a": true } thừa', 'dòng 1, cột 15'],
    ['{ "a": -0.5e3, "b": "\\u00e1", "c": {}, "d": [[], null]', 'dòng 1, cột 55'],
    ['', 'dòng 1, cột 1'],
  ])('of %j is %s', (text, place) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(jsonPlace(text)).toBe(place);
  });
});
