import { type EntityManager, In } from 'typeorm';
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

  async end(id: string, { state, at, byName, reason, commandId }: PresentedEnd): Promise<void> {
    await this.manager.update(
      PresentedDraftRow,
      { id, state: 'waiting' },
      {
        ...{ state, endedAt: new Date(at), endedBy: byName },
        ...{ endReason: reason ?? null, commandId: commandId ?? null },
      },
    );
  }

  async waiting(cycleId: string): Promise<readonly WaitingDraft[]> {
    const rows = await this.manager.find(PresentedDraftRow, {
      where: { cycleId, state: 'waiting' },
      order: { unitId: 'ASC', stage: 'ASC' },
    });
    return rows.map(toPresented);
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
