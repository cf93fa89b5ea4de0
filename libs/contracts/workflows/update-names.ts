/**
 * Stages whose Update bears their key. Recorded histories hold these names, so the list is as it is for ever: the act of a stage
 * with any other key is carried by `actOnStage`, and a pack may name its stages as it likes.
 */
export const NAMED_STAGES = [
  'implementationPlan',
  'q1Plan',
  'registration',
  'festival',
  'selfScoring',
  'unitReport',
  'dossier',
  'appraisal',
  'recognition',
  'awardReview',
  'directivePlan',
  'communePlan',
  'communeRegister',
  'communeInterimReview',
  'communeReport',
  'supplementReport',
  'provinceReport',
  'yearReview',
  'districtPlan',
] as const;

/** The act of a stage whose key is none of those names. */
export const STAGE_UPDATE_NAME = 'actOnStage';

/** Commands that are not the act of one stage. */
const YEAR_UPDATE_NAMES = [
  'returnStage',
  'withdrawStage',
  'extendStage',
  'pauseYear',
  'resumeYear',
  'restartYear',
  'closeYear',
  'appeal',
  'answerAppeal',
  'proposeRevocation',
  'revoke',
  'overrideExclusion',
  'proposeAwards',
  'delegate',
  'recordPledges',
  'proposeExemplar',
  'decideExemplar',
  'recordHeads',
  'migrateYear',
] as const;

export const UPDATE_NAMES = [...NAMED_STAGES, STAGE_UPDATE_NAME, ...YEAR_UPDATE_NAMES] as const;
export type UpdateName = (typeof UPDATE_NAMES)[number];
