import { Module } from '@nestjs/common';
import { CyclesModule } from '../cycles/cycles.module.js';
import { BoardReader } from './board-reader.service.js';
import { CycleEvents } from './cycle-events.service.js';
import { WatchController } from './watch.controller.js';

/** The board, and the stream that tells when it changes. */
@Module({
  imports: [CyclesModule],
  controllers: [WatchController],
  providers: [BoardReader, CycleEvents],
})
export class WatchModule {}
