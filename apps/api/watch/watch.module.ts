import { Module } from '@nestjs/common';
import { BoardMirrors, CycleRules, ShowBoard } from '#libs/application';
import { provide } from '../ports/provide.js';
import { READ_MODEL, READING, WATCH_MODEL } from '../ports/tokens.js';
import { CycleEvents } from './cycle-events.service.js';
import { WatchController } from './watch.controller.js';

/** The board, and the stream that tells when it changes. */
@Module({
  controllers: [WatchController],
  providers: [
    provide(BoardMirrors, READING, READ_MODEL, WATCH_MODEL, CycleRules),
    provide(ShowBoard, READING, READ_MODEL, WATCH_MODEL, CycleRules, BoardMirrors),
    CycleEvents,
  ],
})
export class WatchModule {}
