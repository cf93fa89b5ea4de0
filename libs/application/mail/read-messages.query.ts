import { mayAct, RIGHTS } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { MessageAnswer, MessageDetailAnswer, Page } from '#libs/contracts/http';
import type { Identity } from '../identity/identity.js';
import type { MessageFilter, MessageLine, ReadModel } from '../read-model/read-model.port.js';

/** Mail in the account's scope, sent and waiting; an account of one rehearsal sees the mail of that one. */
export class ReadMessages {
  constructor(private readonly readModel: Pick<ReadModel, 'messages' | 'message'>) {}

  /** The newest first. */
  async list(identity: Identity, filter: MessageFilter): Promise<Page<MessageAnswer>> {
    const { scope, cycleId } = identity;
    const lines = await this.readModel.messages(scope, { ...filter, cycleId: cycleId ?? filter.cycleId });
    return {
      items: lines.map((line) => messageAnswer(identity, line)),
      next: lines.length === filter.limit ? lines.at(-1)?.id : undefined,
    };
  }

  /** @throws DomainError MESSAGE.UNKNOWN */
  async show(identity: Identity, id: string): Promise<MessageDetailAnswer> {
    const { scope, cycleId } = identity;
    const found = await this.readModel.message(scope, id);
    const isForeign = cycleId !== undefined && found?.cycleId !== cycleId;
    if (found === undefined || isForeign) throw new DomainError('MESSAGE.UNKNOWN');
    const text = maySee(identity) ? found.text : undefined;
    return { ...messageAnswer(identity, found), text, tries: found.tries };
  }
}

/** Whether the account may read what the mails that it finds say, and not only what became of them. */
const maySee = ({ role }: Identity): boolean =>
  mayAct(RIGHTS, role, 'readMessageText', new Set(['inScope'])).granted;

function messageAnswer(identity: Identity, { text: _text, ...line }: MessageLine): MessageAnswer {
  const { id, messageId, cycleId, unitId, template, recipient, subject, state } = line;
  const { uncertain, attempts, lastAnswer, createdAt, acceptedAt } = line;
  return {
    id,
    messageId,
    cycleId,
    unitId,
    template,
    recipient,
    subject: maySee(identity) ? subject : undefined,
    state,
    uncertain,
    attempts,
    lastAnswer,
    createdAt,
    acceptedAt,
  };
}
