import type { PolicyPack } from '../pack.schema.js';

/** Whether no document says who gives the classes where that is an act of its own, nor that it is done by a decision. */
export const isClassBodyAssumed = ({ readings, documents }: PolicyPack): boolean =>
  readings.some(({ key, status }) => key === 'classBody' && status === 'assumed') ||
  documents.some(({ key, status }) => key === 'classificationDecision' && status === 'assumed');
