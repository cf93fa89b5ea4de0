import { DomainError } from '#libs/contracts';
import { auditActorOf } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { PersonAccount } from './accounts.port.js';
import { type KeptAccount, kept, keptProvinceOf, shown } from './kept-accounts.js';
import { noteAccount } from './note-account.js';
import { sessionOf } from './own-account.use-case.js';
import { requireFresh } from './own-tokens.use-case.js';
import { tellHolder } from './tell-holder.js';

type Needs = Stores<'accounts' | 'audit' | 'messages' | 'now' | 'oneTime' | 'requests' | 'sessions'>;

/** Another address on record, and why an administrator enters it. */
export interface AddressChange {
  /** In small letters. */
  readonly email: string;
  readonly reason: string;
}

/**
 * Changes the address on record, to which links and invitations go. What was sent to the old one opens nothing any more, sessions end
 * but for the one that asks, and the old address is told.
 */
export class ChangeAddress {
  constructor(private readonly unitOfWork: Pick<UnitOfWork<Needs>, 'inTransaction'>) {}

  /**
   * An administrator's own address is changed by `own` alone, so that no open browser and no token takes the account over.
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
        await change(records, account, email, undefined);
        const detail = { from: account.email, to: email, reason };
        await noteAccount(records, auditActorOf(identity), account, 'account.addressChanged', detail);
        return accountId;
      });
      return shown(records, provinceCode, accountId);
    });
  }

  /**
   * A person's own, by who has just signed in.
   *
   * @throws DomainError AUTH.PERSON_ONLY, AUTH.SHARED_ADDRESS where two people read the mailbox that opened the session, AUTH.FRESH,
   *   AUTH.SESSION_ENDED
   */
  async own(identity: Identity, email: string): Promise<void> {
    const session = sessionOf(identity);
    if (session.limit === 'shared-address') throw new DomainError('AUTH.SHARED_ADDRESS');
    await this.unitOfWork.inTransaction(async (records) => {
      const account = await records.accounts.lock(identity.actorId);
      if (account === undefined || account.disabledAt !== undefined) {
        throw new DomainError('AUTH.SESSION_ENDED');
      }
      await requireFresh(records, session);
      await change(records, account, email, session.id);
      const detail = { from: account.email, to: email };
      await noteAccount(records, auditActorOf(identity), account, 'account.addressChanged', detail);
    });
  }
}

/** @param sessionId of the session that goes on */
async function change(
  records: Needs,
  account: PersonAccount,
  email: string,
  sessionId: string | undefined,
): Promise<void> {
  await records.accounts.setAddress(account.id, email);
  await records.sessions.endOthers(account.id, sessionId);
  for (const purpose of ['link', 'invitation', 'ticket'] as const) {
    await records.oneTime.drop(purpose, account.id);
  }
  await tellHolder(records, account, 'address-changed');
}
