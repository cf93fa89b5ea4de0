import { Injectable } from '@nestjs/common';
import { ActOnCalendar, CloseYears } from '#libs/application';
import type { AreaYearInput, CalendarActivities, CycleTurn } from '#libs/contracts';
import { withHeartbeat } from '../with-heartbeat.js';

@Injectable()
export class CalendarActivitiesProvider implements CalendarActivities {
  constructor(
    private readonly calendar: ActOnCalendar,
    private readonly closing: CloseYears,
  ) {}

  actOnCalendar({ cycleId }: AreaYearInput): Promise<CycleTurn & { readonly acted: number }> {
    return withHeartbeat(({ page }) =>
      this.calendar.execute(cycleId, () => {
        page();
      }),
    );
  }

  closeYears({ cycleId }: AreaYearInput): Promise<{ readonly closed: number }> {
    return withHeartbeat(({ page }) =>
      this.closing.execute(cycleId, () => {
        page();
      }),
    );
  }
}
