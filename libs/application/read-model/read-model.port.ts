import type { Scope } from '#libs/access';
import type { MessageAnswer, MessageDetailAnswer, ReportFigures } from '#libs/contracts';
import type { ActorRole } from '#libs/policy';
import type { AuditLine } from '../audit/audit-line.port.js';
import type { CounterCell } from '../counters/counters.port.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { SheetRecord } from '../papers/papers.port.js';
import type { FactRecord, UnitYear } from '../unit-years/unit-years.port.js';
import type { Unit } from '../units/units.port.js';

/** Lists and look-ups that change nothing; each is limited to the asker's scope. */
export interface ReadModel {
  cycles(provinceCode: string): Promise<readonly Cycle[]>;
  areaName(code: string): Promise<string>;
  /** Province that a commune or a district lies in. */
  provinceOf(areaCode: string): Promise<string | undefined>;
  /** Codes of the communes of a district. */
  communesIn(districtCode: string): Promise<readonly string[]>;
  cycleUnits(cycleId: string): Promise<CycleUnits>;
  counters(cycleId: string, scope: Scope): Promise<readonly (CounterCell & { readonly n: number })[]>;
  units(scope: Scope, filter: UnitFilter): Promise<readonly Unit[]>;
  /** With a cycle, only a unit whose year that cycle holds. */
  unit(scope: Scope, unitId: string, cycleId?: string): Promise<Unit | undefined>;
  unitYears(cycleId: string, scope: Scope, filter: UnitFilter): Promise<readonly UnitYearLine[]>;
  /** Facts with the name and role of who acted, oldest first. */
  history(cycleId: string, unitId: string): Promise<readonly HistoryLine[]>;
  /** Sheet of the given round, or the latest. */
  sheet(cycleId: string, unitId: string, round?: number): Promise<SheetRecord | undefined>;
  /** How the recognition of the round was decided. */
  recognition(cycleId: string, unitId: string, round: number): Promise<boolean | undefined>;
  messages(scope: Scope, filter: MessageFilter): Promise<readonly MessageLine[]>;
  message(
    scope: Scope,
    id: string,
  ): Promise<(MessageLine & { readonly tries: readonly MessageTry[] }) | undefined>;
  /** Rows of every chain of a cycle, in the order of area and sequence. */
  auditRows(
    cycleId: string,
    afterArea: string,
    afterSeq: number,
    limit: number,
  ): Promise<readonly AuditLine[]>;
  auditHeads(
    cycleId: string,
  ): Promise<readonly { readonly areaCode: string; readonly seq: number; readonly hash: string }[]>;
}

export interface CycleUnits {
  readonly opened: number;
  readonly inside: number;
  readonly outside: number;
  readonly outsideReasons: readonly { readonly reason: string; readonly units: number }[];
}

export interface UnitFilter {
  /** Only units whose year this cycle holds. */
  readonly cycleId?: string;
  readonly search?: string;
  readonly communeCode?: string;
  readonly kind?: string;
  readonly standing?: 'inside' | 'outside';
  readonly after?: string;
  readonly limit: number;
}

export interface UnitYearLine extends UnitYear {
  readonly communeName: string;
}

export interface HistoryLine extends FactRecord {
  readonly actorRole: ActorRole;
  readonly effectiveAt: string;
  /** Numbers that a body's report stood on. */
  readonly figures?: ReportFigures;
}

export interface MessageFilter {
  readonly cycleId?: string;
  readonly unitId?: string;
  readonly state?: string;
  readonly after?: string;
  readonly limit: number;
}

export interface MessageLine extends MessageAnswer {
  readonly text?: string;
}

export type MessageTry = MessageDetailAnswer['tries'][number];
