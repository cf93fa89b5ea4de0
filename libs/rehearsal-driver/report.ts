import type { RefusedAct, RehearsalReport } from '#libs/contracts/http';
import type { Refused } from './driver.js';
import { areMailsAsDrawn, isAsDrawn, type Rehearsal, type RunResult } from './run.js';

/** How a rehearsal ended, as it is told and kept: without its population and its acts. */
export function reportOf({ population }: Rehearsal, result: RunResult): RehearsalReport {
  const { behaviours, classes, exclusions, differences, audit, reconciliation, totals } = result;
  const bodies = new Set(population.bodies.map(({ id }) => id));
  const differing = new Set(differences.map(({ subject }) => subject).filter((id) => bodies.has(id)));
  return {
    asDrawn: isAsDrawn(result),
    units: population.units.length,
    bodies: { total: bodies.size, differing: differing.size },
    acts: population.acts.length,
    ...{ behaviours, classes, exclusions, differences, audit, reconciliation },
    commands: totals.commands,
    mails: { asDrawn: areMailsAsDrawn(result), refusing: result.deadMailboxes, ...totals.mails },
  };
}

/** Refused acts as they are told and kept: who, when and why. */
export const refusedActs = (refused: readonly Refused[]): readonly RefusedAct[] =>
  refused.map(({ act: { at, subject, stage, turn }, reason }) => ({ at, subject, stage, turn, reason }));
