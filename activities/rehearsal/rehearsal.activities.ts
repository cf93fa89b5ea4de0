import { Injectable } from '@nestjs/common';
import { DriveRehearsedYear, StepRehearsal } from '#libs/application';
import { dateOf, formatInstant } from '#libs/calendar';
import type {
  RehearsalActivities,
  RehearsalInput,
  RehearsalStep,
  RehearsedYearActivities,
  RehearsedYearEnd,
} from '#libs/contracts';
import { withHeartbeat } from '../with-heartbeat.js';

@Injectable()
export class RehearsalActivitiesProvider implements RehearsalActivities, RehearsedYearActivities {
  constructor(
    private readonly step: StepRehearsal,
    private readonly drive: DriveRehearsedYear,
  ) {}

  stepRehearsal({ cycleId, to }: RehearsalInput & { readonly to: string }): Promise<RehearsalStep> {
    return withHeartbeat(async ({ signal, beat }) => {
      const step = await this.step.execute({ cycleId, to }, signal, () => {
        beat();
      });
      return { ...step, day: dateOf(step.now), words: formatInstant(step.now) };
    });
  }

  driveRehearsedYear({ cycleId }: RehearsalInput): Promise<RehearsedYearEnd> {
    return withHeartbeat(({ signal }) => this.drive.execute(cycleId, signal));
  }
}
