import { Injectable } from '@nestjs/common';
import { StepRehearsal } from '#libs/application';
import { dateOf, formatInstant } from '#libs/calendar';
import type { RehearsalActivities, RehearsalInput, RehearsalStep } from '#libs/contracts';
import { withHeartbeat } from '../with-heartbeat.js';

@Injectable()
export class RehearsalActivitiesProvider implements RehearsalActivities {
  constructor(private readonly step: StepRehearsal) {}

  stepRehearsal({ cycleId, to }: RehearsalInput & { readonly to: string }): Promise<RehearsalStep> {
    return withHeartbeat(async ({ signal, beat }) => {
      const step = await this.step.execute({ cycleId, to }, signal, () => {
        beat();
      });
      return { ...step, day: dateOf(step.now), words: formatInstant(step.now) };
    });
  }
}
