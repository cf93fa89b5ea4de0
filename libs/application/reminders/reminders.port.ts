import type { Scope } from '#libs/access';
import type { ManagementLevel } from '#libs/policy';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** A last day on which somebody still owes something, read from the counters. Days are YYYY-MM-DD. */
export interface OpenDay {
  readonly stage: string;
  readonly level: ManagementLevel;
  /** Last day in force, grace included. */
  readonly dueDay: string;
  readonly subjects: number;
}

/** The addresses of a unit by whose they are; `mailbox` is the unit's own. */
export interface ContactAddresses {
  readonly officer?: string;
  readonly mailbox?: string;
  readonly second?: string;
  readonly head?: string;
}

/** A subject's year with the address of its own mail: the contact officer's, else the unit's; an office's own. */
export interface AddressedYear extends UnitYear {
  readonly address?: string;
  /** Where the head of a unit is written to. */
  readonly headAddress?: string;
  /** Of a unit; an office has its one address. */
  readonly contacts?: ContactAddresses;
}

export type ReminderState = 'planned' | 'carried' | 'done_meanwhile' | 'superseded' | 'suppressed';

export interface NewReminder {
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly dueDay: string;
  readonly rung: string;
  /** Empty where nobody has an address. */
  readonly recipient: string;
  /** Day on which it goes out. */
  readonly sendDay: string;
  readonly state: ReminderState;
  /** Vietnamese: why on that day, or why not at all. */
  readonly reason: string;
  /** Instant of its rung, ISO 8601. */
  readonly dueAt: string;
}

export interface Reminder extends NewReminder {
  readonly id: string;
  /** The mail it went into. */
  readonly messageId?: string;
}

/** What waits in a cycle. */
export interface ReminderWork {
  /** Whether reminders are planned and in no mail yet. */
  readonly planned: boolean;
  /** Whether failures wait for a report, or amendments for their corrections. */
  readonly reports: boolean;
}

/** Everybody who stands at one due line. */
export interface StandingFilter {
  readonly cycleId: string;
  readonly stage: string;
  readonly level: ManagementLevel;
  /** Last day in force. */
  readonly dueDay: string;
}

/** A line that may be late: past its day on `today` (YYYY-MM-DD) or left undone by a closed year, or that came late. */
export interface MaybeLate {
  readonly today: string;
  readonly stage?: string;
  /** Only units, or only offices. */
  readonly of?: 'units' | 'bodies';
  /** Also what came, but late. */
  readonly withDone: boolean;
}

export interface SubjectFilter {
  /** Only subjects inside the standard with such a line. */
  readonly maybeLate?: MaybeLate;
  /** Only subjects whose paper has come while its content has not, or that say they have sent one. */
  readonly onPaper?: true;
  readonly communeCode?: string;
  readonly unitId?: string;
  readonly afterId?: string;
  readonly limit: number;
}

/** A mail that the relay refused for good and of which nobody was told. */
export interface FailedMail {
  readonly id: string;
  readonly unitId?: string;
  /** Subjects that it is about, where it is about several: those of its reminders or of its correction. */
  readonly subjects: readonly string[];
  readonly template: string;
  readonly recipient: string;
  /** Name of whoever it was addressed to, where its template has one. */
  readonly addressee?: string;
  readonly subject?: string;
  readonly answer: string;
}

/** Somebody who was told a last day of a stage that is still open. */
export interface ToldDay {
  readonly recipient: string;
  readonly unitId: string;
  /** The day last told, by a reminder or by a correction. */
  readonly dueDay: string;
  /** As the reminder called whoever it was sent to. */
  readonly addressee: string;
}

export interface ReminderRecords {
  /** From the counters, so the cost does not grow with the number of units; of one commune or district where it is named. */
  openDays(cycleId: string, scope: Scope | 'whole cycle'): Promise<readonly OpenDay[]>;
  /** Subjects at a due line after `afterId` in the order of their ids, paused years among them. */
  standing(
    filter: StandingFilter,
    afterId: string | undefined,
    limit: number,
  ): Promise<readonly AddressedYear[]>;
  /** Subjects of a cycle by their ids, in any order. */
  subjects(cycleId: string, unitIds: readonly string[]): Promise<readonly AddressedYear[]>;
  /** The same; they stay as they are until the transaction ends. */
  holdSubjects(cycleId: string, unitIds: readonly string[]): Promise<readonly AddressedYear[]>;
  /** Subjects that an account may see, in the order of their ids. */
  visible(cycleId: string, scope: Scope, filter: SubjectFilter): Promise<readonly AddressedYear[]>;
  /** Addresses whose last mail of the cycle that has its final answer was refused. */
  deadAddresses(cycleId: string): Promise<ReadonlySet<string>>;
  /** Adds those of which nothing is written down yet; a reminder has no round, so a restart never doubles it. */
  add(reminders: readonly NewReminder[]): Promise<void>;
  work(cycleId: string): Promise<ReminderWork>;
  /** Addresses with planned reminders after `afterRecipient`, in order. */
  recipients(cycleId: string, afterRecipient: string, limit: number): Promise<readonly string[]>;
  /** Planned reminders of these addresses, locked. */
  lockPlanned(cycleId: string, recipients: readonly string[]): Promise<readonly Reminder[]>;
  /** Reminders in mails to these addresses that nobody has begun to send, locked with the mails. */
  lockQueued(cycleId: string, recipients: readonly string[]): Promise<readonly Reminder[]>;
  /** Everything written down about these subjects. */
  ofSubjects(cycleId: string, unitIds: readonly string[]): Promise<readonly Reminder[]>;
  /** Nothing is sent for these. */
  settle(
    ids: readonly string[],
    state: Exclude<ReminderState, 'planned' | 'carried'>,
    reason: string,
  ): Promise<void>;
  /** Each reminder went into its message on this day. */
  carried(
    pairs: readonly { readonly reminderId: string; readonly messageId: string }[],
    sendDay: string,
  ): Promise<void>;
  /** Locked, the oldest first; those to report. */
  lockFailed(cycleId: string, limit: number): Promise<readonly FailedMail[]>;
  markEscalated(messageIds: readonly string[]): Promise<void>;
  /** Who was told a last day of a stage that is open: all of up to `limit` addresses after `afterRecipient`. */
  told(
    cycleId: string,
    stage: string,
    level: ManagementLevel | '*',
    afterRecipient: string,
    limit: number,
  ): Promise<readonly ToldDay[]>;
  /** The last days of a stage that these subjects were told, by address, the latest only. */
  toldSubjects(cycleId: string, unitIds: readonly string[], stage: string): Promise<readonly ToldDay[]>;
  markCorrected(amendmentId: string): Promise<void>;
  /** Planned reminders of any other stage than these are superseded; answers how many. */
  supersedeOthers(cycleId: string, stages: readonly string[], reason: string): Promise<number>;
  /** Reminders planned longer ago than this without a mail, and carried ones whose mail is missing or cancelled. */
  astray(cycleId: string, olderThanSeconds: number): Promise<readonly Reminder[]>;
}
