import { hash, type Options, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '#libs/application';

/** argon2id, 19 MiB, two passes, one lane: the least that OWASP's Password Storage Cheat Sheet names first. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes passwords by argon2id in the thread pool of the process. */
export class Argon2Hasher implements PasswordHasher {
  /** Of a password that nobody has. */
  private readonly nobodys: Promise<string>;

  constructor() {
    this.nobodys = hash(crypto.randomUUID(), COST);
  }

  hash(password: string): Promise<string> {
    return hash(prepared(password), COST);
  }

  verify(digest: string, password: string): Promise<boolean> {
    return verify(digest, prepared(password));
  }

  async pretend(password: string): Promise<false> {
    await verify(await this.nobodys, prepared(password));
    return false;
  }
}

/** The same password from every keyboard (NIST SP 800-63B 3.1.1.2). */
const prepared = (password: string): string => password.normalize('NFKC');
