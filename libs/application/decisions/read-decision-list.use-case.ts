import type { DecisionListAnswer } from '#libs/contracts';
import { requireInProvince } from '../access/rights.js';
import { askForCode, unitsByCode } from '../access/unit-codes.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Identity } from '../identity/identity.js';
import type { ListFile, ListFiles } from '../lists/list-files.port.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import { listContent } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'cycles' | 'requests' | 'units'>;

const NOTHING_READ = { unreadSheets: [], unusedColumns: [], skipped: [], corrections: [] };

/** Reads the list of a decision from a file, for whoever may decide; records nothing but the key. */
export class ReadDecisionList {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly reading: UnitOfWork<Stores<'units'>>,
    private readonly lists: ListFiles,
  ) {}

  /** @throws DomainError IDEMPOTENCY.REUSED, CYCLE.UNKNOWN, ACTOR.OTHER_ROLE */
  async execute(
    identity: Identity,
    cycleId: string,
    file: ListFile,
    key: string,
  ): Promise<DecisionListAnswer> {
    await this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'recordDecision', cycle.provinceCode);
      // Reading again does no harm; the key says only that no other list came under it.
      const request = { act: 'readDecisionList', key, content: [cycleId, listContent(file)] };
      await onceByKey(records, identity, request, () => Promise.resolve(null));
    });
    const list = await this.lists.decision(file);
    if ('unreadable' in list) return { units: [], problems: list.unreadable, reading: NOTHING_READ };
    const { lines, problems, reading } = list;
    const codes = await this.reading.inTransaction((records) =>
      unitsByCode(
        records,
        identity,
        lines.map(({ unit }) => unit),
      ),
    );
    const asked = lines.flatMap(({ unit }) => {
      const meant = codes.meantBy(unit);
      if (meant === undefined) return [];
      return [{ code: 'UNIT.NOT_IN_SCOPE', place: unit, message: askForCode(unit, meant) }];
    });
    const units = lines.map((line) => ({ ...line, unit: codes.idOf(line.unit) }));
    return { units, problems: [...problems, ...asked], reading };
  }
}
