import { Module } from '@nestjs/common';
import { CycleRules, PreviewReminders, Upcoming } from '#libs/application';
import { provide } from '../ports/provide.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import { RemindersController } from './reminders.controller.js';

/** What is coming up, and whom a day’s reminders reach. */
@Module({
  controllers: [RemindersController],
  providers: [
    provide(Upcoming, UNIT_OF_WORK, CycleRules),
    provide(PreviewReminders, UNIT_OF_WORK, CycleRules),
  ],
})
export class RemindersModule {}
