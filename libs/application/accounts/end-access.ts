import type { Stores } from '../transaction/records.port.js';
import type { PersonAccount } from './accounts.port.js';

/** What goes on: the session, or the sign-in under way, of whoever has shown who they are. */
export interface Kept {
  readonly sessionId?: string;
  readonly ticketId?: string;
}

/**
 * Ends whatever else may have come in to an account, or could: its sessions, its tokens, and what waits to be opened. Whoever takes an
 * account back has nobody else in it from then on.
 */
export async function endAccess(
  records: Stores<'oneTime' | 'sessions' | 'tokens'>,
  { id }: Pick<PersonAccount, 'id'>,
  { sessionId, ticketId }: Kept = {},
): Promise<void> {
  await records.sessions.endOthers(id, sessionId);
  await records.oneTime.dropOthers(id, ticketId);
  await records.tokens.revokeAll(id);
}
