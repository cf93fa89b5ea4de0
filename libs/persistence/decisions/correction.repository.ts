import { type EntityManager, In } from 'typeorm';
import type {
  CorrectableDecision,
  CorrectionRecords,
  DecisionCorrection,
  DecisionRecord,
  NamedDecision,
  NumberSearch,
} from '#libs/application';
import { presentNaming } from '#libs/certification';
import { DecisionRow } from '../papers/paper.rows.js';
import { DecisionCorrectionRow } from './correction.rows.js';
import { DecisionDocumentRow, DecisionItemRow } from './decision.rows.js';

const decisionIdOf = (decision: DecisionCorrection['decision']): string =>
  'documentId' in decision ? decision.documentId : decision.commandId;

export class PostgresCorrectionRecords implements CorrectionRecords {
  constructor(private readonly manager: EntityManager) {}

  async findLocked(cycleId: string, id: string): Promise<CorrectableDecision | undefined> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `corrections/${cycleId}`,
    ]);
    const item = await this.manager.findOneBy(DecisionItemRow, { cycleId, commandId: id });
    const documentId = item?.documentId ?? id;
    const document = await this.manager.findOneBy(DecisionDocumentRow, { id: documentId, cycleId });
    if (document !== null) {
      const items = await this.manager.findBy(DecisionItemRow, { documentId });
      return {
        ...namingOf(document),
        decision: { documentId },
        issuer: document.issuer,
        officeCode: document.officeCode ?? undefined,
        unitIds: items.map(({ unitId }) => unitId),
        corrections: await this.corrections('documentId', documentId),
      };
    }
    const alone = await this.manager.findOneBy(DecisionRow, { commandId: id, cycleId });
    if (alone === null) return undefined;
    return {
      ...namingOf(alone),
      decision: { commandId: id },
      officeCode: alone.officeCode ?? undefined,
      unitIds: [alone.unitId],
      corrections: await this.corrections('commandId', id),
    };
  }

  async otherWithNumber(search: NumberSearch): Promise<{ readonly date: string } | undefined> {
    const { cycleId, issuer, officeCode, number, except } = search;
    const [found] = await this.manager.query<{ date: string }[]>(
      `WITH corrected AS (
         SELECT DISTINCT ON (coalesce(document_id, command_id)) coalesce(document_id, command_id) AS id, after
           FROM decision_correction WHERE cycle_id = $1
          ORDER BY coalesce(document_id, command_id), recorded_at DESC, id),
       named AS (
         SELECT d.id, coalesce(c.after->>'number', d.number) AS number,
                coalesce((c.after->>'date')::date, d.date) AS date
           FROM decision_document d LEFT JOIN corrected c ON c.id = d.id
          WHERE d.cycle_id = $1 AND d.issuer = $2
         UNION ALL
         SELECT d.command_id, coalesce(c.after->>'number', d.number), coalesce((c.after->>'date')::date, d.date)
           FROM decision d LEFT JOIN corrected c ON c.id = d.command_id
          WHERE d.cycle_id = $1 AND d.office_code IS NOT DISTINCT FROM $3
            AND NOT EXISTS (SELECT 1 FROM decision_item i WHERE i.command_id = d.command_id))
       SELECT date FROM named WHERE number = $4 AND id <> $5 ORDER BY date, id LIMIT 1`,
      [cycleId, issuer, officeCode ?? null, number, decisionIdOf(except)],
    );
    return found;
  }

  async insert({ decision, officeCode, recordedAt, ...correction }: DecisionCorrection): Promise<void> {
    await this.manager.insert(DecisionCorrectionRow, {
      ...correction,
      documentId: 'documentId' in decision ? decision.documentId : null,
      commandId: 'commandId' in decision ? decision.commandId : null,
      officeCode: officeCode ?? null,
      recordedAt: new Date(recordedAt),
    });
  }

  private async corrections(of: 'documentId' | 'commandId', id: string) {
    const found = await correctionsBy(this.manager, of, [id]);
    return found.get(id) ?? [];
  }
}

const namingOf = ({ number, date, signer }: DecisionDocumentRow | DecisionRow) => ({ number, date, signer });

/** Corrections by the decisions that they are of, each the oldest first. */
export async function correctionsBy(
  manager: EntityManager,
  of: 'documentId' | 'commandId',
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly DecisionCorrection[]>> {
  const found = new Map<string, DecisionCorrection[]>();
  if (ids.length === 0) return found;
  const rows = await manager.find(DecisionCorrectionRow, {
    where: { [of]: In([...ids]) },
    order: { recordedAt: 'ASC', id: 'ASC' },
  });
  for (const row of rows) {
    const id = row[of] ?? '';
    found.set(id, [...(found.get(id) ?? []), toCorrection(row)]);
  }
  return found;
}

/** Documents about results as they are named now: each by the corrections of its own, or of the list that it was decided in. */
export async function asCorrected(
  manager: EntityManager,
  decisions: readonly DecisionRecord[],
): Promise<readonly NamedDecision[]> {
  const commandIds = decisions.map(({ commandId }) => commandId);
  if (commandIds.length === 0) return [];
  const rows = await manager
    .createQueryBuilder(DecisionItemRow, 'item')
    .where('item.commandId = ANY(:commandIds)', { commandIds })
    .getMany();
  const lists = new Map(rows.map(({ commandId, documentId }) => [commandId, documentId]));
  const ofLists = await correctionsBy(manager, 'documentId', [...new Set(lists.values())]);
  const alone = await correctionsBy(manager, 'commandId', commandIds);
  return decisions.map((decision) => {
    const list = lists.get(decision.commandId);
    const corrections = (list === undefined ? alone.get(decision.commandId) : ofLists.get(list)) ?? [];
    return { ...decision, ...presentNaming(decision, corrections), documentId: list, corrections };
  });
}

function toCorrection(row: DecisionCorrectionRow): DecisionCorrection {
  const { id, cycleId, documentId, commandId, before, after, reason, actorId, actorName, correctedOn } = row;
  return {
    id,
    cycleId,
    decision: documentId === null ? { commandId: commandId ?? '' } : { documentId },
    before,
    after,
    reason,
    actorId,
    actorName,
    officeCode: row.officeCode ?? undefined,
    correctedOn,
    recordedAt: row.recordedAt.toISOString(),
  };
}
