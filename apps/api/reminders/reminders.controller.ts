import { Controller, Param, Query } from '@nestjs/common';
import { type Identity, PreviewReminders, Upcoming } from '#libs/application';
import {
  type PreviewQuery,
  previewQuery,
  type ReminderPreviewAnswer,
  type UpcomingAnswer,
  type UpcomingQuery,
  upcomingQuery,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class RemindersController {
  constructor(
    private readonly comingUp: Upcoming,
    private readonly previewing: PreviewReminders,
  ) {}

  @Serves('GET /cycles/{cycleId}/upcoming')
  @RequirePermission('readReminders')
  upcoming(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: upcomingQuery }) { limit }: UpcomingQuery,
  ): Promise<UpcomingAnswer> {
    return this.comingUp.execute(caller, cycleId, limit);
  }

  @Serves('GET /cycles/{cycleId}/reminders/preview')
  @RequirePermission('readReminders')
  preview(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: previewQuery }) { at, commune, unit, after, limit }: PreviewQuery,
  ): Promise<ReminderPreviewAnswer> {
    const request = { at, communeCode: commune, unitId: unit, afterId: after, limit };
    return this.previewing.execute(caller, cycleId, request);
  }
}
