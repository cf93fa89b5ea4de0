import type {
  ApplyCommandInput,
  CommandApplied,
  UnitYearInput,
  UnitYearView,
} from '../payloads/unit-year.js';

export type {
  CommandApplied,
  CommandCarried,
  CommandReference,
  StageView,
  UnitYearInput,
  UnitYearView,
} from '../payloads/unit-year.js';

/** Local activities of `unitYear`, implemented by a Nest provider. */
export interface RecordsActivities {
  /** Loads the year; fails with `UNIT_YEAR.UNKNOWN` where no row exists. */
  loadUnitYear(input: UnitYearInput): Promise<UnitYearView>;
  /** Brings one recorded command to its outcome in one transaction; fails with `COMMAND.UNKNOWN` where none is recorded. */
  applyCommand(input: ApplyCommandInput): Promise<CommandApplied>;
}
