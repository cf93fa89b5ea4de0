import { dateOf, formatOfficialDay, lastDayPhrase } from '#libs/calendar';
import { isAssumedDay, lastDayOf } from '#libs/unit-year';
import { addressOf } from '../mail/addressee.js';
import { commonParams, relayOf } from '../mail/letters.js';
import type { MailParams, NewMessage } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { AskedStep } from './asked-step.js';
import { headAddresses } from './head-addresses.js';
import type { PresentedDraft, PresentedEnd, WaitingDraft } from './presented-drafts.port.js';

type Needs = Stores<'accounts' | 'now' | 'units'>;

/**
 * Tells the head that a step waits: at once, and once more on the last working day.
 *
 * @param again the day on which it is said once more (YYYY-MM-DD); absent at once
 */
export async function presentedMessages(
  records: Needs,
  step: AskedStep,
  draft: WaitingDraft & Pick<PresentedDraft, 'note'>,
  now: string,
  again?: string,
): Promise<readonly NewMessage[]> {
  const { cycle, unit } = step;
  const params = {
    ...stepParams(step, dateOf(now)),
    byName: draft.byName,
    presentedAt: draft.presentedAt,
    note: draft.note ?? '',
    again: again === undefined ? '' : 'yes',
  };
  return (await headAddresses(records, unit)).map((recipient) => ({
    key: `presented/${draft.id}/${again ?? ''}/${recipient}`,
    relay: relayOf(cycle),
    ...{ cycleId: cycle.id, unitId: unit.unitId, template: 'presented', recipient, params },
  }));
}

/** Tells whoever put it before the head that it came back, and why; the unit's own mailbox where that account has none. */
export async function givenBackMessage(
  records: Needs,
  step: AskedStep,
  draft: Pick<PresentedDraft, 'id' | 'byId'>,
  { at, byName, reason = '' }: PresentedEnd,
): Promise<NewMessage | undefined> {
  const { cycle, unit } = step;
  const recipient = (await addressOfAccount(records, draft.byId)) ?? (await addressOf(records, unit));
  if (recipient === undefined) return undefined;
  return {
    key: `given-back/${draft.id}`,
    relay: relayOf(cycle),
    ...{ cycleId: cycle.id, unitId: unit.unitId, template: 'given-back', recipient },
    params: { ...stepParams(step, dateOf(at)), byName, at, reason },
  };
}

/** What both letters say of the step: never anything of the draft. */
function stepParams({ cycle, rules, unit, stage }: AskedStep, today: string): MailParams {
  const due = lastDayOf(stage, unit.state.stages[stage.key]);
  return {
    ...commonParams(cycle, rules.pack, unit),
    stage: stage.key,
    stageName: stage.name,
    due: due === undefined ? '' : lastDayPhrase(due),
    dueShort: due === undefined ? '' : formatOfficialDay(due).slice(0, -5),
    dueToday: due === today ? 'yes' : '',
    duePast: due !== undefined && due < today ? 'yes' : '',
    assumed: isAssumedDay(stage, due) ? 'yes' : '',
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An actor may be a token that belongs to no account. */
async function addressOfAccount(
  { accounts }: Stores<'accounts'>,
  actorId: string,
): Promise<string | undefined> {
  const account = UUID.test(actorId) ? await accounts.find(actorId) : undefined;
  return account?.disabledAt === undefined ? account?.email : undefined;
}
