import { DomainError } from '#libs/contracts';
import type { MessageAnswer, MessageDetailAnswer, Page } from '#libs/contracts/http';
import type { Identity } from '../identity/identity.js';
import type { MessageFilter, MessageLine, ReadModel } from '../read-model/read-model.port.js';

/** Mail in the account's scope, sent and waiting; an account of one rehearsal sees the mail of that one. */
export class ReadMessages {
  constructor(private readonly readModel: Pick<ReadModel, 'messages' | 'message'>) {}

  /** The newest first. */
  async list({ scope, cycleId }: Identity, filter: MessageFilter): Promise<Page<MessageAnswer>> {
    const lines = await this.readModel.messages(scope, { ...filter, cycleId: cycleId ?? filter.cycleId });
    return {
      items: lines.map(messageAnswer),
      next: lines.length === filter.limit ? lines.at(-1)?.id : undefined,
    };
  }

  /** @throws DomainError MESSAGE.UNKNOWN */
  async show({ scope, cycleId }: Identity, id: string): Promise<MessageDetailAnswer> {
    const found = await this.readModel.message(scope, id);
    const isForeign = cycleId !== undefined && found?.cycleId !== cycleId;
    if (found === undefined || isForeign) throw new DomainError('MESSAGE.UNKNOWN');
    return { ...messageAnswer(found), text: found.text, tries: found.tries };
  }
}

function messageAnswer({ text: _text, ...line }: MessageLine): MessageAnswer {
  const { id, messageId, cycleId, unitId, template, recipient, subject, state } = line;
  const { uncertain, attempts, lastAnswer, createdAt, acceptedAt } = line;
  return {
    id,
    messageId,
    cycleId,
    unitId,
    template,
    recipient,
    subject,
    state,
    uncertain,
    attempts,
    lastAnswer,
    createdAt,
    acceptedAt,
  };
}
