import { dateOf, formatDay } from '#libs/calendar';
import { relayOf } from '../mail/letters.js';
import type { Stores } from '../transaction/records.port.js';
import type { Batch } from './batches.port.js';

type Needs = Stores<'accounts' | 'batches' | 'cycles' | 'messages'>;

/** So many times a page is tried in a row until whoever ordered the batch is told. */
const TOLD_AFTER = 60;

/** Counts that a page of a batch has failed once more, and tells its orderer once where it goes on failing. */
export async function noteFailedPage(records: Needs, batchId: string): Promise<void> {
  const batch = await records.batches.noteFailedPage(batchId);
  if (batch?.failing?.tries === TOLD_AFTER) await tellOrderer(records, batch);
}

/** By mail, where the orderer is an account with an address; a token of no account is told nothing. */
async function tellOrderer({ accounts, cycles, messages }: Needs, batch: Batch): Promise<void> {
  const { id, cycleId, orderedBy, orderedAt } = batch;
  const isPerson = orderedBy.session !== undefined || orderedBy.token !== undefined;
  const account = isPerson ? await accounts.find(orderedBy.actorId) : undefined;
  const cycle = await cycles.find(cycleId);
  if (account?.email === undefined || cycle === undefined) return;
  await messages.enqueue({
    ...{ key: `batch-failing/${id}`, relay: relayOf(cycle), cycleId, template: 'batch-failing' },
    recipient: account.email,
    params: { name: account.name, batchId: id, cycleId, orderedDay: formatDay(dateOf(orderedAt)) },
  });
}
