import { createHash, randomUUID } from 'node:crypto';
import { addDays, startOfDay } from '#libs/calendar';
import { DomainError, updateNameOf } from '#libs/contracts';
import type {
  MigrationAnswer,
  MigrationBody,
  MigrationSubjectAnswer,
  MigrationsAnswer,
} from '#libs/contracts/http';
import type { PackCatalogue } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { AuditEntry } from '../audit/audit.port.js';
import type { Command } from '../commands/commands.port.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Runs } from '../runs/runs.port.js';
import { wake } from '../runs/wake.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { FactRecord } from '../unit-years/unit-years.port.js';
import { settledBy } from '../waiting/end-waiting.js';
import { migrationLetter } from './migration.letters.js';
import type { Migration } from './migrations.port.js';
import { type MigrationStores, type PreparedMigration, prepareMigration } from './prepare-migration.js';
import { movesOf, type SubjectPlan } from './subject-plans.js';

const PAGE = 500;

/**
 * Lets a running cycle go on under another pack from a day on, by a document. One transaction in which nobody else acts
 * holds all of it: the row of the migration, a fact for each subject with its applied command, the counters, the letters
 * and the audit; so either everybody stands under the new pack or nobody does. The runs hear of it afterwards, by the
 * dispatcher that delivers every applied command.
 */
export class MigrateCycle {
  constructor(
    private readonly unitOfWork: UnitOfWork<MigrationStores>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
    private readonly packs: Pick<PackCatalogue, 'list' | 'load'>,
    private readonly faultPoints: FaultPoints,
  ) {}

