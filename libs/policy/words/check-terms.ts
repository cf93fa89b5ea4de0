import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';
import { TERM_KEYS } from './terms.js';

export type TermFaultCode = 'PACK.TERM_UNKNOWN' | 'PACK.TERM_MISSING';

/** Letters and papers take their words from the pack, so a pack that opens cycles has all of them. */
export const checkTerms = (pack: PolicyPack, report: Report<TermFaultCode>): void => {
  const stated = pack.terms.map(({ key }) => key);
  for (const key of stated) {
    if (!TERM_KEYS.some((known) => known === key))
      report(
        'PACK.TERM_UNKNOWN',
        `terms.${key}`,
        `Hệ thống không dùng từ “${key}”: ${TERM_KEYS.join(', ')}.`,
      );
  }
  if (pack.base) return;
  for (const key of TERM_KEYS) {
    if (!stated.includes(key)) report('PACK.TERM_MISSING', 'terms', `Thiếu cách gọi “${key}”.`);
  }
};
