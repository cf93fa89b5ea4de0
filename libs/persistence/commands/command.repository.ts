import type { EntityManager } from 'typeorm';
import type { Command, CommandOutcome, CommandRecords } from '#libs/application';
import { CLOCK } from '../database-clock.js';
import { inserting, selected } from '../plain-sql.js';
import { toCommand } from './command.mapper.js';
import { CommandRow } from './command.rows.js';

/** The request that brought a command delivers it first; the dispatcher steps in after this. */
const FIRST_REDELIVERY_SECONDS = 13;

export class PostgresCommandRecords implements CommandRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(commandId: string): Promise<Command | undefined> {
    const [row] = await this.rows('command.id = $1', [commandId]);
    return row && toCommand(row);
  }

  async findByKey(actorId: string, key: string): Promise<Command | undefined> {
    const [row] = await this.rows('command.actor_id = $1 AND command.idempotency_key = $2', [actorId, key]);
    return row && toCommand(row);
  }

  async receipt(actorId: string, key: string): Promise<{ readonly at: string; readonly earlier?: Command }> {
    const [row] = await this.manager.query<(CommandRow & { at: Date })[]>(
      `SELECT ${CLOCK} AS at, ${selected(this.manager, CommandRow, 'command')}
         FROM (SELECT 1) AS one LEFT JOIN command ON command.actor_id = $1 AND command.idempotency_key = $2`,
      [actorId, key],
    );
    if (row === undefined) throw new Error('the database told no time');
    // The key of a row that is not there is null.
    const earlier = (row.id as string | null) === null ? undefined : toCommand(row);
    return { at: row.at.toISOString(), earlier };
  }

  async before({
    actorId,
    idempotencyKey,
    cycleId,
    unitId,
  }: Pick<Command, 'cycleId' | 'unitId' | 'idempotencyKey'> & { readonly actorId: string }): Promise<{
    twin?: Command;
    pending?: Command;
  }> {
    // Two questions to two indexes; asked as one, the planner goes through more than either.
    const rows = await this.rows(
      `command.id IN (
         SELECT id FROM command WHERE actor_id = $1 AND idempotency_key = $2
         UNION ALL
         SELECT id FROM command WHERE cycle_id = $3 AND unit_id = $4 AND status = 'received')
       ORDER BY command.received_at, command.id`,
      [actorId, idempotencyKey, cycleId, unitId],
    );
    const isTwin = (row: CommandRow) => row.actorId === actorId && row.idempotencyKey === idempotencyKey;
    const isPending = (row: CommandRow) =>
      row.cycleId === cycleId && row.unitId === unitId && row.status === 'received';
    const [twin, pending] = [rows.find(isTwin), rows.find(isPending)];
    return { twin: twin && toCommand(twin), pending: pending && toCommand(pending) };
  }

  async lock(commandId: string): Promise<Command | undefined> {
    const row = await this.manager.findOne(CommandRow, {
      where: { id: commandId },
      lock: { mode: 'pessimistic_write' },
    });
    return row === null ? undefined : toCommand(row);
  }

  async insertOnce(command: Command): Promise<'inserted' | 'existing'> {
    const [insert, parameters] = inserting(this.manager, CommandRow, {
      ...newRowOf(command),
      decidedAt: command.decidedAt === undefined ? null : new Date(command.decidedAt),
    });
    return (await this.insertUnlessUsed(insert, parameters)) === undefined ? 'existing' : 'inserted';
  }

  async insertDecided(command: Omit<Command, 'decidedAt'>): Promise<string | undefined> {
    const told = { decidedAt: CLOCK };
    const [insert, parameters] = inserting(this.manager, CommandRow, newRowOf(command), told);
    return (await this.insertUnlessUsed(insert, parameters))?.decidedAt?.toISOString();
  }

  async insertAll(commands: readonly Command[]): Promise<void> {
    if (commands.length === 0) return;
    await this.manager.insert(
      CommandRow,
      commands.map((command) => ({ ...valuesOf(command), nextAttemptAt: new Date(command.receivedAt) })),
    );
  }

  async unitsPending(cycleId: string, unitIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.manager.query<{ unit_id: string }[]>(
      `SELECT DISTINCT unit_id FROM command
        WHERE cycle_id = $1 AND unit_id = ANY($2) AND status = 'received'`,
      [cycleId, unitIds],
    );
    return new Set(rows.map((row) => row.unit_id));
  }

  async insertApplied(commands: readonly Command[]): Promise<void> {
    if (commands.length === 0) return;
    await this.manager.insert(
      CommandRow,
      commands.map(({ actor, outcome, receivedAt, effectiveAt, decidedAt, ...command }) => ({
        ...command,
        actor,
        actorId: actor.actorId,
        outcome: outcome ?? null,
        receivedAt: new Date(receivedAt),
        effectiveAt: new Date(effectiveAt),
        decidedAt: new Date(decidedAt ?? receivedAt),
        // Nobody waits for it with a request, so it is due at once.
        nextAttemptAt: new Date(receivedAt),
      })),
    );
  }

  async finish(
    commandId: string,
    status: 'applied' | 'refused',
    outcome: CommandOutcome,
    at: string,
  ): Promise<void> {
    await this.manager.update(
      CommandRow,
      { id: commandId, status: 'received' },
      { status, outcome, decidedAt: new Date(at) },
    );
  }

  async claimDue(status: 'received' | 'applied', limit: number): Promise<readonly Command[]> {
    const ids = await this.manager.query<{ id: string }[]>(
      `SELECT c.id FROM command c
        WHERE c.carried_at IS NULL AND c.status = $1 AND c.status <> 'refused' AND c.next_attempt_at <= clock_timestamp()
          AND ($1 = 'applied' OR NOT EXISTS (
            SELECT 1 FROM command earlier
             WHERE earlier.cycle_id = c.cycle_id AND earlier.unit_id = c.unit_id AND earlier.status = 'received'
               AND (earlier.received_at, earlier.id) < (c.received_at, c.id)))
        ORDER BY c.next_attempt_at, c.received_at
        LIMIT $2
        FOR UPDATE SKIP LOCKED`,
      [status, limit],
    );
    if (ids.length === 0) return [];
    await this.manager.query(
      `UPDATE command
          SET redeliveries = redeliveries + 1,
              next_attempt_at = clock_timestamp() + make_interval(secs => greatest(
                least(30, 5 * power(2, least(redeliveries, 4))),
                -- An Update that fails again and again is left alone longer and longer, up to ten minutes.
                CASE WHEN attempt > 1 THEN least(600, 5 * power(2, least(attempt, 8))) ELSE 0 END))
        WHERE id = ANY($1)`,
      [ids.map(({ id }) => id)],
    );
    const rows = await this.manager
      .createQueryBuilder(CommandRow, 'command')
      .where('command.id IN (:...ids)', { ids: ids.map(({ id }) => id) })
      .orderBy('command.receivedAt')
      .getMany();
    return rows.map(toCommand);
  }

  async noteCarried(commandIds: readonly string[]): Promise<void> {
    await this.manager.query(
      `UPDATE command SET carried_at = clock_timestamp() WHERE id = ANY($1) AND carried_at IS NULL`,
      [commandIds],
    );
  }

  async oldestPending(cycleId: string, unitId: string): Promise<Command | undefined> {
    const row = await this.manager.findOne(CommandRow, {
      where: { cycleId, unitId, status: 'received' },
      order: { receivedAt: 'ASC', id: 'ASC' },
    });
    return row === null ? undefined : toCommand(row);
  }

  async noteFailure(commandId: string, error: string, updateFailed: boolean): Promise<void> {
    // What the request itself could not hand over is tried again soon; later deliveries keep their growing distance.
    await this.manager.query(
      `UPDATE command
          SET last_error = $2,
              attempt = attempt + CASE WHEN $3 THEN 1 ELSE 0 END,
              next_attempt_at = CASE WHEN redeliveries = 0
                THEN least(next_attempt_at, clock_timestamp() + interval '3 seconds') ELSE next_attempt_at END
        WHERE id = $1 AND carried_at IS NULL AND status <> 'refused'`,
      [commandId, error.slice(0, 2000), updateFailed],
    );
  }

  async unheard(cycleId: string): Promise<readonly { unitId: string; lagSeconds: number }[]> {
    const rows = await this.manager.query<{ unit_id: string; lag: number }[]>(
      `SELECT unit_id, extract(epoch FROM clock_timestamp() - min(decided_at))::float8 AS lag FROM command
        WHERE cycle_id = $1 AND carried_at IS NULL AND status = 'applied'
        GROUP BY unit_id ORDER BY unit_id`,
      [cycleId],
    );
    return rows.map(({ unit_id, lag }) => ({ unitId: unit_id, lagSeconds: lag }));
  }

  async stuck(cycleId: string, olderThanSeconds: number): Promise<readonly Command[]> {
    const rows = await this.manager
      .createQueryBuilder(CommandRow, 'command')
      .where(`command.cycleId = :cycleId AND command.status = 'received'`, { cycleId })
      .andWhere(`command.receivedAt < clock_timestamp() - make_interval(secs => :olderThanSeconds)`, {
        olderThanSeconds,
      })
      .getMany();
    return rows.map(toCommand);
  }

  private async insertUnlessUsed(insert: string, parameters: readonly unknown[]) {
    const [row] = await this.manager.query<{ readonly decidedAt: Date | null }[]>(
      `${insert} ON CONFLICT DO NOTHING RETURNING decided_at AS "decidedAt"`,
      [...parameters],
    );
    return row;
  }

  private rows(where: string, parameters: unknown[]): Promise<CommandRow[]> {
    const columns = selected(this.manager, CommandRow, 'command');
    return this.manager.query<CommandRow[]>(`SELECT ${columns} FROM command WHERE ${where}`, parameters);
  }
}

const newRowOf = (command: Omit<Command, 'decidedAt'>) => ({
  ...valuesOf(command),
  outcome: command.outcome ?? null,
  nextAttemptAt: new Date(Date.parse(command.receivedAt) + FIRST_REDELIVERY_SECONDS * 1_000),
});

function valuesOf(command: Omit<Command, 'decidedAt'>) {
  return {
    id: command.id,
    idempotencyKey: command.idempotencyKey,
    bodyDigest: command.bodyDigest,
    actorId: command.actor.actorId,
    actor: command.actor,
    cycleId: command.cycleId,
    unitId: command.unitId,
    updateName: command.updateName,
    body: command.body as object,
    receivedAt: new Date(command.receivedAt),
    effectiveAt: new Date(command.effectiveAt),
    status: command.status,
    attempt: command.attempt,
    approves: command.approves ?? null,
    trace: command.trace ?? null,
  };
}