  /**
   * A request that was carried out before under the same key is answered as it was then, and changes nothing more.
   *
   * @param dryRun only tells what would follow, with the digest that the migration itself must bring
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, CYCLE.NOT_RUNNING, POLICY.UNKNOWN,
   *   POLICY.INVALID, MIGRATION.OTHER_PROVINCE, MIGRATION.SAME_PACK, MIGRATION.DAY, MIGRATION.DOCUMENT_DATE, MIGRATION.DATE_PASSED,
   *   MIGRATION.BLOCKED, MIGRATION.CHANGED, IDEMPOTENCY.REUSED; PolicyError POLICY.YEAR_NOT_COVERED
   */
  async execute(
    identity: Identity,
    cycleId: string,
    request: MigrationBody,
    idempotencyKey: string,
    dryRun: boolean,
  ): Promise<MigrationAnswer> {
    const { answer, cycle } = await this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'migrateCycle', provinceCode);
      if (!dryRun) await records.cycles.changeRules(cycleId);
      return this.migrate(records, identity, cycleId, request, idempotencyKey, dryRun);
    });
    if (dryRun) return answer;
    this.faultPoints.hit('afterMigration');
    await wake(this.runs, cycle);
    return answer;
  }

  /**
   * The packs that a cycle has gone by, and how many runs have adopted each change.
   *
   * @throws DomainError CYCLE.UNKNOWN
   */
  async list(identity: Identity, cycleId: string): Promise<MigrationsAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readCycle', cycleId);
      const migrations = await records.migrations.list(cycleId);
      const progress = new Map(
        (await records.migrations.progress(cycleId)).map((each) => [each.migrationId, each]),
      );
      const hashes = [
        migrations[0]?.packBefore ?? cycle.packHash,
        ...migrations.map((each) => each.packAfter),
      ];
      const packs: MigrationsAnswer['packs'][number][] = [];
      for (const [index, hash] of hashes.entries()) {
        const [came, went] = [migrations[index - 1], migrations[index]];
        const { id, title } = await this.rules.storedPack(records, { packHash: hash });
        const done = came && progress.get(came.id);
        packs.push({
          ...{ id, title, hash, from: came?.from, to: went && dayBefore(went.from) },
          ...(came && { number: came.number, date: came.date, reason: came.reason }),
          ...(done && { carried: done.carried, subjects: done.subjects }),
        });
      }
      return { cycleId, packs };
    });
  }

  private async migrate(
    records: MigrationStores,
    identity: Identity,
    cycleId: string,
    { digest, ...request }: MigrationBody,
    idempotencyKey: string,
    dryRun: boolean,
  ): Promise<{ readonly answer: MigrationAnswer; readonly cycle: Cycle }> {
    const cycle = await records.cycles.find(cycleId);
    if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    const bodyDigest = requestDigest(request);
    const earlier = await records.migrations.byKey(cycleId, identity.actorId, idempotencyKey);
    if (earlier !== undefined) {
      if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
      return { answer: { ...earlier.answer, dryRun }, cycle };
    }
    if (cycle.state !== 'open') throw new DomainError('CYCLE.NOT_RUNNING', { cycle: cycleId });
    const { rules, packs } = this;
    const prepared = await prepareMigration({ records, rules, packs }, cycle, request, !dryRun);
    const { answer } = prepared;
    if (dryRun) return { answer, cycle };
    if (answer.blockers.length > 0) {
      const problems = answer.blockers.map(({ id, name, code, text }) => ({
        code,
        place: name === id ? id : `${name} (${id})`,
        message: text,
      }));
      throw new DomainError('MIGRATION.BLOCKED', { count: String(problems.length) }, problems);
    }
    if (digest !== answer.digest) throw new DomainError('MIGRATION.CHANGED', { cycle: cycleId });
    const done = await this.apply(records, identity, prepared, request, { idempotencyKey, bodyDigest });
    return { answer: done, cycle };
  }

  /** Writes everything, the rows of each kind in pages. Order of the locks: unit years, counters, cycle, audit. */
  private async apply(
    records: MigrationStores,
    identity: Identity,
    prepared: PreparedMigration,
    request: Omit<MigrationBody, 'digest'>,
    key: { readonly idempotencyKey: string; readonly bodyDigest: string },
  ): Promise<MigrationAnswer> {
    const { scene, plans, packHash, now } = prepared;
    const { cycle, pack, communesAfter } = scene;
    const answer = { ...prepared.answer, dryRun: false };
    const recordedAt = await records.now();
    const told = new Map(answer.subjects.map((subject) => [subject.id, subject]));
    const { number, date, reason, from } = request;
    const migration: Omit<Migration, 'version'> = {
      id: scene.request.migrationId,
      cycleId: cycle.id,
      packBefore: cycle.packHash,
      packAfter: packHash,
      from,
      effectiveAt: startOfDay(from),
      migratedAt: now,
      ...{ number, date, reason },
    };
    const audit: AuditEntry[] = [];
    for (let start = 0; start < plans.length; start += PAGE) {
      const page = plans.slice(start, start + PAGE);
      const commands = await this.savePage(records, identity, migration, cycle, page, recordedAt);
      await this.write(records, prepared, migration, page, told);
      audit.push(...page.flatMap((plan) => auditOf(identity, migration, plan, commands)));
      audit.push(...(await moveUnits(records, identity, migration, cycle, page)));
      this.faultPoints.hit('midMigration');
    }
    await records.counters.recount(cycle.id, now);
    await records.counters.recountOutside(cycle.id, now);
    const stages = scene.after.stageKeys();
    await records.reminders.supersedeOthers(cycle.id, stages, `bước không còn theo Văn bản số ${number}`);
    await records.cycles.savePack(packHash, pack);
    const { version } = await records.migrations.add(
      { ...migration, ...key, actorId: identity.actorId, mapping: request.areas, answer },
      { packId: pack.id, communes: communesAfter },
    );
    await records.audit.appendAll([
      ...audit,
      {
        cycleId: cycle.id,
        areaCode: cycle.provinceCode,
        actorId: identity.actorId,
        actorRole: identity.role,
        action: 'cycle.migrated',
        object: cycle.id,
        detail: { request, version, digest: answer.digest, packBefore: cycle.packHash, packAfter: packHash },
      },
    ]);
    return { ...answer, version };
  }

  /** Rows, commands and facts of a page; answers the command of each subject that has a fact. */
  private async savePage(
    records: MigrationStores,
    identity: Identity,
    migration: Omit<Migration, 'version'>,
    cycle: Cycle,
    page: readonly SubjectPlan[],
    recordedAt: string,
  ): Promise<ReadonlyMap<string, Command>> {
    await records.unitYears.insertNew(
      // Their lines are written with those of all others.
      page.filter(({ isNew }) => isNew).map(({ year, after }) => ({ ...year, ...after, lines: [] })),
    );
    await records.migrations.saveYears(
      cycle.id,
      page.map(({ after }) => after),
    );
    const commands: Command[] = [];
    const facts: FactRecord[] = [];
    for (const { after, plan } of page) {
      if (plan === undefined) continue;
      const command = commandOf(identity, migration, cycle, after.unitId, after.state.version, recordedAt);
      const { version, round } = after.state;
      commands.push(command);
      facts.push({
        ...{ cycleId: cycle.id, unitId: after.unitId, version, round },
        ...{ commandId: command.id, fact: plan.fact, recordedAt, atCycle: migration.migratedAt },
      });
    }
    await records.commands.insertApplied(commands);
    await records.unitYears.appendFacts(facts);
    const settled = facts.flatMap(({ unitId, commandId, fact }) =>
      settledBy(fact).map((step) => ({ ...step, unitId, commandId })),
    );
    const end = { at: migration.migratedAt, byName: identity.name };
    if (settled.length > 0) await records.waiting.end(cycle.id, settled, end);
    return new Map(commands.map((command) => [command.unitId, command]));
  }

  private async write(
    records: MigrationStores,
    { scene }: PreparedMigration,
    migration: Omit<Migration, 'version'>,
    page: readonly SubjectPlan[],
    told: ReadonlyMap<string, MigrationSubjectAnswer>,
  ): Promise<void> {
    const { cycle, pack } = scene;
    // Who was done with the year has nothing to do otherwise from now on.
    const running = page.filter(({ year, after }) =>
      [year, after].some(({ state }) => state.status !== 'closed'),
    );
    const ids = running.map(({ after }) => after.unitId).filter((id) => told.has(id));
    const letters = (await records.reminders.subjects(cycle.id, ids)).flatMap((subject) => {
      const changed = told.get(subject.unitId);
      return (changed && migrationLetter(cycle, migration, pack, subject, changed)) ?? [];
    });
    await records.messages.enqueueAll(letters);
  }
}

