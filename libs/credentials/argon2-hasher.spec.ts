import { expect, it } from '@jest/globals';
import { Argon2Hasher } from './argon2-hasher.js';

it('knows a password again, however its marks were typed, by a digest that names cost and salt', async () => {
  const passwords = new Argon2Hasher();
  const digest = await passwords.hash('mật khẩu dài'.normalize('NFC'));
  expect(digest).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.hash('mật khẩu dài')).not.toBe(digest);
  expect(await passwords.verify(digest, 'mật khẩu dài'.normalize('NFD'))).toBe(true);
  expect(await passwords.verify(digest, 'mật khẩu dai')).toBe(false);
  expect(await passwords.pretend('mật khẩu dài')).toBe(false);
});
