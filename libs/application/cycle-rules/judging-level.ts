import { judgingLevel, type ManagementLevel, type PolicyPack } from '#libs/policy';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** What decides which level judges a unit. */
export type JudgedYear = Pick<UnitYear, 'unitName' | 'managedBy'> & {
  readonly state?: Pick<UnitYear['state'], 'delegatedTo'>;
};

/** The level that appraises and decides a unit of a cycle: by its name, by a delegation, else by its management. */
export const judgingLevelOf = (
  pack: PolicyPack,
  { unitName: name, managedBy, state }: JudgedYear,
): ManagementLevel => judgingLevel(pack, { name, managedBy, delegatedTo: state?.delegatedTo }).level;
