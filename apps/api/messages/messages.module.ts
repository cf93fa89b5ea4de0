import { Module } from '@nestjs/common';
import { MessagesController } from './messages.controller.js';

/** Mail, sent and waiting. */
@Module({
  controllers: [MessagesController],
})
export class MessagesModule {}
