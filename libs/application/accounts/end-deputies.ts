import { auditActorOf } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { GrantEnd, PersonAccount } from './accounts.port.js';
import { noteAccount } from './note-account.js';

/** Who is the head of a unit no longer has no deputies there: what the account has given to them ends with its own role. */
export async function endDeputiesOf(
  records: Stores<'accounts' | 'audit'>,
  identity: Identity,
  { id: headId, provinceCode }: Pick<PersonAccount, 'id' | 'provinceCode'>,
  end: GrantEnd,
): Promise<void> {
  for (const { id, accountId } of await records.accounts.endDeputiesOf(headId, end)) {
    const detail = { id, paper: end.paper, at: end.at };
    const account = { id: accountId, provinceCode };
    await noteAccount(records, auditActorOf(identity), account, 'account.grantEnded', detail);
  }
}
