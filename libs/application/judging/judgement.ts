import type { CertificationProblem } from '#libs/certification';
import { sentenceOf } from '#libs/contracts';
import type { RefusalCode, RefusalParams } from '#libs/refusals';
import type { ScoreProblem } from '#libs/scoring';
import type { Fact } from '#libs/unit-year';
import type { Command, CommandOutcome } from '../commands/commands.port.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { SheetRecord } from '../papers/papers.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** What judging reads. */
export type JudgingStores = Stores<
  | 'choices'
  | 'commands'
  | 'cycles'
  | 'evidence'
  | 'migrations'
  | 'papers'
  | 'registers'
  | 'unitYears'
  | 'units'
  | 'workingDays'
>;

export type Judgement =
  | {
      readonly outcome: 'applied';
      readonly fact: Fact;
      readonly warnings: readonly string[];
      /** The sheet as it stands afterwards, where the command touches it. */
      readonly sheet?: SheetRecord;
      /** Items of the dossier that are missing. */
      readonly missing?: readonly string[];
      /** What to know of the command, in Vietnamese sentences. */
      readonly remarks?: readonly string[];
    }
  | { readonly outcome: 'refused'; readonly result: CommandOutcome };

/** Everything a judgement looks at. */
export interface Case {
  readonly records: JudgingStores;
  readonly cycle: Cycle;
  readonly rules: Rules;
  readonly unit: UnitYear;
  readonly command: Pick<Command, 'id' | 'actor' | 'effectiveAt' | 'body'>;
}

/** A refusal of the command, which leaves the year as it is. */
export function refused<C extends RefusalCode>(
  unit: UnitYear,
  code: C,
  params: RefusalParams<C>,
  problems: readonly CertificationProblem[] = [],
): Judgement {
  return {
    outcome: 'refused',
    result: {
      code,
      detail: sentenceOf({ code, params }),
      version: unit.state.version,
      problems,
    },
  };
}

/** Faults of a sheet with the place of each in words. */
export const placed = (problems: readonly ScoreProblem[]): readonly CertificationProblem[] =>
  problems.map(({ code, criterion, message }) => ({
    code,
    place: criterion === undefined ? 'bảng điểm' : `tiêu chí ${criterion}`,
    message,
  }));
