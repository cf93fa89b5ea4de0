import { randomUUID } from 'node:crypto';
import { isInScope, scopeCode } from '#libs/access';
import { dateOf } from '#libs/calendar';
import { type CertificationProblem, checkDecisionList } from '#libs/certification';
import { DomainError, sentenceOf, updateNameOf } from '#libs/contracts';
import type { DecisionBody } from '#libs/contracts/http';
import { stageSetFor } from '#libs/policy';
import type { RefusalCode, RefusalParams } from '#libs/refusals';
import { checkAssignment } from '../access/assignment.js';
import { requireIssued } from '../access/require-issued.js';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { Command } from '../commands/commands.port.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { judge } from '../judging/judge.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { DecisionDocument } from './decisions.port.js';
import { readingAhead } from './reading-ahead.js';

type Needs = Stores<
  | 'audit'
  | 'choices'
  | 'commands'
  | 'cycles'
  | 'decisions'
  | 'evidence'
  | 'migrations'
  | 'now'
  | 'papers'
  | 'registers'
  | 'unitYears'
  | 'units'
  | 'workingDays'
>;

/** Rows of one INSERT. */
const PAGE = 200;

export interface DecisionRequest {
  readonly cycleId: string;
  readonly idempotencyKey: string;
  readonly body: DecisionBody;
}

type StagedBody = DecisionBody & { readonly stage: string };

export interface DecisionRecorded {
  /** Absent in a dry run. */
  readonly document?: DecisionDocument;
  readonly isNew: boolean;
  /** Units that would be refused; only a dry run tells them without being refused itself. */
  readonly problems: readonly CertificationProblem[];
}

/**
 * Takes in one decision about many units: the document is one fact, each unit gets a command of its own, all of it in
 * one transaction or nothing. Whoever would be refused is named, and then nothing is recorded. From the commit on the
 * dispatcher delivers the commands, whatever dies meanwhile.
 */
export class RecordDecision {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * Whether the account may record decisions in the cycle at all: asked before a file is read.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE
   */
  async admit(identity: Identity, cycleId: string): Promise<void> {
    await this.unitOfWork.inTransaction((records) => admitted(records, identity, cycleId));
  }

