import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';

export type CertificationFaultCode = 'PACK.DOSSIER_STAGE' | 'PACK.APPEAL_DAYS';

/** What may stand for a paper of the dossier is a stage of the units, and a complicated matter is given no less time. */
export const checkCertification = (
  { certification, stageSets, base }: PolicyPack,
  report: Report<CertificationFaultCode>,
): void => {
  for (const { key, stage } of stageSets.length === 0 || base === true ? [] : certification.dossier.items) {
    if (stage === undefined) continue;
    const isUnitStage = stageSets.some(({ stages }) =>
      stages.some((each) => each.key === stage && each.kind === 'unit'),
    );
    if (!isUnitStage) {
      report(
        'PACK.DOSSIER_STAGE',
        `certification.dossier.items.${key}`,
        `Không có bước “${stage}” của đơn vị để thay cho thành phần này.`,
      );
    }
  }
  for (const field of ['firstAnswerDays', 'secondAnswerDays'] as const) {
    const term = certification.appeal?.[field];
    if (term === undefined || term.ordinary <= term.complex) continue;
    report(
      'PACK.APPEAL_DAYS',
      `certification.appeal.${field}`,
      `Vụ việc phức tạp có ${term.complex} ngày, ít hơn ${term.ordinary} ngày của vụ việc thường.`,
    );
  }
};
