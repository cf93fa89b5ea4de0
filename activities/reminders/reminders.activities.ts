import { Injectable } from '@nestjs/common';
import { CarryReminders, PlanReminders } from '#libs/application';
import type { AreaYearInput, CycleTurn, ReminderActivities } from '#libs/contracts';
import { withHeartbeat } from '../with-heartbeat.js';

@Injectable()
export class RemindersActivitiesProvider implements ReminderActivities {
  constructor(
    private readonly plan: PlanReminders,
    private readonly carry: CarryReminders,
  ) {}

  planReminders({ cycleId }: AreaYearInput): Promise<CycleTurn & { readonly carry: boolean }> {
    return withHeartbeat(({ page }) =>
      this.plan.execute(cycleId, () => {
        page();
      }),
    );
  }

  carryReminders({
    cycleId,
  }: AreaYearInput): Promise<{ readonly carried: number; readonly messages: number }> {
    return withHeartbeat(({ page }) =>
      this.carry.execute(cycleId, () => {
        page();
      }),
    );
  }
}
