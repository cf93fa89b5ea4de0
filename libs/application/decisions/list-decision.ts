import { randomUUID } from 'node:crypto';
import { isInScope, scopeCode } from '#libs/access';
import { dateOf } from '#libs/calendar';
import type { CertificationProblem } from '#libs/certification';
import { type CommandBody, DomainError, sentenceOf, updateNameOf } from '#libs/contracts';
import type { RefusalCode, RefusalParams } from '#libs/refusals';
import type { Classification } from '#libs/unit-year';
import { checkAssignment } from '../access/assignment.js';
import { requireIssued } from '../access/require-issued.js';
import type { Command } from '../commands/commands.port.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { judge } from '../judging/judge.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { DecisionDocument } from './decisions.port.js';
import { readingAhead } from './reading-ahead.js';

/** What taking in a decision for a list reads and writes. */
export type ListDecisionStores = Stores<
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

/** One decision about a list of units, whatever it decides. */
export interface ListDecision {
  readonly act: 'decide' | 'classify';
  readonly stage: string;
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly signer: string;
  readonly items: readonly { readonly unit: string; readonly body: CommandBody }[];
  /** Tells the same list from another one. */
  readonly digest: string;
  readonly idempotencyKey: string;
  /** What is wrong with the list as a list. */
  readonly faults: readonly CertificationProblem[];
}

/** The class that a unit of the list comes to. */
export interface ListedClass extends Classification {
  readonly unitId: string;
  readonly unitName: string;
}

export interface DecisionRecorded {
  /** Absent in a dry run. */
  readonly document?: DecisionDocument;
  readonly isNew: boolean;
  /** Units that would be refused; only a dry run tells them without being refused itself. */
  readonly problems: readonly CertificationProblem[];
  /** Where classes are given: those of the list, of the units that were judged. */
  readonly classes: readonly ListedClass[];
}

interface Scene {
  readonly records: ListDecisionStores;
  readonly rules: CycleRules;
  readonly identity: Identity;
  readonly cycle: Cycle;
}

/**
 * Takes in one decision about many units: the document is one fact, each unit gets a command of its own, all of it in
 * one transaction or nothing. Whoever would be refused is named, and then nothing is recorded. The same key, or the same number with
 * the same list, is the same decision.
 *
 * @throws DomainError IDEMPOTENCY.REUSED, DECISION.NUMBER_TAKEN, DECISION.REFUSED, DOCUMENT.IN_FUTURE
 */
export async function takeInList(
  scene: Scene,
  list: ListDecision,
  dryRun: boolean,
): Promise<DecisionRecorded> {
  const { records, identity, cycle } = scene;
  const nothing = { isNew: false, problems: [], classes: [] };
  const earlier = await records.decisions.findByKey(identity.actorId, list.idempotencyKey);
  if (earlier !== undefined) {
    if (earlier.bodyDigest !== list.digest) throw new DomainError('IDEMPOTENCY.REUSED');
    return { document: earlier, ...nothing };
  }
  const receivedAt = await records.now();
  requireIssued(list, dateOf(cycle.clockAt ?? receivedAt));
  const document: DecisionDocument = {
    id: randomUUID(),
    cycleId: cycle.id,
    stage: list.stage,
    issuer: scopeCode(identity.scope),
    number: list.number,
    date: list.date,
    signer: list.signer,
    officeCode: identity.officeCode,
    actorId: identity.actorId,
    actorName: identity.name,
    idempotencyKey: list.idempotencyKey,
    bodyDigest: list.digest,
    recordedAt: receivedAt,
    units: list.items.length,
  };
  const same = await sameNumber(records, document, dryRun);
  if (same !== undefined) return { document: same, ...nothing };
  const { commands, problems, classes } = await commandsOf(scene, document, list);
  if (dryRun) return { isNew: false, problems, classes };
  if (problems.length > 0) {
    throw new DomainError('DECISION.REFUSED', { count: String(problems.length) }, problems);
  }
  await record(scene, document, commands);
  return { document, isNew: true, problems, classes };
}

/**
 * The decision that has this number already, where it is the same one. Writing the document first makes a second
 * clerk with the same number wait for the first, and then find it.
 */
async function sameNumber(
  records: ListDecisionStores,
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
async function commandsOf(
  scene: Scene,
  { id, bodyDigest, recordedAt }: DecisionDocument,
  { act, items, faults }: ListDecision,
) {
  const { records, identity, cycle } = scene;
  const ids = [...new Set(items.map(({ unit }) => unit))];
  const found = await records.unitYears.findAll(cycle.id, ids);
  const units = new Map(
    found.filter((unit) => isInScope(identity.scope, unit)).map((unit) => [unit.unitId, unit]),
  );
  const pending = await records.commands.unitsPending(cycle.id, ids);
  const ahead = await readingAhead(records, cycle, [...units.values()]);
  const problems: CertificationProblem[] = [...faults];
  const classes: ListedClass[] = [];
  const commands: Command[] = [];
  for (const { unit: unitId, body } of items) {
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
      updateName: updateNameOf(body),
      body,
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
    const mayJudge = !pending.has(unitId);
    const { problem, given } = await judgedAhead({ ...scene, records: ahead }, unit, command, act, mayJudge);
    if (problem !== undefined) problems.push(problem);
    if (given !== undefined) classes.push({ unitId, unitName: unit.unitName, ...given });
    commands.push(withClass(command, given));
  }
  return { commands, problems, classes };
}

/** What was signed for a unit is the class that the list came to when it was recorded. */
const withClass = (command: Command, given: Classification | undefined): Command =>
  command.body.kind === 'classify' && given !== undefined
    ? { ...command, body: { ...command.body, class: given.classKey } }
    : command;

async function judgedAhead(
  { records, rules: cycleRules, identity, cycle }: Scene,
  unit: UnitYear,
  command: Command,
  act: ListDecision['act'],
  mayJudge: boolean,
): Promise<{ readonly problem?: CertificationProblem; readonly given?: Classification }> {
  const place = `${unit.unitName} (${unit.unitId})`;
  if (unit.standing === 'outside') {
    const reason = unit.standingReason ?? '';
    return { problem: problemOf('UNIT.OUTSIDE_STANDARD', place, { unit: unit.unitId, reason }) };
  }
  const rules = await cycleRules.of(records, cycle, unit);
  try {
    await checkAssignment(records, identity, rules, unit, { act }, dateOf(command.effectiveAt));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { problem: { code: error.code, place, message: sentenceOf(error) } };
  }
  if (!mayJudge) return {};
  const judgement = await judge(records, cycle, rules, unit, command);
  if (judgement.outcome === 'refused') {
    return { problem: { code: judgement.result.code ?? '', place, message: judgement.result.detail ?? '' } };
  }
  return { given: judgement.fact.kind === 'stage.classified' ? judgement.fact.classification : undefined };
}

async function record(
  { records, identity, cycle }: Scene,
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

const problemOf = <C extends RefusalCode>(
  code: C,
  place: string,
  params: RefusalParams<C>,
): CertificationProblem => ({ code, place, message: sentenceOf({ code, params }) });
