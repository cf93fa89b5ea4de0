import { DomainError, type Problem } from '#libs/contracts';
import type { Identity } from '../ports/identity.js';
import type { NewUnit, UnitOfWork } from '../ports/records.port.js';

/** A list as it was read: sound rows and what is wrong with the others. */
export interface UnitList {
  readonly units: readonly NewUnit[];
  readonly problems: readonly Problem[];
  readonly rowsRead: number;
}

export interface ImportReport {
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly problems: readonly Problem[];
  readonly dryRun: boolean;
}

/** Reads a list of units with the communes it may name. */
export type ListReader = (
  communes: readonly { readonly code: string; readonly name: string }[],
) => Promise<UnitList> | UnitList;

/** Takes the sound rows of a unit list in, in one transaction; faulty rows are named and left out. */
export class ImportUnits {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws DomainError ACTOR.ADMINISTRATOR_ONLY */
  async execute(identity: Identity, read: ListReader, dryRun: boolean): Promise<ImportReport> {
    if (identity.role !== 'administrator') throw new DomainError('ACTOR.ADMINISTRATOR_ONLY');
    const communes = await this.unitOfWork.inTransaction((records) => records.units.communes());
    const list = await read(communes);
    const report = { rowsRead: list.rowsRead, problems: list.problems, dryRun };
    const changes = await this.unitOfWork.inTransaction(async (records) => {
      const counts = await records.units.upsert(list.units, { dryRun });
      if (!dryRun && counts.inserted + counts.updated > 0) {
        await records.audit.append({
          cycleId: '-',
          areaCode: identity.scope.level === 'tinh' ? identity.scope.provinceCode : '-',
          actorId: identity.tokenId,
          actorRole: identity.role,
          action: 'units.imported',
          object: `${counts.inserted}+${counts.updated}`,
          detail: { ...counts, rowsRead: list.rowsRead, problems: list.problems.length },
        });
      }
      return counts;
    });
    return { ...report, ...changes };
  }
}
