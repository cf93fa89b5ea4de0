import { expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { OtplibCodes } from './otplib-codes.js';

const AT = 1_780_000_000;
const codes = new OtplibCodes(
  () => Buffer.alloc(32, 7),
  () => AT * 1000,
);

it('knows the code of this step and of the one before and after, and tells which it is', () => {
  const secret = codes.newSecret();
  const step = Math.floor(AT / 30);
  const told = [-2, -1, 0, 1, 2].map((off) =>
    codes.stepOf(secret, generateSync({ secret, epoch: AT + off * 30 })),
  );
  expect(told).toEqual([undefined, step - 1, step, step + 1, undefined]);
});

it('tells an authenticator whose it is', () => {
  expect(codes.uriOf('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', 'can-bo@example.test')).toMatch(
    /^otpauth:\/\/totp\/ANTQ:can-bo%40example\.test\?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=ANTQ/,
  );
});

it('seals a secret so that nobody without the key reads or changes it', () => {
  const sealed = codes.seal('JBSWY3DPEHPK3PXP');
  expect(sealed).not.toContain('JBSW');
  expect(codes.seal('JBSWY3DPEHPK3PXP')).not.toBe(sealed);
  expect(codes.unseal(sealed)).toBe('JBSWY3DPEHPK3PXP');
  const others = new OtplibCodes(() => Buffer.alloc(32, 8));
  expect(() => others.unseal(sealed)).toThrow();
  const changed = Buffer.from(sealed, 'base64');
  changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
  expect(() => codes.unseal(changed.toString('base64'))).toThrow();
});
