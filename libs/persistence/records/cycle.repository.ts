import type { EntityManager } from 'typeorm';
import type { Confirmation, Cycle, CycleRecords, Identity } from '#libs/application';
import { type PolicyPack, packSchema } from '#libs/policy';
import { toCycle } from '../mappers.js';
import { CycleConfirmationRow, CycleRow, PolicyPackRow } from '../rows/cycle.rows.js';

export class PostgresCycleRecords implements CycleRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(cycleId: string): Promise<Cycle | undefined> {
    const row = await this.manager.findOneBy(CycleRow, { id: cycleId });
    return row === null ? undefined : toCycle(row);
  }

  async lock(cycleId: string): Promise<Cycle | undefined> {
    const row = await this.manager.findOne(CycleRow, {
      where: { id: cycleId },
      lock: { mode: 'pessimistic_write' },
    });
    return row === null ? undefined : toCycle(row);
  }

  async insertOnce(cycle: Omit<Cycle, 'createdAt' | 'openedAt'>): Promise<'inserted' | 'existing'> {
    const result = await this.manager
      .createQueryBuilder()
      .insert()
      .into(CycleRow)
      .values({
        ...cycle,
        label: cycle.label ?? null,
        clockAt: cycle.clockAt === undefined ? null : new Date(cycle.clockAt),
      })
      .orIgnore()
      .returning(['id'])
      .execute();
    return (result.raw as unknown[]).length > 0 ? 'inserted' : 'existing';
  }

  async setClock(cycleId: string, instant: string): Promise<void> {
    await this.manager.update(CycleRow, { id: cycleId }, { clockAt: new Date(instant) });
  }

  async markOpen(cycleId: string, openedAt: string): Promise<void> {
    await this.manager.update(CycleRow, { id: cycleId }, { state: 'open', openedAt: new Date(openedAt) });
  }

  async waitingToOpen(): Promise<readonly Cycle[]> {
    const rows = await this.manager
      .createQueryBuilder(CycleRow, 'cycle')
      .where(`cycle.state = 'opening' AND cycle.createdAt < now() - interval '5 seconds'`)
      .getMany();
    return rows.map(toCycle);
  }

  async savePack(hash: string, pack: PolicyPack): Promise<void> {
    await this.manager
      .createQueryBuilder()
      .insert()
      .into(PolicyPackRow)
      .values({ hash, id: pack.id, content: JSON.stringify(pack) })
      .orIgnore()
      .execute();
  }

  async packOf(hash: string): Promise<PolicyPack> {
    const row = await this.manager.findOneByOrFail(PolicyPackRow, { hash });
    // Stored whole: inheritance was applied when the cycle was opened.
    return packSchema.parse(JSON.parse(row.content));
  }

  async confirmations(cycleId: string): Promise<readonly Confirmation[]> {
    const rows = await this.manager.findBy(CycleConfirmationRow, { cycleId });
    return rows.map(({ figure, number, date }) => ({ figure, number, date }));
  }

  async confirm(cycleId: string, confirmation: Confirmation, by: Identity, at: string): Promise<void> {
    await this.manager.upsert(
      CycleConfirmationRow,
      { cycleId, ...confirmation, confirmedBy: by.tokenId, confirmedAt: new Date(at) },
      ['cycleId', 'figure'],
    );
  }
}
