import { expect, it } from '@jest/globals';
import { passwordFault } from './password.js';

const own = ['Nguyễn Văn An', 'can-bo-dau-moi@example.test', '0912345678'];

it.each([
  ['mười hai ký t', undefined],
  ['ngắn quá thôi', undefined],
  ['mười một kt', 'short'],
  ['aaaaaaaabbbb', 'few-characters'],
  ['abcdabcdabcd', 'few-characters'],
  ['abcdeabcdeab', undefined],
  ['nguyễn văn an', 'own-data'],
  ['nguyễnvăn an', 'own-data'],
  ['Can-Bo-Dau-Moi', 'own-data'],
  ['can-bo-dau-moi@example.test', 'own-data'],
])('%s: %s', (password, fault) => {
  expect(passwordFault(password, own)).toBe(fault);
});

it('what nobody has noted of the holder is no fault', () => {
  expect(passwordFault('một câu dài dễ nhớ', ['', ''])).toBeUndefined();
});
