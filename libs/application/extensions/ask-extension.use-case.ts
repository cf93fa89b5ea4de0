import { randomUUID } from 'node:crypto';
import { type Permission, relationsTo } from '#libs/access';
import { dateOf } from '#libs/calendar';
import { DomainError, sentenceOf } from '#libs/contracts';
import type { ResolvedStage } from '#libs/policy';
import { decide, stageOf } from '#libs/unit-year';
import { checkAssignment } from '../access/assignment.js';
import { findUnitYear } from '../access/find-unit-year.js';
import { requireIssued } from '../access/require-issued.js';
import { requireRight } from '../access/rights.js';
import { auditActorOf } from '../audit/system-actor.js';
import { type CycleRules, withStageNames } from '../cycle-rules/cycle-rules.js';
import { actingName } from '../identity/acting-name.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import { nowOf } from '../transaction/now-of.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { requireUnbound } from './binding-day.js';
import { answeredMessage, askedMessage } from './extension.letters.js';
import type { ExtensionCase } from './extension-case.js';
import type { ExtensionEnd, ExtensionRequest } from './extensions.port.js';

type Needs = Stores<
  | 'accounts'
  | 'audit'
  | 'cycles'
  | 'extensions'
  | 'messages'
  | 'migrations'
  | 'now'
  | 'requests'
  | 'unitYears'
  | 'units'
>;

/** A request with what is told beside it. */
export interface ShownExtension {
  readonly request: ExtensionRequest;
  readonly unitName: string;
  readonly stageName: string;
}

interface WantedExtension {
  readonly stage: string;
  readonly until: string;
  readonly reason: string;
}

interface AboutRequest {
  readonly cycleId: string;
  readonly unitId: string;
  readonly idempotencyKey: string;
}

/** A unit asks for more time and takes that back; the office that receives the step says no. Yes is an extension that names the request. */
export class AskExtension {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @throws DomainError as `findUnitYear`; ACTOR.OTHER_ROLE, STAGE.UNKNOWN, STAGE.WRONG_ACT, EXTENSION.OPEN, EXTENSION.BINDING,
   *   EXTENSION.NOT_GIVEN, IDEMPOTENCY.REUSED
   */
  ask(identity: Identity, about: AboutRequest, wanted: WantedExtension): Promise<ShownExtension> {
    return this.once(identity, 'askExtension', about, wanted, async (records, at) => {
      requireRight(identity, 'askExtension', relationsTo(identity, at.unit));
      const stage = givable(at, wanted);
      if (await records.extensions.lockOpen(at.cycle.id, at.unit.unitId, stage.key)) {
        throw new DomainError('EXTENSION.OPEN', { stageName: stage.name });
      }
      const request: ExtensionRequest = {
        ...{ id: randomUUID(), cycleId: at.cycle.id, unitId: at.unit.unitId, stage: stage.key },
        ...{ wishedDay: wanted.until, reason: wanted.reason, askedAt: at.now, state: 'open' },
        ...{ byId: identity.actorId, byName: actingName(identity) },
      };
      const { state: _, ...added } = request;
      await records.extensions.add(added);
      const letter = await askedMessage(records, at, stage, request);
      if (letter !== undefined) await records.messages.enqueue(letter);
      return request;
    });
  }

  /** @throws DomainError as `findUnitYear`; ACTOR.OTHER_ROLE, EXTENSION.NOT_OPEN, IDEMPOTENCY.REUSED */
  withdraw(identity: Identity, about: AboutRequest, id: string, reason?: string): Promise<ShownExtension> {
    return this.once(identity, 'withdrawExtension', about, { id, reason }, async (records, at) => {
      requireRight(identity, 'withdrawExtension', relationsTo(identity, at.unit));
      return this.ended(records, at, id, {
        ...{ state: 'withdrawn', at: at.now, byName: actingName(identity), reason },
      });
    });
  }

