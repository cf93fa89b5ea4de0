/** Id and role under which the audit chain names what the system does by itself. */
const SYSTEM = 'system';

/** Actor of an audit row that nobody's command stands behind. */
export const SYSTEM_AUDIT = { actorId: SYSTEM, actorRole: SYSTEM } as const;

/**
 * Actor of an audit row about a command. The system's own commands carry the role that may act, which is nobody's, so
 * the chain names the system.
 */
export const auditActorOf = ({ actorId, role }: { readonly actorId: string; readonly role: string }) =>
  actorId === SYSTEM ? SYSTEM_AUDIT : { actorId, actorRole: role };
