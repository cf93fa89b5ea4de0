import type { PolicyPack } from '../pack.schema.js';
import type { PackConsequence } from './classes.schema.js';

/**
 * The rule that keeps a class out of awards: a binding consequence `noAward` falls on it. One that is only `proposed`
 * excludes nobody (Chỉ thị 06/CT-BCA-V05 proposes, a province decides).
 */
export const awardExclusion = (pack: PolicyPack, classKey: string): PackConsequence | undefined =>
  pack.consequences.find(
    ({ key, status, classes }) => key === 'noAward' && status === 'binding' && classes.includes(classKey),
  );

/** Whether the class keeps the unit out of awards. */
export const isExcludedFromAwards = (pack: PolicyPack, classKey: string): boolean =>
  awardExclusion(pack, classKey) !== undefined;