  /**
   * @param answer why not, and the document that says so where there is one
   * @throws DomainError as `findUnitYear` and `checkAssignment`; DOCUMENT.IN_FUTURE, EXTENSION.NOT_OPEN, IDEMPOTENCY.REUSED
   */
  refuse(
    identity: Identity,
    about: AboutRequest,
    id: string,
    answer: Pick<ExtensionEnd, 'number' | 'date'> & { readonly reason: string },
  ): Promise<ShownExtension> {
    return this.once(identity, 'answerExtension', about, { id, answer }, async (records, at) => {
      const { stage } = (await records.extensions.find(id)) ?? {};
      const asked = { act: 'answerExtension', stage } as const;
      await checkAssignment(records, identity, at.rules, at.unit, asked, dateOf(at.now));
      requireIssued(answer, dateOf(at.now));
      const refused = await this.ended(records, at, id, {
        ...{ state: 'refused', at: at.now, byName: actingName(identity), ...answer },
      });
      const letter = await answeredMessage(records, at, refused);
      if (letter !== undefined) await records.messages.enqueue(letter);
      return refused;
    });
  }

  /** Locks the open request by its step, and ends it. */
  private async ended(
    { extensions }: Needs,
    { cycle, unit }: ExtensionCase,
    id: string,
    end: ExtensionEnd,
  ): Promise<ExtensionRequest> {
    const known = await extensions.find(id);
    const open = known && (await extensions.lockOpen(cycle.id, unit.unitId, known.stage));
    if (open?.id !== id) throw new DomainError('EXTENSION.NOT_OPEN');
    await extensions.end(id, end);
    return { ...open, state: end.state, end };
  }

  /** Does it once under a key, notes it in the chain of the commune and tells the turn of reminders. */
  private async once(
    identity: Identity,
    act: Permission,
    { cycleId, unitId, idempotencyKey: key }: AboutRequest,
    content: unknown,
    work: (records: Needs, at: ExtensionCase) => Promise<ExtensionRequest>,
  ): Promise<ShownExtension> {
    const { shown, cycle } = await this.unitOfWork.inTransaction(async (records) => {
      const found = await findUnitYear(records, identity, cycleId, unitId);
      const rules = await this.rules.of(records, found.cycle, found.unit);
      const at = { ...found, rules, now: await nowOf(records, found.cycle) };
      const asked = { act, key, content: [cycleId, unitId, content] };
      const id = await onceByKey(records, identity, asked, async () => {
        const request = await work(records, at);
        await records.cycles.touch(cycleId);
        await records.audit.append({
          ...{ cycleId, areaCode: found.unit.communeCode, ...auditActorOf(identity) },
          ...{ action: `extension.${request.state}`, object: `${unitId}/${request.id}` },
          detail: { stage: request.stage, wishedDay: request.wishedDay },
        });
        return request.id;
      });
      const request = await records.extensions.find(id);
      if (request === undefined) throw new Error(`request ${id} was recorded and is gone`);
      const stageName = stageOf(rules.graph, request.stage)?.name ?? request.stage;
      return { shown: { request, unitName: found.unit.unitName, stageName }, cycle: found.cycle };
    });
    await wake(this.runs, cycle, ['reminders']);
    return shown;
  }
}

/** The step, where an extension until that day could be given on it. */
function givable({ rules, unit, now }: ExtensionCase, { stage: key, until }: WantedExtension): ResolvedStage {
  const stage = stageOf(rules.graph, key);
  if (stage === undefined) {
    throw new DomainError('STAGE.UNKNOWN', {
      ...{ stage: key, known: rules.graph.map((each) => each.key).join(', ') },
    });
  }
  if (stage.act !== 'submit') throw new DomainError('STAGE.WRONG_ACT', { stageName: stage.name });
  requireUnbound(rules, key);
  const decision = decide(rules.graph, unit.state, {
    ...{ kind: 'extend', stage: key, until, effectiveAt: now, commandId: '' },
    actor: { role: 'administrator', id: '' },
  });
  if (decision.outcome === 'applied') return stage;
  const { code } = decision.refusal;
  const why = sentenceOf({ code, params: withStageNames(rules.stages, decision.refusal) });
  throw new DomainError('EXTENSION.NOT_GIVEN', { why });
}
