import { formatOfficialDay } from '#libs/calendar';
import type { MigrationSubjectAnswer } from '#libs/contracts';
import type { PolicyPack } from '#libs/policy';
import type { Cycle } from '../cycles/cycles.port.js';
import { commonParams, relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { AddressedYear } from '../reminders/reminders.port.js';
import type { Migration } from './migrations.port.js';

/**
 * Tells one subject what changes for it, with the document; once for each migration. Undefined where nothing changes for
 * it, or nobody has an address.
 *
 * @param pack the pack that the year goes on under
 */
export function migrationLetter(
  cycle: Cycle,
  migration: Pick<Migration, 'id' | 'from' | 'number' | 'date'>,
  pack: PolicyPack,
  subject: AddressedYear,
  { changes, kept }: Pick<MigrationSubjectAnswer, 'changes' | 'kept'>,
): NewMessage | undefined {
  if (changes.length === 0 || subject.address === undefined) return undefined;
  const lines = changes.map(({ text }) => `- ${text}`);
  return {
    key: `migration/${migration.id}/${subject.unitId}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    // An office is no unit, and reads the mails that speak of it as its own.
    unitId: subject.unitId,
    template: 'migration',
    recipient: subject.address,
    params: {
      ...commonParams(cycle, pack, subject),
      packTitle: pack.title,
      from: formatOfficialDay(migration.from),
      number: migration.number,
      date: formatOfficialDay(migration.date),
      changes: lines.join('\n'),
      kept: kept.join(', '),
      assumed: lines.some((line) => line.includes('*')) ? 'yes' : '',
    },
  };
}
