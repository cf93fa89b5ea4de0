import type { ImportAnswer, Problem } from '#libs/contracts';
import { requireOwnProvince } from '../access/rights.js';
import type { Identity } from '../identity/identity.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { NewUnit } from './units.port.js';

/** A list as it was read: sound rows and what is wrong with the others. */
export interface UnitList {
  readonly units: readonly NewUnit[];
  readonly problems: readonly Problem[];
  readonly rowsRead: number;
}

/** Reads a list of units with the communes it may name. */
export type ListReader = (
  communes: readonly { readonly code: string; readonly name: string }[],
) => Promise<UnitList> | UnitList;

/** Takes the sound rows of a province's unit list in, in one transaction; faulty rows are named and left out. */
export class ImportUnits {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws DomainError ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA */
  async execute(identity: Identity, read: ListReader, dryRun: boolean): Promise<ImportAnswer> {
    const provinceCode = requireOwnProvince(identity, 'importUnits');
    const communes = await this.unitOfWork.inTransaction((records) => records.units.communes(provinceCode));
    const list = await read(communes);
    return this.unitOfWork.inTransaction(async (records) => {
      const { taken, ...counts } = await records.units.upsert(provinceCode, list.units, { dryRun });
      const problems = [...list.problems, ...taken.map(codeTaken)];
      if (!dryRun && counts.inserted + counts.updated > 0) {
        await records.audit.append({
          cycleId: '-',
          areaCode: provinceCode,
          actorId: identity.tokenId,
          actorRole: identity.role,
          action: 'units.imported',
          object: `${counts.inserted}+${counts.updated}`,
          detail: { ...counts, rowsRead: list.rowsRead, problems: problems.length },
        });
      }
      return { dryRun, rowsRead: list.rowsRead, ...counts, problems };
    });
  }
}

/** Told without a word of whose code it is. */
function codeTaken(id: string): Problem {
  return {
    code: 'ROSTER.CODE_TAKEN',
    place: `mã ${id}`,
    message: 'Mã này không dùng được ở tỉnh này. Hãy dùng mã khác.',
  };
}
