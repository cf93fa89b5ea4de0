import type { PolicyPack } from './pack.types.js';

/**
 * Whether the class keeps the unit out of awards: a binding consequence `noAward` falls on it. One that is only
 * `proposed` excludes nobody (Chỉ thị 06/CT-BCA-V05 proposes, a province decides).
 */
export const isExcludedFromAwards = (pack: PolicyPack, classKey: string): boolean =>
  pack.consequences.some(
    ({ key, status, classes }) => key === 'noAward' && status === 'binding' && classes.includes(classKey),
  );
