import { randomUUID } from 'node:crypto';
import { LINK, sessionUse } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import { auditActorOf } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import { tokenDigest } from '../identity/tokens.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { PersonAccount } from './accounts.port.js';
import { endAccess } from './end-access.js';
import { type KeptAccount, kept, keptProvinceOf, shown } from './kept-accounts.js';
import { secretParams } from './link-addresses.js';
import { asPerson, noteAccount } from './note-account.js';
import type { OneTimeSecrets } from './one-time-secrets.js';
import { sessionOf } from './own-account.use-case.js';
import { requireFresh } from './own-tokens.use-case.js';
import { tellHolder } from './tell-holder.js';

type Needs = Stores<
  'accounts' | 'audit' | 'messages' | 'now' | 'oneTime' | 'requests' | 'sessions' | 'tokens'
>;

/** Another address on record, and why an administrator enters it. */
export interface AddressChange {
  /** In small letters. */
  readonly email: string;
  readonly reason: string;
}

/**
 * Changes the address on record, to which links and invitations go. What was sent to the old one opens nothing any more, sessions end
 * but for the one that asked, tokens are revoked, and the old address is told.
 */
export class ChangeAddress {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork<Needs>, 'inTransaction'>,
    private readonly secrets: OneTimeSecrets,
  ) {}

  /**
   * An administrator's own address is changed by its holder alone, so that no open browser and no token takes the account over.
   *
   * @throws DomainError IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ACCOUNT.UNKNOWN,
   *   ACCOUNT.DISABLED, ACCOUNT.OWN_ADDRESS
   */
  async byAdministrator(
    identity: Identity,
    accountId: string,
    { email, reason }: AddressChange,
    key: string,
  ): Promise<KeptAccount> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    if (accountId === identity.actorId) throw new DomainError('ACCOUNT.OWN_ADDRESS');
    return this.unitOfWork.inTransaction(async (records) => {
      const request = { act: 'changeAddress', key, content: [accountId, email, reason] };
      await onceByKey(records, identity, request, async () => {
        const account = await kept(records, provinceCode, accountId);
        await change(records, account, { email, by: identity.actorId });
        const detail = { from: account.email, to: email, reason };
        await noteAccount(records, auditActorOf(identity), account, 'account.addressChanged', detail);
        return accountId;
      });
      return shown(records, provinceCode, accountId);
    });
  }

  /**
   * Sends a link to the address that somebody who has just signed in wants for the own account; nothing changes until it is opened.
   * Where another account has the address no link goes there, which nothing tells whoever asks. Three go within a quarter of an hour.
   *
   * @throws DomainError AUTH.PERSON_ONLY, AUTH.SHARED_ADDRESS where two people read the mailbox that opened the session, AUTH.FRESH,
   *   AUTH.SESSION_ENDED
   */
  async ask(identity: Identity, email: string): Promise<void> {
    const session = sessionOf(identity);
    if (session.limit === 'shared-address') throw new DomainError('AUTH.SHARED_ADDRESS');
    await this.unitOfWork.inTransaction(async (records) => {
      const account = await records.accounts.lock(identity.actorId);
      if (account === undefined || account.disabledAt !== undefined) {
        throw new DomainError('AUTH.SESSION_ENDED');
      }
      await requireFresh(records, session);
      const sent = await records.oneTime.countOf('address', account.id, LINK.validMs);
      if (sent >= LINK.most) return;
      const proof = {
        id: randomUUID(),
        purpose: 'address',
        accountId: account.id,
        email,
        sessionId: session.id,
      } as const;
      const digest = tokenDigest(this.secrets.of(proof));
      await records.oneTime.add({ ...proof, digest, validMs: LINK.validMs });
      const mail = { key: `address/${proof.id}`, relay: 'relay', recipient: email } as const;
      if (await isOfAnother(records, account, email)) {
        await records.messages.enqueue({ ...mail, template: 'address-taken', params: { address: email } });
      } else {
        const params = { minutes: String(LINK.validMs / 60_000), ...secretParams(proof) };
        await records.messages.enqueue({ ...mail, template: 'address-confirm', params });
      }
      await noteAccount(records, auditActorOf(identity), account, 'account.addressAsked', { to: email });
    });
  }

  /**
   * Puts the address on record whose mailbox has brought the link.
   *
   * @throws DomainError AUTH.LINK_SPENT, also where another account has got the address meanwhile, or the session that asked is over
   */
  async open(secret: string): Promise<void> {
    await this.unitOfWork.inTransaction(async (records) => {
      const proof = await records.oneTime.take('address', tokenDigest(secret));
      const account = proof && (await records.accounts.lock(proof.accountId));
      if (
        proof?.email === undefined ||
        account === undefined ||
        account.disabledAt !== undefined ||
        !(await isUsed(records, account, proof.sessionId)) ||
        (await isOfAnother(records, account, proof.email))
      ) {
        throw new DomainError('AUTH.LINK_SPENT');
      }
      const { email, sessionId } = proof;
      await change(records, account, { email, by: account.id, sessionId });
      const detail = { from: account.email, to: email };
      await noteAccount(records, asPerson(account), account, 'account.addressChanged', detail);
    });
  }
}

const isOfAnother = async (
  { accounts }: Pick<Needs, 'accounts'>,
  { id }: PersonAccount,
  email: string,
): Promise<boolean> => (await accounts.ofAddress(email)).some((each) => each.id !== id);

/** Whether a request may still do everything by the session: what somebody else asked in one is undone by ending it. */
async function isUsed(
  { sessions, now }: Stores<'now' | 'sessions'>,
  { id: accountId }: PersonAccount,
  sessionId: string | undefined,
): Promise<boolean> {
  const session = (await sessions.ofAccount(accountId)).find(({ id }) => id === sessionId);
  return session !== undefined && sessionUse(session, await now()) === 'all';
}

interface Change {
  readonly email: string;
  readonly by: string;
  /** Of the session that goes on. */
  readonly sessionId?: string;
}

async function change(
  records: Needs,
  account: PersonAccount,
  { email, by, sessionId }: Change,
): Promise<void> {
  const { id: accountId, email: formerEmail } = account;
  await records.accounts.setAddress(accountId, email);
  await records.accounts.noteProofChange({ accountId, kind: 'address', by, formerEmail });
  await endAccess(records, account, { sessionId });
  await tellHolder(records, account, 'address-changed');
}
