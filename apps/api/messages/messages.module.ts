import { Module } from '@nestjs/common';
import { ReadMessages } from '#libs/application';
import { provide } from '../ports/provide.js';
import { READ_MODEL } from '../ports/tokens.js';
import { MessagesController } from './messages.controller.js';

/** Mail, sent and waiting. */
@Module({
  controllers: [MessagesController],
  providers: [provide(ReadMessages, READ_MODEL)],
})
export class MessagesModule {}
