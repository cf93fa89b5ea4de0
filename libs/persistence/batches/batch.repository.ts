import { type EntityManager, In } from 'typeorm';
import type {
  Batch,
  BatchActor,
  BatchCounts,
  BatchItem,
  BatchItemOutcome,
  BatchPlan,
  BatchRecords,
} from '#libs/application';
import { toBatch, toItem } from './batch.mapper.js';
import { BatchItemRow, BatchPlanRow, BatchRow } from './batch.rows.js';

/** By how many of the last batches it is told how long another one takes. */
const MEASURED = 5;

export class PostgresBatchRecords implements BatchRecords {
  constructor(private readonly manager: EntityManager) {}

  async keepPlan({ cycleId, digest, lines, places, closedYears }: BatchPlan): Promise<void> {
    await this.manager.query(
      `WITH outdated AS (
         DELETE FROM batch_plan WHERE cycle_id = $1 AND digest <> $2 AND planned_at < now() - interval '7 days')
       INSERT INTO batch_plan (cycle_id, digest, lines, places, closed_years)
       VALUES ($1, $2, $3::jsonb, $4::jsonb, $5)
       ON CONFLICT (cycle_id, digest) DO UPDATE SET planned_at = now()`,
      [cycleId, digest, JSON.stringify(lines), JSON.stringify(places), closedYears],
    );
  }

  async plan(cycleId: string, digest: string): Promise<BatchPlan | undefined> {
    const row = await this.manager.findOneBy(BatchPlanRow, { cycleId, digest });
    if (row === null) return undefined;
    const { lines, places, closedYears } = row;
    return { cycleId, digest, lines, places, closedYears };
  }

  async rate(): Promise<number | undefined> {
    const [row] = await this.manager.query<{ rate: number | null }[]>(
      `SELECT sum(n) / nullif(sum(seconds), 0) AS rate FROM (
         SELECT (SELECT count(*) FROM batch_item i WHERE i.batch_id = b.id)::float8 AS n,
                extract(epoch FROM b.ended_at - b.started_at)::float8 AS seconds
           FROM batch b WHERE b.state = 'done' ORDER BY b.ended_at DESC LIMIT $1) AS last`,
      [MEASURED],
    );
    return row?.rate ?? undefined;
  }

  async findByKey(actorId: string, idempotencyKey: string): Promise<Batch | undefined> {
    return found(await this.manager.findOneBy(BatchRow, { actorId, idempotencyKey }));
  }

  async findByDigest(cycleId: string, digest: string): Promise<Batch | undefined> {
    return found(
      await this.manager.findOne(BatchRow, { where: { cycleId, digest }, order: { orderedAt: 'DESC' } }),
    );
  }

  async find(cycleId: string, batchId: string): Promise<Batch | undefined> {
    return found(await this.manager.findOneBy(BatchRow, { id: batchId, cycleId }));
  }

  async insertOnce(batch: Batch, lines: BatchPlan['lines']): Promise<'inserted' | 'existing'> {
    const { failing: _none, ...inserted } = batch;
    const result = await this.manager
      .createQueryBuilder()
      .insert()
      .into(BatchRow)
      .values({
        ...inserted,
        actorId: batch.orderedBy.actorId,
        orderedAt: new Date(batch.orderedAt),
        approvedBy: null,
        approvedAt: null,
        startedAt: null,
        endedAt: null,
        trace: batch.trace ?? null,
      })
      .orIgnore()
      .returning('id')
      .execute();
    if ((result.raw as unknown[]).length === 0) return 'existing';
    await this.manager.query(
      `INSERT INTO batch_item (batch_id, unit_id, cycle_id, line)
       SELECT $1, key, $2, value FROM jsonb_each_text($3::jsonb)`,
      [batch.id, batch.cycleId, JSON.stringify(lines)],
    );
    return 'inserted';
  }

  async lock(cycleId: string, batchId: string): Promise<Batch | undefined> {
    return found(
      await this.manager.findOne(BatchRow, {
        where: { id: batchId, cycleId },
        lock: { mode: 'for_no_key_update' },
      }),
    );
  }

