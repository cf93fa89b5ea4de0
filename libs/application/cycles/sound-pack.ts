import { createHash } from 'node:crypto';
import { DomainError, type Problem, STAGE_UPDATE_NAMES } from '#libs/contracts';
import { checkPack, type PackCatalogue, type PolicyPack, type ResolvedStage } from '#libs/policy';

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
  const { errors } = checkPack(pack);
  const problems = [
    ...errors.map(({ code, path, message }) => ({ code, place: path, message })),
    ...stagesWithoutUpdate(pack),
  ];
  if (problems.length > 0) throw new DomainError('POLICY.INVALID', { pack: id }, problems);
  return pack;
}

/** Hash of the pack's whole content; a cycle is bound to it. */
export function hashOf(pack: PolicyPack): string {
  return createHash('sha256').update(JSON.stringify(pack)).digest('hex');
}

/** A stage that no workflow listens for could be opened and never be worked on. */
function stagesWithoutUpdate(pack: PolicyPack): Problem[] {
  const known: readonly string[] = STAGE_UPDATE_NAMES;
  return pack.stageSets.flatMap((set) =>
    set.stages
      .filter(isActedAt)
      .filter((stage) => !known.includes(stage.key))
      .map((stage) => ({
        code: 'POLICY.UNKNOWN_STAGE',
        place: `stageSets.${set.key}.${stage.key}`,
        message: `Hệ thống chưa biết bước "${stage.key}". Các bước của đơn vị và cơ quan: ${known.join(', ')}.`,
      })),
  );
}

/** Whether somebody hands in, judges or decides at the stage; nobody can be late for a record or for the clock. */
export const isActedAt = ({ kind, act }: Pick<ResolvedStage, 'kind' | 'act'>): boolean =>
  kind === 'unit' || (kind === 'area' && act !== 'none');
