import { Module } from '@nestjs/common';
import {
  CommandDispatcher,
  CycleRules,
  type DispatcherLog,
  RegisterCommand,
  ShowCommand,
  SubmitCommand,
} from '#libs/application';
import type { Logger } from '#libs/observability';
import { port, provide } from '../ports/provide.js';
import { FAULT_POINTS, LOGGER, READING, RUNS, UNIT_OF_WORK, UPKEEP } from '../ports/tokens.js';
import { CommandsController } from './commands.controller.js';
import { DispatcherService } from './dispatcher.service.js';

const DISPATCHER_LOG = port<DispatcherLog>('DispatcherLog');

/** Commands about a unit's year, and their delivery to its run. */
@Module({
  controllers: [CommandsController],
  providers: [
    provide(ShowCommand, READING),
    {
      provide: DISPATCHER_LOG,
      useFactory: (logger: Logger): DispatcherLog => ({
        warn: (event, detail) => {
          logger.warn(detail, event);
        },
      }),
      inject: [LOGGER],
    },
    provide(CommandDispatcher, UPKEEP, RUNS, DISPATCHER_LOG),
    provide(RegisterCommand, UNIT_OF_WORK, CycleRules, FAULT_POINTS),
    provide(SubmitCommand, RegisterCommand, CommandDispatcher, UNIT_OF_WORK, FAULT_POINTS),
    DispatcherService,
  ],
  exports: [CommandDispatcher, SubmitCommand],
})
export class CommandsModule {}
