import type { DecisionCorrectionAnswer } from '#libs/contracts/http';
import type { DecisionCorrection } from './corrections.port.js';

/** One correction as pages tell it. */
export const correctionAnswer = ({
  before,
  after,
  reason,
  actorName,
  correctedOn,
  recordedAt,
}: DecisionCorrection): DecisionCorrectionAnswer => ({
  before,
  after,
  reason,
  recordedBy: actorName,
  correctedOn,
  recordedAt,
});
