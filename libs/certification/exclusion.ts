import type { PolicyPack, RuleStatus } from '#libs/policy';

/** Keys in the pack of the two rules by which a unit is kept from awards. */
const CLASS_RULE = 'noAward';
const NOT_SUBMITTED_RULE = 'NOT_SUBMITTED';

export interface Exclusion {
  /** The rule in the words of the pack. */
  readonly text: string;
  readonly src: string;
  readonly status: RuleStatus;
  readonly by: 'class' | 'notSubmitted';
  /** A document that decides excludes, one that proposes only names the unit ("đề xuất không xét"). */
  readonly effect: 'excluded' | 'proposed' | 'overridden';
}

/**
 * Whether and why a unit stands on the list of those not considered for awards: by its class (KH 33, II.6 decides; CT 06,
 * mục 6 proposes), or because it handed nothing in (gap `NOT_SUBMITTED`). An override keeps it on the list, marked.
 */
export function exclusionOf(
  pack: PolicyPack,
  unit: {
    readonly classKey: string | undefined;
    readonly notSubmitted: boolean;
    readonly overridden: boolean;
    /** Whether the year is a real one, where an assumed rule only proposes until it is confirmed. */
    readonly isReal?: boolean;
  },
): Exclusion | undefined {
  const rule = pack.consequences.find(({ key }) => key === CLASS_RULE);
  if (rule === undefined) return undefined;
  const effect = unit.overridden ? 'overridden' : rule.status === 'binding' ? 'excluded' : 'proposed';
  if (unit.classKey !== undefined && rule.classes.includes(unit.classKey)) {
    const { text, src, status } = rule;
    return { text, src, status, by: 'class', effect };
  }
  const gap = pack.gaps.find(({ key }) => key === NOT_SUBMITTED_RULE);
  if (!unit.notSubmitted || gap === undefined) return undefined;
  const isAssumed = gap.status === 'assumed' && unit.isReal === true;
  return {
    text: gap.default.text,
    src: gap.src,
    status: gap.status,
    by: 'notSubmitted',
    effect: isAssumed && effect === 'excluded' ? 'proposed' : effect,
  };
}

/** Whether the pack has a rule, decided or proposed, that keeps units from awards; without one nobody stands on the list. */
export const hasExclusions = (pack: PolicyPack): boolean =>
  pack.consequences.some(({ key }) => key === CLASS_RULE);

/** Keys of the classes that keep a unit from awards, decided or proposed. */
export const excludedClasses = (pack: PolicyPack): readonly string[] =>
  pack.consequences.find(({ key }) => key === CLASS_RULE)?.classes ?? [];
