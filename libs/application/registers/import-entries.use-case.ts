import { DomainError, type Problem, type RegisterImportAnswer, sentenceOf } from '#libs/contracts';
import { type ListRow, readRows } from '#libs/registers';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { RecordEntry } from './record-entry.use-case.js';
import { registerOf } from './register-rules.js';

/** Rows of a list that one request may bring; each is a fact of its own. */
const MOST_ROWS = 2_000;

/**
 * Takes a list of facts into one register: each sound row is an entry as if it had been entered by hand, under a key of
 * its own, so that the same file sent again under the same key enters nothing twice. Faulty rows are named and left out.
 */
export class ImportEntries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: CycleRules,
    private readonly recording: RecordEntry,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, REGISTER.UNKNOWN */
  async execute(
    identity: Identity,
    cycleId: string,
    registerKey: string,
    rows: readonly ListRow[],
    idempotencyKey: string,
    dryRun: boolean,
  ): Promise<RegisterImportAnswer> {
    const register = await this.unitOfWork.inTransaction(async (records) =>
      registerOf(
        await this.rules.packOf(records, await visibleCycle(records, identity, cycleId)),
        registerKey,
      ),
    );
    const list = readRows(register, rows.slice(0, MOST_ROWS + 1));
    const problems: Problem[] = list.problems.map(({ line, column, message }) => ({
      code: 'REGISTER.ROW',
      place: placeOf(line, column),
      message,
    }));
    if (rows.length > MOST_ROWS + 1) {
      const message = `Chỉ nhận ${MOST_ROWS} dòng một lần; chia phần còn lại sang tệp khác.`;
      problems.push({ code: 'REGISTER.ROW', place: 'tệp', message });
    }
    let inserted = 0;
    let repeated = 0;
    for (const { line, unitId, effectiveOn, data, onBehalf } of list.rows) {
      const place = { cycleId, unitId, register: registerKey, idempotencyKey: `${idempotencyKey}/${line}` };
      try {
        const change = { kind: 'enter', body: { effectiveOn, data, onBehalf } } as const;
        const { isNew } = await this.recording.execute(identity, place, change, dryRun);
        if (isNew) inserted += 1;
        else repeated += 1;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        problems.push(
          ...problemsOf(error, line, (key) => register.fields.find((each) => each.key === key)?.name),
        );
      }
    }
    return { dryRun, rowsRead: rows.length === 0 ? 0 : rows.length - 1, inserted, repeated, problems };
  }
}

const placeOf = (line: number | undefined, column?: string): string => {
  const row = line === undefined ? 'tệp' : `dòng ${line}`;
  return column === undefined ? row : `${row}, cột "${column}"`;
};

function problemsOf(
  { code, params, problems }: DomainError,
  line: number,
  nameOf: (field: string) => string | undefined,
): Problem[] {
  if (problems.length === 0) return [{ code, place: placeOf(line), message: sentenceOf({ code, params }) }];
  return problems.map((problem) => ({
    ...problem,
    place: placeOf(line, nameOf(problem.place) ?? problem.place),
  }));
}
