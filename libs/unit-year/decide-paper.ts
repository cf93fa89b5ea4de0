import { mayAct, rightsAtStage, rolesOf } from '#libs/access';
import { addDays, dateOf } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import { admittedAt } from './admitted.js';
import { latenessOf, locked, outsideWindow } from './conditions.js';
import { hasOutcome, stageOf } from './graph.js';
import type { PaperAct } from './paper.types.js';
import { type Refusal, refusalOf } from './refusal.js';
import type { Act, Decision, Fact, StageGraph, StageState, UnitYearState } from './unit-year.types.js';

type OnPaper = Act & PaperAct;

const PAPER_ACTS: readonly string[] = [
  'receivePaper',
  'withdrawReceipt',
  'announcePaper',
] satisfies PaperAct['kind'][];

export const isPaperAct = (act: Act): act is OnPaper => PAPER_ACTS.includes(act.kind);

/** Decides an act on the paper of a stage: that it has come, that this was a mistake, or that it was sent. */
export function decidePaper(graph: StageGraph, state: UnitYearState, act: OnPaper): Decision {
  const stage = stageOf(graph, act.stage);
  if (stage === undefined) {
    const known = graph.map(({ key }) => key).join(', ');
    return { outcome: 'refused', refusal: refusalOf('STAGE.UNKNOWN', act.stage, { known }) };
  }
  const now = state.stages[stage.key];
  const refusal =
    (stage.act === 'submit' ? undefined : refusalOf('PAPER.NOT_HERE', stage.key)) ??
    wrongRole(stage, act) ??
    refusalAt(graph, state, stage, now, act);
  return refusal === undefined
    ? { outcome: 'applied', fact: factOf(stage, now, act), warnings: [] }
    : { outcome: 'refused', refusal };
}

function refusalAt(
  graph: StageGraph,
  state: UnitYearState,
  stage: ResolvedStage,
  now: StageState | undefined,
  act: OnPaper,
): Refusal | undefined {
  if (act.kind === 'withdrawReceipt') {
    return now?.receipt === undefined ? refusalOf('PAPER.NOT_RECEIVED', stage.key) : undefined;
  }
  const settled = hasOutcome(now)
    ? refusalOf('STAGE.ALREADY_SUBMITTED', stage.key)
    : (alreadyReceived(stage, now) ?? locked(graph, state, stage));
  if (settled !== undefined) return settled;
  if (act.kind === 'receivePaper') return outsideWindow(stage, now, act.effectiveAt);
  if (act.effectiveAt < stage.opensAt) {
    return refusalOf('STAGE.NOT_OPEN', stage.key, { opens: stage.opensDay });
  }
  return now?.announced?.number === act.number
    ? refusalOf('PAPER.ANNOUNCED', stage.key, { number: act.number })
    : undefined;
}

const alreadyReceived = ({ key }: ResolvedStage, now: StageState | undefined): Refusal | undefined =>
  now?.receipt &&
  refusalOf('PAPER.ALREADY_RECEIVED', key, {
    arrivalNumber: now.receipt.arrivalNumber,
    day: now.receipt.arrivedOn,
  });

function factOf(stage: ResolvedStage, now: StageState | undefined, act: OnPaper): Fact {
  const { commandId, effectiveAt } = act;
  switch (act.kind) {
    case 'receivePaper':
      return {
        kind: 'paper.received',
        stage: stage.key,
        arrivalNumber: act.arrivalNumber,
        arrivedOn: act.arrivedOn,
        ...latenessOf(stage, now, effectiveAt),
        effectiveAt,
        commandId,
      };
    case 'withdrawReceipt':
      return {
        kind: 'paper.receiptWithdrawn',
        stage: stage.key,
        arrivalNumber: now?.receipt?.arrivalNumber ?? '',
        arrivedOn: now?.receipt?.arrivedOn ?? '',
      };
    case 'announcePaper': {
      const times = now?.announced === undefined ? 1 : (now.announced.times ?? 1) + 1;
      const rests = act.mostPauses === undefined || times <= act.mostPauses;
      return {
        kind: 'paper.announced',
        stage: stage.key,
        number: act.number,
        date: act.date,
        mailsFrom: addDays(dateOf(effectiveAt), rests ? act.pauseDays : 0),
        effectiveAt,
        commandId,
        ...(times > 1 && { times }),
      };
    }
  }
}

function wrongRole(stage: ResolvedStage, { kind, actor }: OnPaper): Refusal | undefined {
  const table = rightsAtStage(stage);
  if (mayAct(table, actor.role, kind, admittedAt(stage, actor)).granted) return undefined;
  const [role = stage.actor] = rolesOf(table, kind);
  return refusalOf('ACTOR.WRONG_ROLE', stage.key, { role });
}
