import { randomUUID } from 'node:crypto';
import { type Permission, relationsTo } from '#libs/access';
import { DomainError } from '#libs/contracts';
import { findUnitYear } from '../access/find-unit-year.js';
import { requireRight } from '../access/rights.js';
import { auditActorOf } from '../audit/system-actor.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import { actingName } from '../identity/acting-name.js';
import type { Identity } from '../identity/identity.js';
import type { JudgingStores } from '../judging/judgement.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import { nowOf } from '../transaction/now-of.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { type AskedStep, askedStep } from './asked-step.js';
import type { PresentedDraft, PresentedEnd } from './presented-drafts.port.js';
import { givenBackMessage, presentedMessages } from './presenting.letters.js';
import { requireAcceptable, sendableDigest, sendableOf } from './sendable.js';

type Needs = JudgingStores &
  Stores<'accounts' | 'audit' | 'messages' | 'now' | 'presentedDrafts' | 'requests'>;

/** Which step, and under which key. */
export interface StepRequest {
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly idempotencyKey: string;
}

/** What is shown of a step whose draft was presented. */
export interface PresentedStep {
  readonly step: AskedStep;
  readonly draft: PresentedDraft;
  /** The cycle's now, ISO 8601. */
  readonly now: string;
}

/**
 * A clerk puts a draft before the head (trình), takes it back, and the head gives it back. It is no act of a stage: the step stays
 * not handed in, and what counts is when the head sends it.
 */
export class PresentDraft {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @param request.expected versions of the draft that the clerk has looked at
   * @throws DomainError as `findUnitYear`; ACTOR.OTHER_ROLE, STAGE.UNKNOWN, STAGE.WRONG_ACT, DRAFT.NONE, DRAFT.STALE,
   *   DRAFT.PRESENTED, DRAFT.NOT_SENDABLE, IDEMPOTENCY.REUSED
   */
  async present(
    identity: Identity,
    request: StepRequest & { readonly note?: string; readonly expected: readonly number[] | 'any' },
  ): Promise<PresentedStep> {
    const { note, expected } = request;
    const content = [request.cycleId, request.unitId, request.stage, note, expected];
    return this.change(identity, 'presentDraft', request, content, async (records, step, now) => {
      const { cycle, unit, rules, stage } = step;
      const draft = await records.papers.lockDraft(cycle.id, unit.unitId, stage.key);
      if (draft === undefined) throw new DomainError('DRAFT.NONE');
      if (expected !== 'any' && !expected.includes(draft.version)) throw new DomainError('DRAFT.STALE');
      if (await records.presentedDrafts.lockWaiting(cycle.id, unit.unitId, stage.key)) {
        throw new DomainError('DRAFT.PRESENTED', { stageName: stage.name });
      }
      const body = sendableOf(draft);
      await requireAcceptable(records, { cycle, rules, unit, now }, body);
      const presented = {
        ...{ id: randomUUID(), cycleId: cycle.id, unitId: unit.unitId, stage: stage.key },
        ...{ version: draft.version, digest: sendableDigest(body), note },
        ...{ byId: identity.actorId, byName: actingName(identity), presentedAt: now },
      };
      await records.presentedDrafts.add(presented);
      const letters = await presentedMessages(records, step, presented, now);
      await records.messages.enqueueAll(letters);
      return 'draft.presented';
    });
  }

  /** @throws DomainError as `findUnitYear`; ACTOR.OTHER_ROLE, STAGE.UNKNOWN, DRAFT.NOT_PRESENTED, IDEMPOTENCY.REUSED */
  takeBack(identity: Identity, request: StepRequest & { readonly reason?: string }): Promise<PresentedStep> {
    const { reason } = request;
    const content = [request.cycleId, request.unitId, request.stage, reason];
    return this.change(identity, 'takeBackDraft', request, content, async (records, step, now) => {
      await end(records, step, { state: 'takenBack', at: now, byName: actingName(identity), reason });
      return 'draft.takenBack';
    });
  }

  /**
   * @param request.digest of what the head has looked at
   * @throws DomainError as `findUnitYear`; ACTOR.OTHER_ROLE, STAGE.UNKNOWN, DRAFT.NOT_PRESENTED, DRAFT.CHANGED,
   *   IDEMPOTENCY.REUSED
   */
  giveBack(
    identity: Identity,
    request: StepRequest & { readonly digest: string; readonly reason: string },
  ): Promise<PresentedStep> {
    const { digest, reason } = request;
    const content = [request.cycleId, request.unitId, request.stage, digest, reason];
    return this.change(identity, 'giveBackDraft', request, content, async (records, step, now) => {
      const given = { state: 'givenBack', at: now, byName: actingName(identity), reason } as const;
      const draft = await end(records, step, given, digest);
      const letter = await givenBackMessage(records, step, draft, given);
      if (letter !== undefined) await records.messages.enqueue(letter);
      return 'draft.givenBack';
    });
  }

  /** Does it once, notes it in the chain of the commune, and tells the turn of reminders. */
  private async change(
    identity: Identity,
    act: Permission & ('presentDraft' | 'takeBackDraft' | 'giveBackDraft'),
    { cycleId, unitId, stage, idempotencyKey: key }: StepRequest,
    content: unknown,
    work: (records: Needs, step: AskedStep, now: string) => Promise<string>,
  ): Promise<PresentedStep> {
    const done = await this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit } = await findUnitYear(records, identity, cycleId, unitId, { outside: true });
      requireRight(identity, act, relationsTo(identity, unit));
      const step = askedStep(cycle, unit, await this.rules.of(records, cycle, unit), stage);
      const now = await nowOf(records, cycle);
      await onceByKey(records, identity, { act, key, content }, async () => {
        const action = await work(records, step, now);
        await records.cycles.touch(cycle.id);
        await records.audit.append({
          ...{ cycleId: cycle.id, areaCode: unit.communeCode, ...auditActorOf(identity), action },
          ...{ object: `${unit.unitId}/${stage}`, detail: { stage } },
        });
        return true;
      });
      const latest = await records.presentedDrafts.latest(cycle.id, [unit.unitId]);
      const draft = latest.find((each) => each.stage === stage);
      if (draft === undefined) throw new Error(`${stage} of ${unitId} was presented and is not`);
      return { step, draft, now };
    });
    await wake(this.runs, done.step.cycle, ['reminders']);
    return done;
  }
}

/** Ends what waits; where a digest is told, only what has it. */
async function end(
  { presentedDrafts }: Stores<'presentedDrafts'>,
  { cycle, unit, stage }: AskedStep,
  how: PresentedEnd,
  digest?: string,
): Promise<PresentedDraft> {
  const draft = await presentedDrafts.lockWaiting(cycle.id, unit.unitId, stage.key);
  if (draft === undefined) throw new DomainError('DRAFT.NOT_PRESENTED', { stageName: stage.name });
  if (digest !== undefined && draft.digest !== digest) {
    throw new DomainError('DRAFT.CHANGED', { stageName: stage.name });
  }
  await presentedDrafts.end(draft.id, how);
  return draft;
}
