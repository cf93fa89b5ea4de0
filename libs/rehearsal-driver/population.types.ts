import type { IsoDate, IsoInstant } from '#libs/calendar';
import type { PolicyAnswer, SentCommand } from '#libs/contracts/http';
import type { ManagementLevel, UnitProfile } from '#libs/policy';

/** How a unit lives its year. */
export type Behaviour = 'onTime' | 'lastDay' | 'late' | 'never' | 'returned';
export const BEHAVIOURS = ['onTime', 'lastDay', 'late', 'never', 'returned'] as const;

/** A unit of the rehearsal inside the standard. */
export interface PopulationUnit {
  readonly id: string;
  readonly name: string;
  readonly communeCode: string;
  readonly districtCode?: string;
  readonly profile: UnitProfile;
  /** Address that its mails go to. */
  readonly email?: string;
}

/** An office that owes papers of its own. */
export interface PopulationBody {
  /** Code of the office. */
  readonly id: string;
  readonly bodyKey: string;
  readonly level: ManagementLevel;
}

export interface PopulationInput {
  readonly seed: number;
  readonly provinceCode: string;
  readonly policy: PolicyAnswer;
  readonly units: readonly PopulationUnit[];
  readonly bodies: readonly PopulationBody[];
}

/** One thing that one account does at one instant. */
export interface PlannedAct {
  readonly at: IsoInstant;
  /** Unit, or office, whose year it is about. */
  readonly subject: string;
  /** Bodies act when the units of the same instant have acted, so that their figures are always the same. */
  readonly isBody: boolean;
  readonly stage: string;
  /** How often something was done at this stage of this subject, this time included. */
  readonly turn: number;
  /** Key of the account; see {@link accountKey}. */
  readonly by: string;
  readonly body: SentCommand;
}

export interface ExpectedStage {
  readonly stage: string;
  readonly status: 'awaiting' | 'submitted' | 'done';
  /** Absent where nothing was done. */
  readonly late?: boolean;
}

/** How a subject's year must end; worked out from what was drawn, never from what the system answers. */
export interface ExpectedBody {
  readonly id: string;
  readonly stages: readonly ExpectedStage[];
}

export interface ExpectedUnit extends ExpectedBody {
  readonly behaviour: Behaviour;
  readonly recognised: boolean;
  /** Absent where the pack has no table of points. */
  readonly classKey?: string;
  readonly total?: number;
  readonly excluded: boolean;
  /** Its mailbox refuses every mail. */
  readonly deadMailbox?: string;
}

export interface Population {
  readonly units: readonly ExpectedUnit[];
  readonly bodies: readonly ExpectedBody[];
  /** In the order of their instants. */
  readonly acts: readonly PlannedAct[];
  /** An instant by which the cycle has closed. */
  readonly endsAt: IsoInstant;
}

/** A stage with the days that hold for one subject. */
export interface StageDays {
  readonly stage: string;
  readonly act: string;
  readonly sheet?: string;
  readonly opens: IsoDate;
  readonly lastDay: IsoDate;
  /** Whether it is only asked for, so that nobody is late with it. */
  readonly isOnlyAsked?: boolean;
  readonly cutOff?: IsoDate;
}

/** Names an account of a rehearsal: a role at a unit, a commune or the province; an office by its code. */
export const accountKey = (role: string, code: string) => `${role}/${code}`;
export const officeKey = (code: string) => accountKey('office', code);
