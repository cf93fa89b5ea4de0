import { DomainError, type Problem, type RegisterImportAnswer, sentenceOf } from '#libs/contracts';
import type { PackRegister } from '#libs/policy';
import type { RegisterList } from '#libs/registers';
import { placeOf } from '#libs/tables';
import { askForCode, type UnitCodes, unitsByCode } from '../access/unit-codes.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { ListFile, ListFiles } from '../lists/list-files.port.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import { listContent } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { RecordEntry } from './record-entry.use-case.js';
import { registerOf } from './register-rules.js';

type Needs = Stores<'cycles' | 'migrations' | 'requests' | 'units'>;

/** Entries of a list that one request may bring; each is a fact of its own. */
const MOST_ROWS = 2_000;

/** The register that a list is taken into, and the key by which the request is known again. */
export interface ImportPlace {
  readonly cycleId: string;
  readonly register: string;
  readonly idempotencyKey: string;
}

/**
 * Takes a list of facts into one register: each sound row is an entry as if it had been entered by hand, under a key of
 * its own, so that the same file sent again under the same key enters nothing twice, also where a crash has left it half
 * entered. Faulty rows are named and left out.
 */
export class ImportEntries {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly recording: RecordEntry,
    private readonly lists: ListFiles,
  ) {}

  /** @throws DomainError IDEMPOTENCY.REUSED, CYCLE.UNKNOWN, REGISTER.UNKNOWN, REGISTER.LIST_REFUSED where the file cannot be read */
  async execute(
    identity: Identity,
    place: ImportPlace,
    file: ListFile,
    dryRun: boolean,
  ): Promise<RegisterImportAnswer> {
    const register = await this.unitOfWork.inTransaction(async (records) =>
      registerOf(
        await this.rules.packOf(records, await visibleCycle(records, identity, place.cycleId)),
        place.register,
      ),
    );
    const list = await this.read(file, register);
    const problems: Problem[] = list.problems.map(({ code, line, column, message }) => ({
      code,
      place: placeOf(line, column),
      message,
    }));
    if (list.rowsRead > MOST_ROWS) {
      const message = `Chỉ nhận ${MOST_ROWS} dòng một lần; chia phần còn lại sang tệp khác.`;
      problems.push({ code: 'REGISTER.ROW', place: 'tệp', message });
    }
    const rows = list.rows.slice(0, MOST_ROWS);
    const content = [place.cycleId, place.register, listContent(file)];
    const request = { act: 'importEntries', key: place.idempotencyKey, content, dryRun };
    const codes = await this.unitOfWork.inTransaction(async (records) => {
      await onceByKey(records, identity, request, () => Promise.resolve(null));
      return unitsByCode(
        records,
        identity,
        rows.map(({ unitId }) => unitId),
      );
    });
    let inserted = 0;
    let repeated = 0;
    for (const row of rows) {
      try {
        const isNew = await this.enter(identity, place, row, codes, dryRun);
        if (isNew) inserted += 1;
        else repeated += 1;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        problems.push(...problemsOf(error, row, register, codes));
      }
    }
    return { dryRun, rowsRead: list.rowsRead, inserted, repeated, problems, reading: list.reading };
  }

  private async read(file: ListFile, register: PackRegister): Promise<RegisterList> {
    const list = await this.lists.register(file, register);
    if ('unreadable' in list) throw new DomainError('REGISTER.LIST_REFUSED', {}, list.unreadable);
    const ofFile = list.problems.filter(({ code }) => code.startsWith('TABLE.'));
    if (ofFile.length === 0) return list;
    const problems = ofFile.map(({ code, message }) => ({ code, place: placeOf(undefined), message }));
    throw new DomainError('REGISTER.LIST_REFUSED', {}, problems);
  }

  private async enter(
    identity: Identity,
    { cycleId, register, idempotencyKey }: ImportPlace,
    { line, unitId, effectiveOn, data, onBehalf }: RegisterList['rows'][number],
    codes: UnitCodes,
    dryRun: boolean,
  ): Promise<boolean> {
    const place = {
      cycleId,
      unitId: codes.idOf(unitId),
      register,
      idempotencyKey: `${idempotencyKey}/${line}`,
    };
    const change = { kind: 'enter', body: { effectiveOn, data, onBehalf } } as const;
    const { isNew } = await this.recording.execute(identity, place, change, dryRun);
    return isNew;
  }
}

function problemsOf(
  { code, params, problems }: DomainError,
  { line, unitId }: RegisterList['rows'][number],
  register: PackRegister,
  codes: UnitCodes,
): Problem[] {
  const meant = code === 'UNIT.NOT_IN_SCOPE' ? codes.meantBy(unitId) : undefined;
  if (problems.length === 0) {
    const message = meant === undefined ? sentenceOf({ code, params }) : askForCode(unitId, meant);
    return [{ code, place: placeOf(line), message }];
  }
  return problems.map((problem) => {
    const field = register.fields.find(({ key }) => key === problem.place);
    return { ...problem, place: placeOf(line, field?.name ?? problem.place) };
  });
}
