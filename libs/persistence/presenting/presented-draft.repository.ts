import { type EntityManager, type FindOptionsWhere, In } from 'typeorm';
import type { PresentedDraft, PresentedDraftRecords, PresentedEnd, WaitingDraft } from '#libs/application';
import { PresentedDraftRow } from './presented-draft.rows.js';

export class PostgresPresentedDraftRecords implements PresentedDraftRecords {
  constructor(private readonly manager: EntityManager) {}

  async add({ note, presentedAt, ...draft }: Omit<PresentedDraft, 'state' | 'end'>): Promise<void> {
    await this.manager.insert(PresentedDraftRow, {
      ...draft,
      note: note ?? null,
      presentedAt: new Date(presentedAt),
      state: 'waiting',
    });
  }

  async lockWaiting(cycleId: string, unitId: string, stage: string): Promise<PresentedDraft | undefined> {
    const row = await this.manager.findOne(PresentedDraftRow, {
      where: { cycleId, unitId, stage, state: 'waiting' },
      lock: { mode: 'pessimistic_write' },
    });
    return row === null ? undefined : toPresented(row);
  }

  async latest(cycleId: string, unitIds: readonly string[]): Promise<readonly PresentedDraft[]> {
    const rows = await this.manager
      .createQueryBuilder(PresentedDraftRow, 'draft')
      .distinctOn(['draft.unitId', 'draft.stage'])
      .where({ cycleId, unitId: In([...unitIds]) })
      .orderBy('draft.unitId')
      .addOrderBy('draft.stage')
      .addOrderBy('draft.presentedAt', 'DESC')
      .addOrderBy('draft.version', 'DESC')
      .getMany();
    return rows.map(toPresented);
  }

  end(id: string, end: PresentedEnd): Promise<void> {
    return this.endThose({ id, state: 'waiting' }, end);
  }

  endAll(cycleId: string, unitId: string, end: PresentedEnd): Promise<void> {
    return this.endThose({ cycleId, unitId, state: 'waiting' }, end);
  }

  async waiting(cycleId: string): Promise<readonly WaitingDraft[]> {
    const rows = await this.manager.find(PresentedDraftRow, {
      where: { cycleId, state: 'waiting' },
      order: { unitId: 'ASC', stage: 'ASC' },
    });
    return rows.map(toPresented);
  }

  private async endThose(
    which: FindOptionsWhere<PresentedDraftRow>,
    { state, at, byName, reason, commandId }: PresentedEnd,
  ): Promise<void> {
    await this.manager.update(PresentedDraftRow, which, {
      state,
      endedAt: new Date(at),
      endedBy: byName,
      endReason: reason ?? null,
      commandId: commandId ?? null,
    });
  }
}

function toPresented(row: PresentedDraftRow): PresentedDraft {
  const { id, cycleId, unitId, stage, version, digest, byId, byName, state } = row;
  return {
    ...{ id, cycleId, unitId, stage, version, digest, byId, byName, state },
    note: row.note ?? undefined,
    presentedAt: row.presentedAt.toISOString(),
    end:
      state === 'waiting' || row.endedAt === null
        ? undefined
        : {
            state,
            at: row.endedAt.toISOString(),
            byName: row.endedBy ?? '',
            reason: row.endReason ?? undefined,
            commandId: row.commandId ?? undefined,
          },
  };
}
