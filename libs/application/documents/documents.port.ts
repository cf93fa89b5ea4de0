import type { HeadTerm } from '#libs/certification';
import type { CommandBody } from '#libs/contracts';
import type { NamedDecision, SheetRecord } from '../papers/papers.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Unit } from '../units/units.port.js';

/** What papers are composed from, read in one snapshot; offices apart from units. */
export interface DocumentRecords {
  /**
   * Units of the cycle, those outside the standard too, by the names of commune and unit: of these communes where they
   * are named, else of the whole cycle.
   */
  units(cycleId: string, communes?: readonly string[]): Promise<readonly CycleUnit[]>;
  unit(cycleId: string, unitId: string): Promise<CycleUnit | undefined>;
  /** Offices that owe papers of their own. */
  bodies(cycleId: string, communes?: readonly string[]): Promise<readonly CycleBody[]>;
  /** The latest sheet of each of the units. */
  sheets(cycleId: string, unitIds: readonly string[]): Promise<readonly SheetRecord[]>;
  /** Decisions by the commands that brought them, as they are named now. */
  decisions(commandIds: readonly string[]): Promise<readonly NamedDecision[]>;
  /** The latest document about the result, or about the class, of each of the units, whatever was restarted since, as it is named now. */
  latestDecisions(
    cycleId: string,
    unitIds: readonly string[],
    about?: 'result' | 'class',
  ): Promise<readonly NamedDecision[]>;
  /** Heads by the latest list of each unit, in the order of units and days. */
  heads(cycleId: string, unitIds: readonly string[]): Promise<readonly HeadLine[]>;
  /** What was asked for by commands that were applied. */
  bodiesOf(commandIds: readonly string[]): Promise<ReadonlyMap<string, CommandBody>>;
}

/** A head of a unit as its latest list has it. */
export interface HeadLine extends HeadTerm {
  readonly unitId: string;
}

export interface CycleUnit {
  readonly year: UnitYear;
  readonly unit: Unit;
}

export interface CycleBody extends UnitYear {
  readonly communeName: string;
}
