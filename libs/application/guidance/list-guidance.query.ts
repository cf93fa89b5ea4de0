import type { GuidanceLettersAnswer } from '#libs/contracts/http';
import { guidedFigures } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { figureAnswer } from './guidance-plan.js';

type Needs = Stores<'cycles' | 'migrations' | 'units'>;

/** The guidance letters of a cycle, and what is still assumed. Reads only. */
export class ListGuidance {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string): Promise<GuidanceLettersAnswer> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readCycle', cycleId);
      const letters = await records.cycles.guidanceLetters(cycleId);
      const numberOf = (version: number | undefined) =>
        letters.find((letter) => letter.version === version)?.number;
      const pack = await this.rules.packOf(records, cycle);
      return {
        cycleId,
        items: letters.map(({ version, number, date, signer, issuer, figures, by, ...letter }) => ({
          ...{ version, number, date, signer, issuer, by },
          figures: figures.length,
          replaces: numberOf(letter.replaces),
          replacedBy: numberOf(letter.replacedBy),
          at: letter.effectiveAt,
        })),
        open: guidedFigures(pack, cycle.year).map(figureAnswer),
      };
    });
  }
}
