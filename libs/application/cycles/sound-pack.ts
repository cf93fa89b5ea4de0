import { createHash } from 'node:crypto';
import { DomainError } from '#libs/contracts';
import { checkPack, type PackCatalogue, type PolicyPack } from '#libs/policy';

/**
 * A pack that a cycle may go by.
 *
 * @throws DomainError POLICY.UNKNOWN, POLICY.INVALID
 */
export function soundPack(packs: Pick<PackCatalogue, 'list' | 'load'>, id: string): PolicyPack {
  const known = packs
    .list()
    .filter((pack) => !pack.base)
    .map((pack) => pack.id);
  if (!known.includes(id)) throw new DomainError('POLICY.UNKNOWN', { pack: id, known: known.join(', ') });
  const pack = packs.load(id);
  const problems = checkPack(pack).errors.map(({ code, path, message }) => ({ code, place: path, message }));
  if (problems.length > 0) throw new DomainError('POLICY.INVALID', { pack: id }, problems);
  return pack;
}

/** Hash of the pack's whole content; a cycle is bound to it. */
export function hashOf(pack: PolicyPack): string {
  return createHash('sha256').update(JSON.stringify(pack)).digest('hex');
}
