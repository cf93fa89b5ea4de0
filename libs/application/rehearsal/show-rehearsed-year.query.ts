import { DomainError, sentenceOf } from '#libs/contracts';
import type { RehearsedYearAnswer } from '#libs/contracts/http';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { RehearsedYear } from './rehearsed-year.port.js';
import { rehearsed } from './step-rehearsal.use-case.js';

type Needs = Stores<'cycles' | 'rehearsedYears' | 'units'>;

/** More refusals than these say nothing new. */
const MOST_REFUSED = 200;

/** How far the year is that the system lives in a rehearsal, and how it ended. */
export class ShowRehearsedYear {
  constructor(private readonly unitOfWork: UnitOfWork<Needs>) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_AREA, REHEARSAL.ONLY, REHEARSAL.NO_YEAR */
  execute(identity: Identity, cycleId: string): Promise<RehearsedYearAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'readRehearsal', cycle.provinceCode);
      const { clockAt } = rehearsed(cycle, cycleId);
      return answerOf(cycleId, clockAt, await knownYear(records, cycleId));
    });
  }
}

/** @throws DomainError REHEARSAL.NO_YEAR */
export async function knownYear(records: Stores<'rehearsedYears'>, cycleId: string): Promise<RehearsedYear> {
  const year = await records.rehearsedYears.find(cycleId);
  if (year === undefined) throw new DomainError('REHEARSAL.NO_YEAR', { cycle: cycleId });
  return year;
}

function answerOf(cycleId: string, now: string, year: RehearsedYear): RehearsedYearAnswer {
  const { state, seed, dayMs, keepGoing, startedAt, endedAt, toldAt, acts, refused, problem, report } = year;
  return {
    ...{ cycleId, state, seed, dayMs, keepGoing, now, startedAt, endedAt, toldAt, acts },
    refused: { total: refused.length, acts: refused.slice(0, MOST_REFUSED) },
    code: problem?.code,
    detail: problem && sentenceOf(problem),
    report,
  };
}
