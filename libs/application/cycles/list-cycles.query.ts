import type { CycleAnswer } from '#libs/contracts/http';
import { provinceOf } from '../access/province-of.js';
import type { Identity } from '../identity/identity.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { CycleSummary } from './cycle-summary.js';

/** The cycles of the account's province; an account of one rehearsal sees that one alone. */
export class ListCycles {
  constructor(
    private readonly readModel: Pick<ReadModel, 'cycles' | 'provinceOf' | 'units'>,
    private readonly summary: CycleSummary,
  ) {}

  async execute(identity: Identity): Promise<{ readonly items: readonly CycleAnswer[] }> {
    const cycles = await this.readModel.cycles(await provinceOf(this.readModel, identity));
    const seen = cycles.filter(({ id }) => identity.cycleId === undefined || id === identity.cycleId);
    return { items: await Promise.all(seen.map((cycle) => this.summary.of(cycle))) };
  }
}
