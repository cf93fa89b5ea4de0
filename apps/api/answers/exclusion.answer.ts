import type { ExclusionLine } from '#libs/application';
import type { ExclusionAnswer } from '#libs/contracts';
import { cite, type PolicyPack, type Sourced } from '#libs/policy';

/** Keys in the pack of the two rules by which a unit is kept from awards. */
const CLASS_RULE = 'noAward';
const NOT_SUBMITTED_RULE = 'NOT_SUBMITTED';

/** A unit with the rule that excludes it: the consequence of its class, else that nothing was handed in. */
export function exclusionAnswer(pack: PolicyPack, line: ExclusionLine): ExclusionAnswer {
  const { classification, notSubmitted } = line;
  const named = pack.classes.find(({ key }) => key === classification?.classKey);
  const byClass = pack.consequences.find(({ key }) => key === CLASS_RULE);
  const gap = pack.gaps.find(({ key }) => key === NOT_SUBMITTED_RULE);
  const rule: (Sourced & { readonly text: string }) | undefined =
    classification?.excludedFromAwards === true
      ? byClass
      : gap && { text: gap.default.text, src: gap.src, status: gap.status };
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
  };
}
