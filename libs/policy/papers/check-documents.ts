import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';

export type DocumentFaultCode =
  | 'PACK.PAPER_TASK'
  | 'PACK.LETTERHEAD_UNKNOWN'
  | 'PACK.LETTERHEAD_AUTHORITY'
  | 'PACK.PAPER_ISSUER';

/** `TM. Ủy ban nhân dân` stands under a paper of that committee alone, whose name may go on. */
const signsFor = (authority: string, issuer: string): boolean => {
  const collective = authority.replace(/^(TM\.|T\/M) /, '');
  return collective !== authority && issuer.startsWith(collective);
};

/** Nobody signs in the name of another body than the one that issues the paper. */
const checkAuthorities = (pack: PolicyPack, report: Report<DocumentFaultCode>): void => {
  for (const { key, name, authority } of pack.letterheads) {
    if (authority !== undefined && name !== undefined && !signsFor(authority, name))
      report(
        'PACK.LETTERHEAD_AUTHORITY',
        `letterheads.${key}.authority`,
        `“${name}” không ký “${authority}”: chỉ ký thay mặt chính tập thể ban hành.`,
      );
  }
};

/** The figures of a task are counted from registers that the pack has. */
const checkTasks = (pack: PolicyPack, report: Report<DocumentFaultCode>): void => {
  for (const { key, tasks = [] } of pack.documents) {
    for (const task of tasks) {
      for (const { register } of task.registers) {
        if (!pack.registers.some((each) => each.key === register))
          report(
            'PACK.PAPER_TASK',
            `documents.${key}.tasks.${task.key}.registers`,
            `Không có sổ “${register}” để lấy số liệu.`,
          );
      }
    }
  }
};

/** A paper is issued by somebody whose letterhead is known: the unit itself, or one body of each level. */
export const checkDocuments = (pack: PolicyPack, report: Report<DocumentFaultCode>): void => {
  checkAuthorities(pack, report);
  checkTasks(pack, report);
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
