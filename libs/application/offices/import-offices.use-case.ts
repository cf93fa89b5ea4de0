import { DomainError, type OfficeImportAnswer } from '#libs/contracts';
import type { OfficeLine } from '#libs/roster';
import { placesOf } from '../access/places-of.js';
import { requireOwnProvince } from '../access/rights.js';
import { auditActorOf } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import type { ListFile, ListFiles } from '../lists/list-files.port.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import { listContent } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { KeptOffice } from './offices.port.js';
import { type OfficePlan, planOffices } from './plan-offices.js';

type Needs = Stores<'audit' | 'offices' | 'requests' | 'units'>;

/** Takes the offices of a province in from a list: as a whole, or where anything is wrong with it not at all. */
export class ImportOffices {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly lists: ListFiles,
  ) {}

  /**
   * @param dryRun tells what the import would do, and what is wrong, and changes nothing
   * @param key Idempotency-Key; absent where the system itself imports
   * @throws DomainError IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, OFFICES.REFUSED
   *   where the list cannot be read, and for any fault in it unless `dryRun`
   */
  async execute(
    identity: Identity,
    file: ListFile,
    key: string | undefined,
    dryRun: boolean,
  ): Promise<OfficeImportAnswer> {
    const provinceCode = officesProvinceOf(identity, 'importOffices');
    const places = await this.unitOfWork.inTransaction((records) => placesOf(records, provinceCode));
    const list = await this.lists.offices(file, places);
    if ('unreadable' in list) throw new DomainError('OFFICES.REFUSED', {}, list.unreadable);
    const { entries, problems, rowsRead, reading } = list;
    if (problems.length > 0 && (!dryRun || rowsRead === 0)) {
      throw new DomainError('OFFICES.REFUSED', {}, problems);
    }
    const request = { act: 'importOffices', key, content: [provinceCode, listContent(file)], dryRun };
    return this.unitOfWork.inTransaction((records) =>
      onceByKey(records, identity, request, async () => {
        await records.units.lockImports();
        const plan = await planned(records, provinceCode, entries);
        const counts = {
          inserted: plan.inserts.length,
          updated: plan.updates.length,
          unchanged: plan.unchanged,
        };
        const faults = [...problems, ...plan.problems];
        if (!dryRun && faults.length > 0) throw new DomainError('OFFICES.REFUSED', {}, faults);
        if (!dryRun) await take(records, identity, provinceCode, plan);
        const unlisted = plan.unlisted.map(({ code, name }) => ({ office: code, name }));
        return { dryRun, rowsRead, ...counts, changes: plan.changes, unlisted, problems: faults, reading };
      }),
    );
  }
}

/**
 * The province whose offices an account reads or changes; a rehearsal changes none.
 *
 * @throws DomainError ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA
 */
export function officesProvinceOf(identity: Identity, act: 'importOffices' | 'readOffices'): string {
  if (identity.cycleId !== undefined)
    throw new DomainError('ACTOR.REHEARSAL_ONLY', { cycle: identity.cycleId });
  return requireOwnProvince(identity, act);
}

async function planned(
  { offices }: Needs,
  provinceCode: string,
  lines: readonly OfficeLine[],
): Promise<OfficePlan> {
  const known: readonly KeptOffice[] = await offices.ofProvince(provinceCode);
  const codes = lines.flatMap(({ code }) => (code === undefined ? [] : [code]));
  return planOffices(provinceCode, lines, known, await offices.takenElsewhere(provinceCode, codes));
}

async function take(
  { offices, audit }: Needs,
  identity: Identity,
  areaCode: string,
  { inserts, updates, changes }: OfficePlan,
): Promise<void> {
  if (changes.length === 0) return;
  await offices.save([...inserts, ...updates]);
  await audit.append({
    ...{ cycleId: '-', areaCode, ...auditActorOf(identity) },
    ...{ action: 'offices.imported', object: `${inserts.length}+${updates.length}`, detail: { changes } },
  });
}
