import { Injectable } from '@nestjs/common';
import { type OpeningBookmark, OpenUnits } from '#libs/application';
import type { AreaYearInput, OpeningActivities, OpeningProgress } from '#libs/contracts';
import { withHeartbeat } from '../with-heartbeat.js';

@Injectable()
export class OpeningActivitiesProvider implements OpeningActivities {
  constructor(private readonly opening: OpenUnits) {}

  openUnits({ cycleId }: AreaYearInput): Promise<OpeningProgress> {
    return withHeartbeat<OpeningProgress, OpeningBookmark>(({ page }, bookmark) =>
      this.opening.execute(cycleId, bookmark ?? { opened: 0 }, page),
    );
  }
}
