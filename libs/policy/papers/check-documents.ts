import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';

export type DocumentFaultCode = 'PACK.LETTERHEAD_UNKNOWN' | 'PACK.PAPER_ISSUER';

/** A paper is issued by somebody whose letterhead is known: the unit itself, or one body of each level. */
export const checkDocuments = (pack: PolicyPack, report: Report<DocumentFaultCode>): void => {
  for (const { key, about, issuedBy } of pack.documents) {
    const place = `documents.${key}`;
    const issuers = Object.values(issuedBy);
    for (const issuer of issuers) {
      if (!pack.letterheads.some((each) => each.key === issuer))
        report('PACK.LETTERHEAD_UNKNOWN', `${place}.issuedBy`, `Không có phần đầu văn bản “${issuer}”.`);
    }
    const byUnit = issuedBy.unit !== undefined;
    if (issuers.length === 0 || (byUnit && (about === 'area' || issuers.length > 1)))
      report(
        'PACK.PAPER_ISSUER',
        `${place}.issuedBy`,
        'Văn bản cần đúng một bên lập: đơn vị, hoặc cơ quan của từng cấp.',
      );
  }
};
