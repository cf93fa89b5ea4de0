import { exclusionOf } from '#libs/certification';
import type { CommandBody } from '#libs/contracts';
import type { ExclusionAnswer } from '#libs/contracts/http';
import { cite, type PolicyPack } from '#libs/policy';
import type { Cycle } from '../cycles/cycles.port.js';
import type { ExclusionLine } from './exclusion-model.port.js';

/** A unit with the rule that keeps it from awards, and the document that took it out where there is one. */
export function exclusionAnswer(
  pack: PolicyPack,
  line: ExclusionLine,
  override: CommandBody | undefined,
  { clockKind }: Pick<Cycle, 'clockKind'>,
): ExclusionAnswer {
  const { classification, notSubmitted } = line;
  const named = pack.classes.find(({ key }) => key === classification?.classKey);
  const rule = exclusionOf(pack, {
    classKey: classification?.classKey,
    notSubmitted,
    overridden: line.overriddenBy !== undefined,
    isReal: clockKind === 'calendar',
  });
  return {
    unitId: line.unitId,
    name: line.unitName,
    kind: line.unitKind,
    communeCode: line.communeCode,
    communeName: line.communeName,
    managedBy: line.managedBy,
    notSubmitted,
    class: classification && {
      key: classification.classKey,
      name: named?.name ?? classification.classKey,
      total: classification.total,
      assumed: named?.status === 'assumed',
    },
    reason: rule?.text ?? '',
    source: rule === undefined || rule.status === 'assumed' ? 'chưa có văn bản' : cite(pack, rule.src),
    status: rule?.status ?? 'assumed',
    effect: rule?.effect ?? 'proposed',
    override:
      override?.kind === 'overrideExclusion'
        ? {
            ...{ number: override.number, date: override.date, reason: override.reason },
            assumed: pack.certification.exclusionOverride?.status === 'assumed' ? true : undefined,
          }
        : undefined,
  };
}
