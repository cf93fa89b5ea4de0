import { createHmac } from 'node:crypto';
import type { OneTime } from './one-time.port.js';

/**
 * Secrets that open something once: each follows by HMAC from the key of the installation and the id of its row, so that a mail can
 * be sent again and no row, no parameter and no log holds one.
 */
export class OneTimeSecrets {
  private known: Buffer | undefined;

  /** @param read tells the key of the installation when it is first needed */
  constructor(private readonly read: () => Buffer) {}

  of({ purpose, id }: Pick<OneTime, 'id' | 'purpose'>): string {
    return this.follow(`one-time\n${purpose}\n${id}`);
  }

  /** What makes the secrets of an account repeatable, whichever session asks. */
  seedOf(accountId: string): string {
    return this.follow(`seed\n${accountId}`);
  }

  private follow(from: string): string {
    this.known ??= this.read();
    return createHmac('sha256', this.known).update(from).digest('base64url');
  }
}
