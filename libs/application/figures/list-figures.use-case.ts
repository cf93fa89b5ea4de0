import type { FiguresAnswer } from '#libs/contracts';
import { assumedFigures, cite, confirmationOf, confirmationSource } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'units'>;

/** Everything that the pack of a cycle assumes, and which document confirms it where one does. Reads only. */
export class ListFigures {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string): Promise<FiguresAnswer> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readCycle', cycleId);
      const pack = await this.rules.packOf(records, cycle);
      const confirmations = await this.rules.confirmationsOf(records, cycle);
      const items = assumedFigures(await this.rules.storedPack(records, cycle)).map(
        ({ path, text, value, isFence }) => {
          const confirmed = confirmationOf(confirmations, path);
          return {
            figure: path,
            text,
            value,
            isFence,
            confirmation: confirmed && {
              number: confirmed.number,
              date: confirmed.date,
              by: confirmed.by,
              at: confirmed.effectiveAt,
              source: cite(pack, confirmationSource(confirmed)),
            },
          };
        },
      );
      const open = items.filter(({ isFence, confirmation }) => isFence && confirmation === undefined);
      return {
        cycleId,
        clockKind: cycle.clockKind,
        mayClassify: cycle.clockKind === 'rehearsal' || open.length === 0,
        items,
      };
    });
  }
}
