import { Module } from '@nestjs/common';
import { CycleRules, PreviewReminders, Upcoming } from '#libs/application';
import { provide } from '../ports/provide.js';
import { READING } from '../ports/tokens.js';
import { RemindersController } from './reminders.controller.js';

/** What is coming up, and whom a day’s reminders reach. */
@Module({
  controllers: [RemindersController],
  providers: [provide(Upcoming, READING, CycleRules), provide(PreviewReminders, READING, CycleRules)],
})
export class RemindersModule {}
