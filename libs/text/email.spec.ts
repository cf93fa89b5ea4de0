import { describe, expect, it } from '@jest/globals';
import { isEmail } from './index.js';

describe('an e-mail address', () => {
  it.each(['a@b.vn', 'dm2-0001@donvi.example.test', 'a.b+c@x-y.vn'])('%j is plain', (text) => {
    expect(isEmail(text)).toBe(true);
  });

  it.each([
    '',
    'a',
    'a@b',
    'a@b.',
    '@b.vn',
    'a b@c.vn',
    'a@b.vn,c@d.vn',
    '.a@b.vn',
    'a..b@c.vn',
    'a@-b.vn',
    'ạ@b.vn',
    'a@b.vn\n',
    'A <a@b.vn>',
    'a@1.2.3.4',
  ])('%j is not', (text) => {
    expect(isEmail(text)).toBe(false);
  });
});