  /**
   * The same key, or the same number with the same list, is the same decision.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE, IDEMPOTENCY.REUSED, DECISION.NUMBER_TAKEN, DECISION.REFUSED,
   *   DOCUMENT.IN_FUTURE
   */
  async execute(identity: Identity, request: DecisionRequest, dryRun: boolean): Promise<DecisionRecorded> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await admitted(records, identity, request.cycleId);
      const body = await this.atStage(records, cycle, request.body);
      const bodyDigest = requestDigest([cycle.id, body]);
      const earlier = await records.decisions.findByKey(identity.actorId, request.idempotencyKey);
      if (earlier !== undefined) {
        if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
        return { document: earlier, isNew: false, problems: [] };
      }
      const issuer = scopeCode(identity.scope);
      const receivedAt = await records.now();
      requireIssued(body, dateOf(cycle.clockAt ?? receivedAt));
      const document: DecisionDocument = {
        id: randomUUID(),
        cycleId: cycle.id,
        stage: body.stage,
        issuer,
        number: body.number,
        date: body.date,
        signer: body.signer,
        officeCode: identity.officeCode,
        actorId: identity.actorId,
        actorName: identity.name,
        idempotencyKey: request.idempotencyKey,
        bodyDigest,
        recordedAt: receivedAt,
        units: body.units.length,
      };
      const same = await this.sameNumber(records, document, dryRun);
      if (same !== undefined) return { document: same, isNew: false, problems: [] };
      const { commands, problems } = await this.commandsOf(records, identity, cycle, document, body);
      if (dryRun) return { isNew: false, problems };
      if (problems.length > 0) {
        throw new DomainError('DECISION.REFUSED', { count: String(problems.length) }, problems);
      }
      await this.record(records, identity, cycle, document, commands);
      return { document, isNew: true, problems };
    });
  }

  /** The decision with the stage that it is about. */
  private async atStage(records: Needs, cycle: Cycle, { stage, ...body }: DecisionBody): Promise<StagedBody> {
    const { stages } = stageSetFor(await this.rules.packOf(records, cycle), cycle.year);
    return { stage: stage ?? stages.find(({ act }) => act === 'decide')?.key ?? '', ...body };
  }

  /**
   * The decision that has this number already, where it is the same one. Writing the document first makes a second
   * clerk with the same number wait for the first, and then find it.
   */
  private async sameNumber(
    records: Needs,
    document: DecisionDocument,
    dryRun: boolean,
  ): Promise<DecisionDocument | undefined> {
    const { cycleId, issuer, number, actorId, idempotencyKey, bodyDigest } = document;
    if (!dryRun && (await records.decisions.insertOnce(document)) === 'inserted') return undefined;
    const taken =
      (await records.decisions.findByNumber(cycleId, issuer, number)) ??
      (await records.decisions.findByKey(actorId, idempotencyKey));
    if (taken === undefined || taken.bodyDigest === bodyDigest) return taken;
    throw new DomainError('DECISION.NUMBER_TAKEN', { number });
  }

  /** One command for each unit of the list, and what is wrong with those that would be refused. */
  private async commandsOf(
    records: Needs,
    identity: Identity,
    cycle: Cycle,
    { id, stage, number, date, signer, bodyDigest, recordedAt }: DecisionDocument,
    body: StagedBody,
  ): Promise<{ commands: readonly Command[]; problems: readonly CertificationProblem[] }> {
    const ids = [...new Set(body.units.map(({ unit }) => unit))];
    const found = await records.unitYears.findAll(cycle.id, ids);
    const units = new Map(
      found.filter((unit) => isInScope(identity.scope, unit)).map((unit) => [unit.unitId, unit]),
    );
    const pending = await records.commands.unitsPending(cycle.id, ids);
    const ahead = await readingAhead(records, cycle, [...units.values()]);
    const problems: CertificationProblem[] = [...checkDecisionList(body.units)];
    const commands: Command[] = [];
    for (const { unit: unitId, recognised, certificate } of body.units) {
      const unit = units.get(unitId);
      if (unit === undefined) {
        problems.push(problemOf('UNIT.NOT_IN_SCOPE', unitId, { unit: unitId }));
        continue;
      }
      const command: Command = {
        id: randomUUID(),
        idempotencyKey: `${id}/${unitId}`,
        bodyDigest,
        cycleId: cycle.id,
        unitId,
        updateName: '',
        body: { kind: 'decide', stage, recognised, number, date, signer, certificate },
        actor: {
          actorId: identity.actorId,
          name: identity.name,
          role: identity.role,
          officeCode: identity.officeCode,
        },
        receivedAt: recordedAt,
        effectiveAt: cycle.clockAt ?? recordedAt,
        status: 'received',
        attempt: 1,
      };
      // A unit with a command on its way is judged when that has its outcome; a late refusal shows in the progress.
      const problem = await this.problemOf(ahead, identity, cycle, unit, command, !pending.has(unitId));
      if (problem !== undefined) problems.push(problem);
      commands.push({ ...command, updateName: updateNameOf(command.body) });
    }
    return { commands, problems };
  }

  private async problemOf(
    records: Needs,
    identity: Identity,
    cycle: Cycle,
    unit: UnitYear,
    command: Command,
    mayJudge: boolean,
  ): Promise<CertificationProblem | undefined> {
    const place = `${unit.unitName} (${unit.unitId})`;
    if (unit.standing === 'outside') {
      const reason = unit.standingReason ?? '';
      return problemOf('UNIT.OUTSIDE_STANDARD', place, { unit: unit.unitId, reason });
    }
    const rules = await this.rules.of(records, cycle, unit);
    try {
      await checkAssignment(records, identity, rules, unit, { act: 'decide' }, dateOf(command.effectiveAt));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { code: error.code, place, message: sentenceOf(error) };
    }
    if (!mayJudge) return undefined;
    const judgement = await judge(records, cycle, rules, unit, command);
    if (judgement.outcome === 'applied') return undefined;
    return { code: judgement.result.code ?? '', place, message: judgement.result.detail ?? '' };
  }

  private async record(
    records: Needs,
    identity: Identity,
    cycle: Cycle,
    document: DecisionDocument,
    commands: readonly Command[],
  ): Promise<void> {
    for (let from = 0; from < commands.length; from += PAGE) {
      const page = commands.slice(from, from + PAGE);
      await records.commands.insertAll(page);
      await records.decisions.insertItems(
        document.id,
        cycle.id,
        page.map(({ id, unitId }) => ({ unitId, commandId: id })),
      );
    }
    const { id, number, date, signer, stage } = document;
    await records.audit.append({
      cycleId: cycle.id,
      areaCode: document.issuer,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'decision.recorded',
      object: id,
      detail: { number, date, signer, stage, units: commands.map(({ unitId, body }) => ({ unitId, body })) },
    });
  }
}

const problemOf = <C extends RefusalCode>(
  code: C,
  place: string,
  params: RefusalParams<C>,
): CertificationProblem => ({ code, place, message: sentenceOf({ code, params }) });

async function admitted(records: Needs, identity: Identity, cycleId: string): Promise<Cycle> {
  const cycle = await visibleCycle(records, identity, cycleId);
  requireInProvince(identity, 'recordDecision', cycle.provinceCode);
  return cycle;
}
