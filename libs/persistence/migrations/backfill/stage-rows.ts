import type { QueryRunner } from 'typeorm';
import type { ManagementLevel } from '#libs/policy';
import { type StageLine, stageLines, type UnitYearState } from '#libs/unit-year';
import { CycleBook } from './cycle-book.js';

const PAGE = 500;

/** A subject as a database of 0.2.0 has it. */
interface StoredYear {
  readonly unit_id: string;
  readonly commune_code: string;
  readonly unit_kind: string;
  readonly managed_by: ManagementLevel;
  readonly body_key: string | null;
  readonly standing: string;
  readonly state: UnitYearState;
}

/** Rows of `unit_stage` for every year there is, page by page, worked out by the rules in force of each cycle. */
export async function* stageRowsOf(runner: QueryRunner): AsyncGenerator<readonly object[]> {
  for (const book of await CycleBook.all(runner)) {
    for (let after = ''; ; ) {
      const years = (await runner.query(
        `SELECT unit_id, commune_code, unit_kind, managed_by, body_key, standing, state FROM unit_year
          WHERE cycle_id = $1 AND unit_id > $2 ORDER BY unit_id LIMIT ${PAGE}`,
        [book.cycleId, after],
      )) as StoredYear[];
      const last = years.at(-1);
      if (last === undefined) break;
      after = last.unit_id;
      yield years.flatMap((year) => rowsOf(book, year));
    }
  }
}

function rowsOf(book: CycleBook, year: StoredYear): readonly object[] {
  const graph = book.graph({ managedBy: year.managed_by, bodyKey: year.body_key ?? undefined });
  return stageLines(graph, year.state).map((line) => ({
    cycle_id: book.cycleId,
    unit_id: year.unit_id,
    commune_code: year.commune_code,
    unit_kind: year.unit_kind,
    level: year.managed_by,
    programme: year.body_key ?? 'standard',
    standing: year.standing,
    ...columnsOf(line),
  }));
}

const columnsOf = (line: StageLine) => ({
  stage: line.stage,
  in_pack: line.inPack,
  status: line.status,
  counted: line.counted,
  round: line.round,
  opens_day: line.opensDay,
  due_day: line.dueDay,
  grace_until: line.graceUntil,
  cut_off: line.cutOff,
  late: line.late,
  effective_at: line.effectiveAt,
  command_id: line.commandId,
  basis: line.basis,
  recognised: line.recognised,
  class_key: line.classKey,
  appeal: line.appeal,
  revocation: line.revocation,
  awards: line.awards,
});
