import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { CommandCarried, CommandReference, UnitYearView } from './unit-year.contract.js';

/** Update stages that packs may use, of units and of bodies; the wire name is the stage's key. */
export const STAGE_UPDATE_NAMES = [
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

/** Commands that are not the act of one stage. */
export const YEAR_UPDATE_NAMES = [
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

export const UPDATE_NAMES = [...STAGE_UPDATE_NAMES, ...YEAR_UPDATE_NAMES] as const;
export type UpdateName = (typeof UPDATE_NAMES)[number];

/** Every Update carries a recorded command to its outcome; what differs is the name that the history shows. */
export const unitYearUpdates = Object.fromEntries(
  UPDATE_NAMES.map((name) => [name, defineUpdate<CommandCarried, [CommandReference]>(name)]),
) as Readonly<Record<UpdateName, ReturnType<typeof defineUpdate<CommandCarried, [CommandReference]>>>>;

/** What the workflow has adopted so far, for evidence; boards read PostgreSQL. */
export const unitYearQuery = defineQuery<UnitYearView>('unitYear');
