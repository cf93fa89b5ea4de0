import { hash, type Options, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '#libs/application';
import { DomainError } from '#libs/contracts';

/** argon2id, 19 MiB, two passes, one lane: the least that OWASP's Password Storage Cheat Sheet names first. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The thread pool has four threads, which files and names of hosts need as well; each hash takes 19 MiB. */
const AT_ONCE = 4;
/** Those that wait for one of these, a second or two; more than people who sign in at the same time. */
const WAITING = 32;

/** Hashes passwords by argon2id in the thread pool of the process, few at once. */
export class Argon2Hasher implements PasswordHasher {
  /** Of a password that nobody has. */
  private readonly nobodys: Promise<string>;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor() {
    this.nobodys = hash(crypto.randomUUID(), COST);
  }

  /** @throws DomainError SYSTEM.BUSY where too many wait already, as do the others */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(prepared(password), COST));
  }

  verify(digest: string, password: string): Promise<boolean> {
    return this.inTurn(() => verify(digest, prepared(password)));
  }

  async pretend(password: string): Promise<false> {
    const nobodys = await this.nobodys;
    await this.inTurn(() => verify(nobodys, prepared(password)));
    return false;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= WAITING) throw new DomainError('SYSTEM.BUSY');
      // Whoever ends hands its place over, so that nobody who comes later takes it.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}

/** The same password from every keyboard (NIST SP 800-63B 3.1.1.2). */
const prepared = (password: string): string => password.normalize('NFKC');
