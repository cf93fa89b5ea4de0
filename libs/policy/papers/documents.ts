/** The papers that can be composed from the records; which of them a year has, and by whom, the pack says. */
export const DOCUMENT_KINDS = [
  'unitPlan',
  'registrationList',
  'scoringSheet',
  'scoringMinutes',
  'classProposal',
  'recognitionDecision',
  'classificationDecision',
  'certificate',
  'exclusionList',
  'unitReport',
  'communeReport',
  'provinceReport',
  'subunitPledge',
  'coordinationRules',
  'inspectionMinutes',
  'modelList',
  'awardProposal',
  'reminderLetter',
  'headResults',
  'monthlyPage',
  'refusalNotice',
  'reportAnswers',
  'guidanceLetter',
] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Papers that tell of an area by its figures. */
export type ReportPaper = Extract<DocumentKind, 'communeReport' | 'provinceReport'>;

export const isReportPaper = (kind: DocumentKind): kind is ReportPaper =>
  kind === 'communeReport' || kind === 'provinceReport';
