import type { EntityManager } from 'typeorm';
import type { DecisionDocument, DecisionItem, DecisionRecords } from '#libs/application';
import { DecisionDocumentRow, DecisionItemRow } from './decision.rows.js';
import { toDocument } from './decision-document.mapper.js';

export class PostgresDecisionRecords implements DecisionRecords {
  constructor(private readonly manager: EntityManager) {}

  async findByKey(actorId: string, idempotencyKey: string): Promise<DecisionDocument | undefined> {
    const row = await this.manager.findOneBy(DecisionDocumentRow, { actorId, idempotencyKey });
    return row === null ? undefined : toDocument(row);
  }

  async findByNumber(cycleId: string, issuer: string, number: string): Promise<DecisionDocument | undefined> {
    const row = await this.manager.findOneBy(DecisionDocumentRow, { cycleId, issuer, number });
    return row === null ? undefined : toDocument(row);
  }

  async insertOnce(document: DecisionDocument): Promise<'inserted' | 'existing'> {
    const result = await this.manager
      .createQueryBuilder()
      .insert()
      .into(DecisionDocumentRow)
      .values({
        ...document,
        officeCode: document.officeCode ?? null,
        recordedAt: new Date(document.recordedAt),
      })
      .orIgnore()
      .returning('id')
      .execute();
    return (result.raw as unknown[]).length > 0 ? 'inserted' : 'existing';
  }

  async insertItems(documentId: string, cycleId: string, items: readonly DecisionItem[]): Promise<void> {
    if (items.length === 0) return;
    await this.manager.insert(
      DecisionItemRow,
      items.map(({ unitId, commandId }) => ({ documentId, cycleId, unitId, commandId })),
    );
  }
}
