import { type CertificationFaultCode, checkCertification } from './certification/check-certification.js';
import { checkKeys } from './check-keys.js';
import { type ClassFaultCode, checkClasses } from './classes/check-classes.js';
import { type AssumedValue, assumedOf } from './figures/figures.js';
import { checkOversight, type OversightFaultCode } from './oversight/check-oversight.js';
import type { PolicyPack } from './pack.schema.js';
import { checkDocuments, type DocumentFaultCode } from './papers/check-documents.js';
import { checkRegisters, type RegisterFaultCode } from './registers/check-registers.js';
import type { Fault, Report } from './report.js';
import { type CriterionFaultCode, checkCriteria } from './scoring/check-criteria.js';
import { checkJudges } from './scoring/check-judges.js';
import { checkScoring, type ScoringFaultCode } from './scoring/check-scoring.js';
import { checkTable, type TableFaultCode } from './scoring/check-table.js';
import { checkSources, type SourceFaultCode } from './sources/check-sources.js';
import { checkStages, type StageFaultCode } from './stages/check-stages.js';
import { checkYears, type YearsFaultCode } from './stages/check-years.js';
import { checkWindows, type WindowFaultCode } from './window/check-windows.js';
import { checkTerms, type TermFaultCode } from './words/check-terms.js';

export type PackFaultCode =
  | SourceFaultCode
  | 'PACK.KEY_TWICE'
  | YearsFaultCode
  | StageFaultCode
  | WindowFaultCode
  | 'PACK.GAP_ROUTING'
  | TermFaultCode
  | DocumentFaultCode
  | TableFaultCode
  | CriterionFaultCode
  | ScoringFaultCode
  | ClassFaultCode
  | RegisterFaultCode
  | CertificationFaultCode
  | OversightFaultCode;

export type PackFault = Fault<PackFaultCode>;

export interface PackReport {
  readonly errors: readonly PackFault[];
  readonly assumed: readonly AssumedValue[];
}

// Each section has its own check; people read the faults in this order.
const CHECKS: readonly ((pack: PolicyPack, report: Report<PackFaultCode>) => void)[] = [
  checkSources,
  checkKeys,
  checkYears,
  checkStages,
  checkWindows,
  checkJudges,
  checkTerms,
  checkDocuments,
  checkTable,
  checkCriteria,
  checkScoring,
  checkClasses,
  checkRegisters,
  checkCertification,
  checkOversight,
];

/**
 * Whether the rules of a whole pack make sense together, every fault at once, and what of it is assumed.
 * A `base` pack may lack criteria, classes and stages, for nothing opens on it.
 */
export const checkPack = (pack: PolicyPack): PackReport => {
  const errors: PackFault[] = [];
  for (const check of CHECKS) check(pack, (code, path, message) => errors.push({ code, path, message }));
  return { errors, assumed: assumedOf(pack) };
};
