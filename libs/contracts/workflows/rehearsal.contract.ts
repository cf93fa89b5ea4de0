import type { RehearsalInput, RehearsalStep, RehearsedYearEnd, StepInput } from '../payloads/rehearsal.js';

export type {
  RehearsalGoal,
  RehearsalInput,
  RehearsalProgress,
  RehearsalRun,
  RehearsalStep,
  RehearsedYearEnd,
} from '../payloads/rehearsal.js';

export interface RehearsalActivities {
  /** Moves the clock to the next instant at which something happens, `to` at the latest, and waits until all is settled. */
  stepRehearsal(input: StepInput): Promise<RehearsalStep>;
}

export interface RehearsedYearActivities {
  /** Lives the year that was ordered from where its clock stands to its end; heartbeats. */
  driveRehearsedYear(input: RehearsalInput): Promise<RehearsedYearEnd>;
}
