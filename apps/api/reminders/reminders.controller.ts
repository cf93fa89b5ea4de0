import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Identity, PreviewReminders, Upcoming } from '#libs/application';
import type { ReminderPreviewAnswer, UpcomingAnswer } from '#libs/contracts';
import { Caller } from '../auth/token.guard.js';
import { type PreviewQuery, previewQuery, type UpcomingQuery, upcomingQuery } from './reminders.input.js';

@ApiTags('Lời nhắc')
@ApiBearerAuth()
@Controller('cycles/:cycleId')
export class RemindersController {
  constructor(
    private readonly comingUp: Upcoming,
    private readonly previewing: PreviewReminders,
  ) {}

  @Get('upcoming')
  @ApiOperation({ summary: 'Việc sắp tới: lời nhắc và mốc lịch còn chờ, gần nhất trước' })
  upcoming(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: upcomingQuery }) { limit }: UpcomingQuery,
  ): Promise<UpcomingAnswer> {
    return this.comingUp.execute(caller, cycleId, limit);
  }

  @Get('reminders/preview')
  @ApiOperation({ summary: 'Xem trước lời nhắc của một ngày: ai nhận gì, vì sao nơi khác không nhận' })
  preview(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: previewQuery }) { at, commune, unit, after, limit }: PreviewQuery,
  ): Promise<ReminderPreviewAnswer> {
    const request = { at, communeCode: commune, unitId: unit, afterId: after, limit };
    return this.previewing.execute(caller, cycleId, request);
  }
}