  async approve(batchId: string, by: BatchActor, at: string): Promise<void> {
    await this.manager.update(
      BatchRow,
      { id: batchId, state: 'waiting' },
      { state: 'running', approvedBy: by, approvedAt: new Date(at) },
    );
  }

  async withdraw(batchId: string, at: string): Promise<void> {
    await this.manager.update(BatchRow, { id: batchId }, { state: 'withdrawn', endedAt: new Date(at) });
  }

  async unfinished(): Promise<readonly string[]> {
    const rows = await this.manager.find(BatchRow, {
      where: { state: 'running' },
      order: { orderedAt: 'ASC' },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }

  async claim(batchId: string): Promise<Batch | undefined> {
    return found(
      await this.manager.findOne(BatchRow, {
        where: { id: batchId, state: 'running' },
        lock: { mode: 'for_no_key_update', onLocked: 'skip_locked' },
      }),
    );
  }

  async waiting(batchId: string, limit: number): Promise<readonly Pick<BatchItem, 'unitId' | 'line'>[]> {
    return this.manager.find(BatchItemRow, {
      where: { batchId, state: 'waiting' },
      order: { unitId: 'ASC' },
      take: limit,
      select: { batchId: true, unitId: true, line: true },
    });
  }

  async settle(batchId: string, outcomes: readonly BatchItemOutcome[]): Promise<void> {
    await this.manager.query(
      `UPDATE batch_item i SET state = o.state, command_id = o.command, code = o.code, detail = o.detail
         FROM jsonb_to_recordset($2::jsonb) AS o (unit text, state text, command uuid, code text, detail text)
        WHERE i.batch_id = $1 AND i.unit_id = o.unit`,
      [
        batchId,
        JSON.stringify(
          outcomes.map(({ unitId, commandId, ...outcome }) => ({
            unit: unitId,
            command: commandId,
            ...outcome,
          })),
        ),
      ],
    );
  }

  async notePage(batchId: string, startedAt: string): Promise<{ readonly ended: boolean }> {
    const [rows] = await this.manager.query<[{ state: string }[], number]>(
      `WITH rest AS (SELECT EXISTS (SELECT 1 FROM batch_item WHERE batch_id = $1 AND state = 'waiting') AS left)
       UPDATE batch SET started_at = coalesce(started_at, $2::timestamptz),
              state = CASE WHEN rest.left THEN 'running' ELSE 'done' END,
              ended_at = CASE WHEN rest.left THEN NULL ELSE clock_timestamp() END,
              failures = 0, failing_since = NULL
         FROM rest WHERE id = $1 RETURNING state`,
      [batchId, startedAt],
    );
    return { ended: rows[0]?.state === 'done' };
  }

  async noteFailedPage(batchId: string): Promise<Batch | undefined> {
    await this.manager.query(
      `UPDATE batch SET failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp())
        WHERE id = $1 AND state = 'running'`,
      [batchId],
    );
    return found(await this.manager.findOneBy(BatchRow, { id: batchId, state: 'running' }));
  }

  async counts(batchId: string): Promise<BatchCounts> {
    const rows = await this.manager.query<{ state: keyof BatchCounts; n: number }[]>(
      `SELECT state, count(*)::int AS n FROM batch_item WHERE batch_id = $1 GROUP BY state`,
      [batchId],
    );
    const of = (state: keyof BatchCounts) => rows.find((row) => row.state === state)?.n ?? 0;
    return { waiting: of('waiting'), applied: of('applied'), moved: of('moved'), refused: of('refused') };
  }

  async leftOut(batchId: string, limit: number): Promise<readonly BatchItem[]> {
    const rows = await this.manager.find(BatchItemRow, {
      where: { batchId, state: In(['moved', 'refused']) },
      order: { unitId: 'ASC' },
      take: limit,
    });
    return rows.map(toItem);
  }

  async list(cycleId: string, limit: number): Promise<readonly Batch[]> {
    const rows = await this.manager.find(BatchRow, {
      where: { cycleId },
      order: { orderedAt: 'DESC' },
      take: limit,
    });
    return rows.map(toBatch);
  }
}

const found = (row: BatchRow | null): Batch | undefined => (row === null ? undefined : toBatch(row));
