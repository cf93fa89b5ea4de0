import { Injectable } from '@nestjs/common';
import { Context } from '@temporalio/activity';
import { type OpeningBookmark, OpenUnits } from '#libs/application';
import type { AreaYearInput, OpeningActivities, OpeningProgress } from '#libs/contracts';
import { translateErrors } from '../translate-errors.js';

@Injectable()
export class OpeningActivitiesProvider implements OpeningActivities {
  constructor(private readonly opening: OpenUnits) {}

  openUnits(input: AreaYearInput): Promise<OpeningProgress> {
    const context = Context.current();
    const bookmark = (context.info.heartbeatDetails ?? { opened: 0 }) as OpeningBookmark;
    return translateErrors(() =>
      this.opening.execute(input.cycleId, bookmark, (page) => {
        context.heartbeat(page);
      }),
    );
  }
}
