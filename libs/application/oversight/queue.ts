import { relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { Overseer } from './overseers.js';
import type { OverseerMailKind } from './oversight.port.js';
import type { OversightScene } from './oversight-scene.js';

/** One mail of an overseer and what it says that was told. */
export interface DrawnMail extends Pick<NewMessage, 'params' | 'template'> {
  readonly office: Overseer['office'];
  readonly told: readonly string[];
}

/** Queues mails and writes down that they were, once for each office, kind and day. */
export async function queue(
  records: Stores<'messages' | 'oversight'>,
  { basis: { cycle }, today }: Pick<OversightScene, 'basis' | 'today'>,
  kind: OverseerMailKind,
  drawn: readonly DrawnMail[],
): Promise<void> {
  const keyOf = ({ office }: DrawnMail) => `${kind}/${cycle.id}/${today}/${office.code}`;
  const ids = await records.messages.enqueueAll(
    drawn.map((mail) => ({
      key: keyOf(mail),
      relay: relayOf(cycle),
      cycleId: cycle.id,
      template: mail.template,
      params: mail.params,
      recipient: mail.office.email,
    })),
  );
  await records.oversight.add(
    cycle.id,
    drawn.flatMap((mail) => {
      const messageId = ids.get(keyOf(mail));
      return messageId === undefined
        ? []
        : [{ officeCode: mail.office.code, kind, day: today, told: mail.told, messageId }];
    }),
  );
}
