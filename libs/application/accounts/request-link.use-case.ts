import { randomUUID } from 'node:crypto';
import { LINK } from '#libs/accounts';
import { tokenDigest } from '../identity/tokens.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { PersonAccount } from './accounts.port.js';
import { secretParams } from './link-addresses.js';
import type { OneTimeSecrets } from './one-time-secrets.js';

type Needs = Stores<'accounts' | 'messages' | 'oneTime'>;

export interface LinkRequest {
  readonly email: string;
  /** Where the person was going. */
  readonly returnTo?: string;
  readonly trace?: string;
}

/** Hears of a link that could not be sent. */
export type LinkNotSent = (error: unknown, trace: string | undefined) => void;

/** Sends a link that signs in once, to the address on record and to no other one. */
export class RequestLink {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly secrets: OneTimeSecrets,
    private readonly notSent: LinkNotSent,
  ) {}

  /** Nothing tells whoever asks whether there is an account: the answer does not wait for this. */
  begin(request: LinkRequest): void {
    this.execute(request).catch((error: unknown) => this.notSent(error, request.trace));
  }

  private async execute({ email, returnTo, trace }: LinkRequest): Promise<void> {
    await this.unitOfWork.inTransaction(async (records) => {
      for (const account of await records.accounts.ofAddress(email)) {
        // One lock for each, so that many requests at once do not fill a mailbox.
        const held = await records.accounts.lock(account.id);
        // Its address may have been changed, or the account closed, while the lock was waited for.
        if (held === undefined || held.email !== account.email || held.disabledAt !== undefined) continue;
        const sent = await records.oneTime.countOf('link', account.id, LINK.validMs);
        if (sent >= LINK.most) continue;
        await this.send(records, account, { returnTo, trace });
      }
    });
  }

  private async send(
    records: Needs,
    account: PersonAccount,
    { returnTo, trace }: Pick<LinkRequest, 'returnTo' | 'trace'>,
  ): Promise<void> {
    const link = { id: randomUUID(), purpose: 'link', accountId: account.id, returnTo } as const;
    const digest = tokenDigest(this.secrets.of(link));
    await records.oneTime.add({ ...link, digest, validMs: LINK.validMs });
    await records.messages.enqueue({
      ...{ key: `link/${link.id}`, relay: 'relay', template: 'sign-in-link' },
      recipient: account.email ?? '',
      params: { name: account.name, minutes: String(LINK.validMs / 60_000), ...secretParams(link) },
      ...(trace === undefined ? {} : { trace }),
    });
  }
}
