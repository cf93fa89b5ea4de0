import type { ManagementLevel, UnitKind } from '#libs/policy';
import type { Contact, Office } from '../units/units.port.js';

/** What goes to an overseer, at most once a day each. */
export type OverseerMailKind = 'list' | 'deadMailboxes' | 'monthly';

/** One stage that somebody still owes, with the names that a list shows. Days are YYYY-MM-DD. */
export interface OwedLine {
  readonly unitId: string;
  readonly unitName: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly districtCode?: string;
  readonly kind: UnitKind | 'body';
  /** Key of the body whose own paper it is; absent at a unit's stage. */
  readonly bodyKey?: string;
  readonly managedBy: ManagementLevel;
  readonly stage: string;
  readonly status: 'awaiting' | 'returned';
  readonly opensDay: string;
  /** Last day in force, grace included. */
  readonly dueDay: string;
  readonly cutOff?: string;
}

/** A stage of the units that somebody else than the unit does, with what it rests on. */
export interface OfficeAct {
  readonly stage: string;
  readonly requires: string;
  /** Whether it can be done once what it rests on can be handed in no more. */
  readonly untilCutOff: boolean;
}

/** A body of a sector, with the kind of units that it answers for. */
export interface SectorOffice extends Office {
  readonly oversees: UnitKind;
}

/** What an office was told last. */
export interface ToldList {
  readonly officeCode: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Keys of the lines. */
  readonly told: readonly string[];
}

export interface OverseerMail {
  readonly officeCode: string;
  readonly kind: OverseerMailKind;
  readonly day: string;
  readonly told: readonly string[];
  readonly messageId: string;
}

/** What the next turn of the overseers' mails begins from. */
export interface OverseerTurnMark {
  /** Instant up to which the days were looked at. */
  readonly through?: string;
  /** Database clock of the look at which changes of the cycle were last seen. */
  readonly lookedAt?: string;
  /** Whether something was changed that no list has told yet. */
  readonly recheck: boolean;
  /** Whether addresses that take no mail wait to be told of. */
  readonly deadMailboxes: boolean;
}

/** An address of a cycle that takes no mail, as it came to be known. */
export interface NewDeadMailbox {
  readonly address: string;
  /** The cycle's now. */
  readonly since: string;
  readonly messageId: string;
  readonly answer: string;
}

/** Whose address it is that takes no mail; of several there is an entry each. */
export interface DeadMailbox extends NewDeadMailbox {
  readonly told: boolean;
  /** Code of the unit or office; of an account that is of neither, of its area. */
  readonly ownerId: string;
  readonly ownerName: string;
  /** Level that manages the unit; absent for an office. */
  readonly managedBy?: ManagementLevel;
  readonly communeCode?: string;
  readonly communeName?: string;
  readonly districtCode?: string;
  /** Who reads there, where it is a contact's. */
  readonly contact?: { readonly name: string; readonly role: Contact['role']; readonly phone?: string };
}

export interface OversightRecords {
  turn(cycleId: string): Promise<OverseerTurnMark>;
  markTurn(
    cycleId: string,
    mark: { readonly through: string; readonly lookedAt: string; readonly recheck: boolean },
  ): Promise<void>;
  /**
   * What is owed up to a last day, in the order of the units: not what waits for another step that can still come.
   * Paused years are left out.
   */
  owed(
    cycleId: string,
    upTo: { readonly lastDay: string; readonly today: string },
    acts: readonly OfficeAct[],
  ): Promise<readonly OwedLine[]>;
  /** Bodies of sectors of a province, in the order of their codes. */
  sectors(provinceCode: string): Promise<readonly SectorOffice[]>;
  /** What each office was told last by mails of a kind. */
  lastTold(cycleId: string, kind: OverseerMailKind): Promise<readonly ToldList[]>;
  /**
   * How many units had each stage done on a day, in the real year before in the same province; undefined where there was none or nothing
   * is known of that day.
   */
  doneBefore(
    cycle: { readonly provinceCode: string; readonly year: number },
    day: string,
  ): Promise<ReadonlyMap<string, number> | undefined>;
  /** Adds addresses that take no mail; of one that is known the latest answer counts, and since when it was known stays. */
  addDead(cycleId: string, mailboxes: readonly NewDeadMailbox[]): Promise<void>;
  /** Forgets addresses that have taken a mail since, or that nobody has any more. */
  forgetMended(cycleId: string): Promise<void>;
  /** Addresses that take no mail with whose they are, those known longest first. */
  dead(cycleId: string): Promise<readonly DeadMailbox[]>;
  markDeadTold(cycleId: string, addresses: readonly string[], day: string): Promise<void>;
  /** Writes down what was told; a mail of that office, kind and day that stands already stays. */
  add(cycleId: string, mails: readonly OverseerMail[]): Promise<void>;
}
