import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import type { TotpCodes } from '#libs/application';

/** RFC 6238: steps of 30 seconds; one step off for clocks that go wrong and people that type. */
const STEP_SECONDS = 30;
const ISSUER = 'ANTQ';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Codes of authenticators; secrets are sealed under a key that follows from that of the installation. */
export class OtplibCodes implements TotpCodes {
  private known: Buffer | undefined;

  /** @param read tells the key of the installation when it is first needed */
  constructor(
    private readonly read: () => Buffer,
    private readonly now: () => number = () => Date.now(),
  ) {}

  newSecret(): string {
    return generateSecret();
  }

  uriOf(secret: string, account: string): string {
    return generateURI({ secret, issuer: ISSUER, label: account });
  }

  stepOf(secret: string, code: string): number | undefined {
    const epoch = Math.floor(this.now() / 1000);
    const told = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
    return told.valid ? Math.floor(epoch / STEP_SECONDS) + told.delta : undefined;
  }

  seal(secret: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce);
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
  }

  unseal(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  }

  private get key(): Buffer {
    this.known ??= Buffer.from(hkdfSync('sha256', this.read(), '', 'authenticators', 32));
    return this.known;
  }
}
