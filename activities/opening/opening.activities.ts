import { Injectable } from '@nestjs/common';
import { Context } from '@temporalio/activity';
import { type OpeningBookmark, OpenUnits } from '#libs/application';
import type { AreaYearInput, OpeningActivities, OpeningProgress } from '#libs/contracts';
import { translateErrors } from '../translate-errors.js';

/** Well within the heartbeat time-out, also while one page takes long. */
const BEAT_MS = 5_000;

@Injectable()
export class OpeningActivitiesProvider implements OpeningActivities {
  constructor(private readonly opening: OpenUnits) {}

  async openUnits(input: AreaYearInput): Promise<OpeningProgress> {
    const context = Context.current();
    let bookmark = (context.info.heartbeatDetails ?? { opened: 0 }) as OpeningBookmark;
    const beat = setInterval(() => {
      context.heartbeat(bookmark);
    }, BEAT_MS);
    try {
      return await translateErrors(() =>
        this.opening.execute(input.cycleId, bookmark, (page) => {
          bookmark = page;
          context.heartbeat(bookmark);
          context.cancellationSignal.throwIfAborted();
        }),
      );
    } finally {
      clearInterval(beat);
    }
  }
}
