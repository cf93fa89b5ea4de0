import type { CommandBody } from '#libs/contracts';
import { cite, term } from '#libs/policy';
import type { Fact } from '#libs/unit-year';
import { correspondents } from '../mail/addressee.js';
import { appealParams, commonParams, furtherAppealParams, officeParams, relayOf } from '../mail/letters.js';
import type { MailParams, NewMessage } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import { type Happened, resultParams } from './happened.js';

type Needs = Stores<'now' | 'units'>;

interface Letter {
  readonly template: string;
  readonly params: MailParams;
}

/** The letter to a unit about its result after the decision; undefined for what nobody is written about. */
export async function resultLetter(
  records: Needs,
  { cycle, rules, unit, command, fact }: Happened,
): Promise<NewMessage | undefined> {
  const letter = letterOf({ cycle, rules, unit }, command.body, fact);
  if (letter === undefined) return undefined;
  const { recipient, office } = await correspondents(records, cycle, rules.pack, unit);
  if (recipient === undefined) return undefined;
  return {
    key: `${letter.template}/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: letter.template,
    recipient,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      office: officeParams(office),
      standard: term(rules.pack, 'standard'),
      ...letter.params,
      commandId: command.id,
    },
  };
}

/** That the class which was given before has ended, and by when it is given again. */
function endedParams(
  { rules: { pack } }: Pick<Happened, 'rules'>,
  { endedClass }: Extract<Fact, { kind: 'result.appealAnswered' | 'result.revoked' }>,
): Readonly<Record<'classEnded' | 'classAgainBy' | 'classAgainAssumed', string>> {
  const isAssumed = pack.certification.reclassification?.status === 'assumed';
  return {
    classEnded: endedClass === undefined ? '' : 'yes',
    classAgainBy: endedClass?.until ?? '',
    classAgainAssumed: endedClass?.until !== undefined && isAssumed ? 'yes' : '',
  };
}

function letterOf(
  at: Pick<Happened, 'cycle' | 'rules' | 'unit'>,
  body: CommandBody,
  fact: Fact,
): Letter | undefined {
  const {
    rules: { pack },
    unit,
  } = at;
  if (fact.kind === 'result.appealed' && body.kind === 'appeal') {
    const { appeal } = pack.certification;
    return {
      template: 'appeal',
      params: {
        instance: String(fact.instance),
        effectiveAt: fact.effectiveAt,
        arrivalNumber: body.onBehalf?.arrivalNumber ?? '',
        reason: body.reason,
        answerBy: fact.answerBy,
        complexAnswerBy: fact.complexAnswerBy,
        source: appeal === undefined ? '' : cite(pack, appeal.src),
        assumed: appeal?.status === 'assumed' ? 'yes' : '',
      },
    };
  }
  if (fact.kind === 'result.appealAnswered' && body.kind === 'answerAppeal') {
    const { number, date, signer, reason } = body;
    return {
      template: 'appeal-answer',
      params: {
        changed: fact.outcome === 'changed' ? 'yes' : '',
        recognised: fact.recognised === true ? 'yes' : '',
        number,
        date,
        signer,
        reason,
        further: fact.outcome === 'changed' && fact.recognised === true ? '' : furtherAppealParams(pack),
        ...resultParams(at, fact.classification),
        ...endedParams(at, fact),
      },
    };
  }
  if (fact.kind === 'result.revoked' && body.kind === 'revoke') {
    const { number, date, signer } = body;
    const ground = pack.certification.revocation.find(({ key }) => key === fact.ground);
    return {
      template: 'revocation',
      params: {
        number,
        date,
        signer,
        ground: ground?.text ?? fact.ground,
        groundSource: ground === undefined ? '' : cite(pack, ground.src),
        groundAssumed: ground?.status === 'assumed' ? 'yes' : '',
        appeal: appealParams(pack),
        certificate: unit.state.stages[fact.stage]?.certificate?.number ?? '',
        ...resultParams(at, fact.classification),
        ...endedParams(at, fact),
      },
    };
  }
  if (fact.kind === 'exemplar.decided' && body.kind === 'decideExemplar') {
    const { number, date, signer } = body;
    const appeal = fact.accepted ? '' : appealParams(pack);
    return {
      template: 'exemplar',
      params: { accepted: fact.accepted ? 'yes' : '', number, date, signer, appeal },
    };
  }
  if (fact.kind === 'exclusion.overridden' && body.kind === 'overrideExclusion') {
    const { number, date, reason } = body;
    const isAssumed = pack.certification.exclusionOverride?.status === 'assumed';
    return {
      template: 'exclusion-override',
      params: { number, date, reason, assumed: isAssumed ? 'yes' : '' },
    };
  }
  return undefined;
}
