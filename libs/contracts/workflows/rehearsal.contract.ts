import type { RehearsalStep, StepInput } from '../payloads/rehearsal.js';

export type {
  RehearsalGoal,
  RehearsalInput,
  RehearsalProgress,
  RehearsalRun,
  RehearsalStep,
} from '../payloads/rehearsal.js';

export interface RehearsalActivities {
  /** Moves the clock to the next instant at which something happens, `to` at the latest, and waits until all is settled. */
  stepRehearsal(input: StepInput): Promise<RehearsalStep>;
}
