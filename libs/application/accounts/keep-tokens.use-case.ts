import { DomainError } from '#libs/contracts';
import { auditActorOf } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { found, keptProvinceOf } from './kept-accounts.js';
import { noteAccount } from './note-account.js';
import { type ShownToken, shownTokensOf } from './own-tokens.use-case.js';
import { tellHolder } from './tell-holder.js';

type Needs = Stores<'accounts' | 'audit' | 'messages' | 'now' | 'tokens'>;

/** A token of an account, and why an administrator revokes it. */
export interface TokenOfAccount {
  readonly accountId: string;
  readonly tokenId: string;
  readonly reason: string;
}

/** The tokens of the accounts that an administrator keeps, which may have come into other hands. */
export class KeepTokens {
  constructor(private readonly unitOfWork: Pick<UnitOfWork<Needs>, 'inTransaction'>) {}

  /** @throws DomainError ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ACCOUNT.UNKNOWN */
  async list(identity: Identity, accountId: string): Promise<readonly ShownToken[]> {
    const provinceCode = keptProvinceOf(identity, 'readAccounts');
    return this.unitOfWork.inTransaction(async (records) => {
      await found(records, provinceCode, accountId);
      return shownTokensOf(records, accountId);
    });
  }

  /**
   * From now on nobody comes in by it; its holder is told.
   *
   * @throws DomainError ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ACCOUNT.UNKNOWN, TOKEN.UNKNOWN
   */
  async revoke(identity: Identity, { accountId, tokenId, reason }: TokenOfAccount): Promise<void> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    await this.unitOfWork.inTransaction(async (records) => {
      const account = await found(records, provinceCode, accountId);
      const token = (await records.tokens.ofAccount(accountId)).find(({ id }) => id === tokenId);
      if (token === undefined || !(await records.tokens.revoke(accountId, tokenId))) {
        throw new DomainError('TOKEN.UNKNOWN', { token: tokenId });
      }
      const detail = { id: tokenId, reason };
      await noteAccount(records, auditActorOf(identity), account, 'account.tokenRevoked', detail);
      await tellHolder(records, account, 'token-revoked', { tokenName: token.name });
    });
  }
}
