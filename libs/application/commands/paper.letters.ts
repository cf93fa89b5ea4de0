import { cameAt, isAfterSuggested, stageOf } from '#libs/unit-year';
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
  const came = fact.kind === 'paper.received' ? fact : undefined;
  const afterSuggested = isAfterSuggested(stage, cameAt(came, unit.state.stages[fact.stage]));
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
      arrivalNumber: fact.arrivalNumber,
      arrivedOn: fact.arrivedOn,
      late: came?.late === true ? 'yes' : '',
      afterSuggested: afterSuggested ? 'yes' : '',
      takenBack: command.body.kind === 'withdrawReceipt' ? command.body.reason : '',
    },
  };
}
