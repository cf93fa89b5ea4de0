import { groupBy } from './snapshot.js';
import type { ReceivedMail, Report, Snapshot } from './types.js';

/** I2 and I3: every message reached its end, every submission has its receipt, and nobody got a mail twice unmarked. */
export function checkMails(data: Snapshot, mails: readonly ReceivedMail[], report: Report): void {
  const received = groupBy(mails, (mail) => mail.messageId);
  const rows = new Map(data.messages.map((message) => [message.message_id, message]));
  for (const message of data.messages) {
    const copies = received.get(message.message_id) ?? [];
    if (message.state === 'failed') {
      if (!message.last_answer) report('I2', message.key, 'the message failed without a reason');
    } else if (message.state !== 'accepted') {
      report('I2', message.key, `the message is ${message.state}`);
    } else if (copies.length === 0) {
      report('I2', message.key, 'the message counts as accepted and no mail was received');
    }
    if (copies.length > 1 && !message.uncertain) {
      report(
        'I3',
        message.key,
        `${copies.length} mails were received and the message is not marked uncertain`,
      );
    }
    for (const copy of copies) {
      if (copy.to.length !== 1 || copy.to[0]?.toLowerCase() !== message.recipient.toLowerCase()) {
        report('I3', message.key, `a mail went to ${copy.to.join(', ')}, not to ${message.recipient}`);
      }
    }
  }
  for (const [messageId, copies] of received) {
    if (!rows.has(messageId))
      report('I3', messageId, `${copies.length} mails without a message: ${copies[0]?.subject ?? ''}`);
  }
  const keys = new Set(data.messages.map((message) => message.key));
  const addresses = new Map(data.addresses.map((address) => [address.id, address.email]));
  for (const fact of data.facts) {
    if (fact.kind !== 'stage.submitted' || !addresses.get(fact.unit_id)) continue;
    if (!keys.has(`receipt/${fact.command_id}`)) {
      report('I2', fact.command_id, 'an accepted submission has no receipt');
    }
  }
  const submitted = new Set(
    data.facts.filter((fact) => fact.kind === 'stage.submitted').map((fact) => fact.command_id),
  );
  const refused = new Set(
    data.commands.filter((command) => command.status === 'refused').map((each) => each.id),
  );
  for (const { key } of data.messages) {
    const [kind, commandId = ''] = key.split('/');
    if (kind === 'receipt' && !submitted.has(commandId))
      report('I2', key, 'a receipt for what was never accepted');
    if (kind === 'refusal' && !refused.has(commandId))
      report('I2', key, 'a refusal was told and never happened');
  }
}
