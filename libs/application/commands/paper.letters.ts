import { isAssumedDay, lastDayOf, stageOf } from '#libs/unit-year';
import { correspondents } from '../mail/addressee.js';
import { commonParams, officeParams, relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { Happened } from './happened.js';

type Needs = Stores<'units'>;

/** Tells the unit that its paper has come, or that this was a mistake; undefined for whatever else happened. */
export async function paperMessage(
  records: Needs,
  { cycle, rules, unit, command, fact }: Happened,
): Promise<NewMessage | undefined> {
  if (fact.kind !== 'paper.received' && fact.kind !== 'paper.receiptWithdrawn') return undefined;
  const { recipient, office } = await correspondents(records, cycle, rules.pack, unit);
  if (recipient === undefined) return undefined;
  const stage = stageOf(rules.graph, fact.stage);
  const now = unit.state.stages[fact.stage];
  const isSuggested = stage !== undefined && isAssumedDay(stage, lastDayOf(stage, now));
  return {
    key: `paper/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'paper-received',
    recipient,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      office: officeParams(office),
      stageName: stage?.name ?? fact.stage,
      commandId: command.id,
      ...said(command, fact, isSuggested),
    },
  };
}

type OnPaper = Extract<Happened['fact'], { kind: 'paper.received' | 'paper.receiptWithdrawn' }>;

/** What was entered, or what had been and why it is taken back. */
function said(
  { body }: Happened['command'],
  fact: OnPaper,
  isSuggested: boolean,
): Readonly<Record<string, string>> {
  const { arrivalNumber, arrivedOn } = fact;
  const late = fact.kind === 'paper.received' && fact.late;
  return {
    arrivalNumber,
    arrivedOn,
    late: late ? 'yes' : '',
    // A day that an office has granted is set, also where the one of the pack is only suggested.
    afterSuggested: late && isSuggested ? 'yes' : '',
    takenBack: body.kind === 'withdrawReceipt' ? body.reason : '',
  };
}
