import { lastDayPhrase } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import { isAssumedDay, lastDayOf, stageOf } from '#libs/unit-year';
import { addressOf, correspondents } from '../mail/addressee.js';
import { commonParams, relayOf } from '../mail/letters.js';
import type { MailParams, NewMessage } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { ExtensionCase } from './extension-case.js';
import type { ExtensionRequest } from './extensions.port.js';

/** Tells the office that receives the step what is asked. */
export async function askedMessage(
  records: Stores<'units'>,
  at: ExtensionCase,
  stage: ResolvedStage,
  request: ExtensionRequest,
): Promise<NewMessage | undefined> {
  const { office } = await correspondents(records, at.cycle, at.rules.pack, at.unit);
  if (office?.email === undefined) return undefined;
  return {
    key: `extension-asked/${request.id}`,
    ...letterOf(at, 'extension-asked', office.email),
    params: { ...requestParams(at, stage, request), addressee: office.name, escalated: '' },
  };
}

/** Tells the supervising office, once, that the last day has come and nobody has answered. */
export const escalatedMessage = (
  at: ExtensionCase,
  stage: ResolvedStage,
  request: ExtensionRequest,
  to: { readonly name: string; readonly address: string },
): NewMessage => ({
  key: `extension-unanswered/${request.id}`,
  ...letterOf(at, 'extension-asked', to.address),
  params: { ...requestParams(at, stage, request), addressee: to.name, escalated: 'yes' },
});

/** Tells whoever asked what was answered; the unit's own mailbox where that account has none. */
export async function answeredMessage(
  records: Stores<'accounts' | 'now' | 'units'>,
  at: ExtensionCase,
  request: ExtensionRequest,
): Promise<NewMessage | undefined> {
  const stage = stageOf(at.rules.graph, request.stage);
  const account = UUID.test(request.byId) ? await records.accounts.find(request.byId) : undefined;
  const own = account?.disabledAt === undefined ? account?.email : undefined;
  const recipient = own ?? (await addressOf(records, at.unit));
  if (stage === undefined || recipient === undefined || request.end === undefined) return undefined;
  const { state, byName, reason = '', until, number = '', date } = request.end;
  return {
    key: `extension-answered/${request.id}`,
    ...letterOf(at, 'extension-answered', recipient),
    params: {
      ...requestParams(at, stage, request),
      granted: state === 'granted' ? 'yes' : '',
      until: until === undefined ? '' : lastDayPhrase(until),
      ...{ byName, answer: reason, number, date: date ?? '' },
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const letterOf = ({ cycle, unit }: ExtensionCase, template: string, recipient: string) => ({
  ...{ relay: relayOf(cycle), cycleId: cycle.id, unitId: unit.unitId, template, recipient },
});

function requestParams(
  { cycle, rules, unit }: ExtensionCase,
  stage: ResolvedStage,
  { byName, wishedDay, reason, askedAt }: ExtensionRequest,
): MailParams {
  // A day that is given leaves the one of the rules as it was, which is the one that was asked about.
  const due = stage.due?.lastDay ?? lastDayOf(stage, unit.state.stages[stage.key]);
  return {
    ...commonParams(cycle, rules.pack, unit),
    ...{ stage: stage.key, stageName: stage.name, askedBy: byName, askedAt, reason },
    wished: lastDayPhrase(wishedDay),
    due: due === undefined ? '' : lastDayPhrase(due),
    assumed: isAssumedDay(stage, due) ? 'yes' : '',
  };
}