/** The list of the province follows what really happens; a rehearsal leaves it as it is. */
async function moveUnits(
  records: MigrationStores,
  identity: Identity,
  migration: Omit<Migration, 'version'>,
  cycle: Cycle,
  page: readonly SubjectPlan[],
): Promise<AuditEntry[]> {
  const moves = cycle.clockKind === 'calendar' ? movesOf(page) : [];
  if (moves.length > 0) await records.units.move(moves);
  return moves.map(({ unitId, before, after }) => ({
    cycleId: cycle.id,
    areaCode: after.communeCode,
    actorId: identity.actorId,
    actorRole: identity.role,
    action: 'unit.moved',
    object: unitId,
    detail: { migrationId: migration.id, before, after },
  }));
}

const dayBefore = (day: string) => addDays(day, -1);

function commandOf(
  identity: Identity,
  { id: migrationId, effectiveAt }: Omit<Migration, 'version'>,
  cycle: Cycle,
  unitId: string,
  version: number,
  recordedAt: string,
): Command {
  const body = { kind: 'migrate', migrationId } as const;
  const idempotencyKey = `migrate/${migrationId}/${unitId}`;
  return {
    id: randomUUID(),
    idempotencyKey,
    bodyDigest: createHash('sha256').update(idempotencyKey).digest('hex'),
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
    effectiveAt,
    status: 'applied',
    outcome: { version },
    decidedAt: recordedAt,
    attempt: 1,
  };
}

function auditOf(
  identity: Identity,
  migration: Omit<Migration, 'version'>,
  { after, plan }: SubjectPlan,
  commands: ReadonlyMap<string, Command>,
): AuditEntry[] {
  const command = commands.get(after.unitId);
  if (plan === undefined || command === undefined) return [];
  return [
    {
      cycleId: migration.cycleId,
      areaCode: after.communeCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: plan.fact.kind,
      object: `${after.unitId}/${command.id}`,
      detail: { fact: plan.fact, version: after.state.version },
    },
  ];
}
