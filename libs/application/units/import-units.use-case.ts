import { DomainError, type ImportAnswer, type Problem } from '#libs/contracts';
import type { RosterProblem, RosterResult } from '#libs/roster';
import { placeOf } from '#libs/tables';
import { requireOwnProvince } from '../access/rights.js';
import type { Identity } from '../identity/identity.js';
import type { ListFile, ListFiles } from '../lists/list-files.port.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import { listContent } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { type ImportChoices, planImport } from './plan-import.js';
import { newUnitOf } from './roster-units.js';

type Needs = Stores<'audit' | 'requests' | 'units'>;

export interface UnitImport extends Partial<ImportChoices> {
  readonly file: ListFile;
  /** The commune of every unit, for a list without a column of communes. */
  readonly communeCode?: string;
  /** Idempotency-Key; absent where the system itself imports. */
  readonly key?: string;
}

/** Takes the sound rows of a province's unit list in, in one transaction; faulty rows are named and left out. */
export class ImportUnits {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly lists: ListFiles,
  ) {}

  /**
   * The same file under the same key is answered as it was then, and changes nothing more.
   *
   * @param dryRun tells what the import would do and changes nothing
   * @throws DomainError IDEMPOTENCY.REUSED, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ROSTER.REFUSED where the list cannot be read
   */
  async execute(
    identity: Identity,
    { file, communeCode, asNew = [], asKnown = [], key }: UnitImport,
    dryRun: boolean,
  ): Promise<ImportAnswer> {
    const provinceCode = requireOwnProvince(identity, 'importUnits');
    const places = await this.unitOfWork.inTransaction(async (records) => ({
      communes: await records.units.communes(provinceCode),
      formerCommunes: await records.units.formerCommunes(provinceCode),
    }));
    const list = await this.lists.roster(file, { ...places, communeCode });
    if ('unreadable' in list) throw new DomainError('ROSTER.REFUSED', {}, list.unreadable);
    const { units, rowsRead, reading } = list;
    const faults = list.problems.map(problemOf);
    if (rowsRead === 0 && faults.length > 0) throw new DomainError('ROSTER.REFUSED', {}, faults);

    const content = [provinceCode, listContent(file), communeCode, asNew, asKnown];
    const request = { act: 'importUnits', key, content, dryRun } as const;
    const planned = { units, rowsRead, reading, faults, choices: { asNew, asKnown } };
    const answer = await this.unitOfWork.inTransaction((records) =>
      onceByKey(records, identity, request, () => take(records, identity, provinceCode, planned, dryRun)),
    );
    return { ...answer, dryRun };
  }
}

/** A list as it was read, with what was answered to its questions. */
interface Planned extends Pick<RosterResult, 'units' | 'rowsRead' | 'reading'> {
  readonly faults: readonly Problem[];
  readonly choices: ImportChoices;
}

async function take(
  records: Needs,
  identity: Identity,
  provinceCode: string,
  { units, rowsRead, reading, faults, choices }: Planned,
  dryRun: boolean,
): Promise<ImportAnswer> {
  // Two imports at once would both miss what the other is about to insert; codes are shared by all provinces.
  await records.units.lockImports();
  const known = await records.units.known(provinceCode);
  const rows = units.map((unit) => ({ line: unit.row, unit: newUnitOf(unit) }));
  const plan = planImport(rows, { provinceCode, ...known }, choices);
  const problems = [...faults, ...plan.problems];
  const { questions, changes, unchanged } = plan;
  const counts = { inserted: plan.inserts.length, updated: plan.updates.length, unchanged };
  if (!dryRun && counts.inserted + counts.updated > 0) {
    await records.units.save(provinceCode, [...plan.inserts, ...plan.updates]);
    await records.audit.append({
      cycleId: '-',
      areaCode: provinceCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'units.imported',
      object: `${counts.inserted}+${counts.updated}`,
      detail: { ...counts, rowsRead, problems: problems.length, questions: questions.length, changes },
    });
  }
  return { dryRun, rowsRead, ...counts, problems, questions, changes, reading };
}

const problemOf = ({ code, row, column, message }: RosterProblem): Problem => ({
  code,
  place: placeOf(row, column),
  message,
});
