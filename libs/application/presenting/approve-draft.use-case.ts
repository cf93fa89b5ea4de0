import { relationsTo } from '#libs/access';
import { DomainError } from '#libs/contracts';
import { findUnitYear } from '../access/find-unit-year.js';
import { requireRight } from '../access/rights.js';
import type { Command } from '../commands/commands.port.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { askedStep } from './asked-step.js';
import type { StepRequest } from './present-draft.use-case.js';
import { type Sendable, sendableDigest, sendableOf } from './sendable.js';

type Needs = Stores<
  'commands' | 'cycles' | 'migrations' | 'papers' | 'presentedDrafts' | 'unitYears' | 'units'
>;

/** Takes a command in and waits a while for its outcome. */
export interface Sending {
  execute(
    identity: Identity,
    request: Omit<StepRequest, 'stage'> & {
      readonly body: Sendable;
      readonly trace?: string;
      /** Digest of the draft. */
      readonly approves: string;
    },
  ): Promise<Command>;
}

/** The head approves what was put before them and sends it, in one act: exactly the version that they have looked at. */
export class ApproveDraft {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly submitting: Sending,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @param request.digest of what the head has looked at
   * @returns the command, as `SubmitCommand` does
   * @throws DomainError as `SubmitCommand`; ACTOR.OTHER_ROLE, STAGE.UNKNOWN, DRAFT.NOT_PRESENTED, DRAFT.CHANGED,
   *   IDEMPOTENCY.REUSED
   */
  async execute(
    identity: Identity,
    request: StepRequest & { readonly digest: string; readonly trace?: string },
  ): Promise<Command> {
    const { cycleId, unitId, digest, idempotencyKey, trace } = request;
    const body = await this.unitOfWork.inTransaction((records) => this.presented(records, identity, request));
    return this.submitting.execute(identity, {
      ...{ cycleId, unitId, idempotencyKey, body, trace },
      approves: digest,
    });
  }

  /** What is sent: the draft that waits, or what the same request sent before. */
  private async presented(
    records: Needs,
    identity: Identity,
    { cycleId, unitId, stage: key, digest, idempotencyKey }: StepRequest & { readonly digest: string },
  ): Promise<Sendable> {
    const { cycle, unit } = await findUnitYear(records, identity, cycleId, unitId, { outside: true });
    requireRight(identity, 'approveDraft', relationsTo(identity, unit));
    const { stage } = askedStep(cycle, unit, await this.rules.of(records, cycle, unit), key);
    const stageName = stage.name;
    const earlier = await records.commands.findByKey(identity.actorId, idempotencyKey);
    if (earlier !== undefined) {
      if (earlier.body.kind === 'submit' && sendableDigest(earlier.body) === digest) return earlier.body;
      throw new DomainError('IDEMPOTENCY.REUSED');
    }
    const waiting = (await records.presentedDrafts.latest(cycleId, [unitId])).find(
      (each) => each.stage === key && each.state === 'waiting',
    );
    if (waiting === undefined) throw new DomainError('DRAFT.NOT_PRESENTED', { stageName });
    const draft = waiting.digest === digest ? await records.papers.draft(cycleId, unitId, key) : undefined;
    const body = draft && sendableOf(draft);
    if (body !== undefined && sendableDigest(body) === digest) return body;
    throw new DomainError('DRAFT.CHANGED', { stageName });
  }
}
