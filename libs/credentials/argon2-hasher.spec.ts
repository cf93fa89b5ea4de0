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

it('works on so many at once and lets a few wait; beyond these the system is busy, and serves again afterwards', async () => {
  const passwords = new Argon2Hasher();
  const digest = await passwords.hash('mật khẩu dài');
  const told = await Promise.allSettled(
    Array.from({ length: 60 }, () => passwords.verify(digest, 'mật khẩu dài')),
  );
  const codes = told.map((each) =>
    each.status === 'fulfilled' ? each.value : (each.reason as { code?: string }).code,
  );
  expect(codes).toEqual([
    ...Array.from({ length: 36 }, () => true),
    ...Array.from({ length: 24 }, () => 'SYSTEM.BUSY'),
  ]);
  expect(await passwords.verify(digest, 'mật khẩu dài')).toBe(true);
});
