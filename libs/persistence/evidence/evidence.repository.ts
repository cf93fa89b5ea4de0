import type { EntityManager } from 'typeorm';
import type {
  Evidence,
  EvidencePage,
  EvidenceRecords,
  EvidenceWithdrawal,
  NamedEvidenceFile,
  RequestMark,
} from '#libs/application';
import type { ActorRole } from '#libs/policy';
import { EvidenceRow, EvidenceWithdrawalRow } from './evidence.rows.js';

export class PostgresEvidenceRecords implements EvidenceRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(cycleId: string, unitId: string, id: string): Promise<Evidence | undefined> {
    return (await this.ofIds(cycleId, unitId, [id]))[0];
  }

  async ofIds(cycleId: string, unitId: string, ids: readonly string[]): Promise<readonly Evidence[]> {
    if (ids.length === 0) return [];
    const rows = await this.manager
      .createQueryBuilder(EvidenceRow, 'e')
      .where('e.cycle_id = :cycleId AND e.unit_id = :unitId AND e.id = ANY(:ids::uuid[])', {
        cycleId,
        unitId,
        ids: [...ids],
      })
      .orderBy('e.uploaded_at')
      .addOrderBy('e.id')
      .getMany();
    return this.withWithdrawals(rows);
  }

  async page(
    cycleId: string,
    unitId: string,
    { criterion, after, limit }: EvidencePage,
  ): Promise<readonly Evidence[]> {
    const query = this.manager
      .createQueryBuilder(EvidenceRow, 'e')
      .where('e.cycle_id = :cycleId AND e.unit_id = :unitId', { cycleId, unitId });
    if (criterion !== undefined) query.andWhere('e.criterion = :criterion', { criterion });
    if (after !== undefined) {
      query.andWhere(
        '(e.uploaded_at, e.id) > (SELECT b.uploaded_at, b.id FROM evidence b WHERE b.id = :after::uuid)',
        { after },
      );
    }
    const rows = await query.orderBy('e.uploaded_at').addOrderBy('e.id').limit(limit).getMany();
    return this.withWithdrawals(rows);
  }

  async findByKey(
    actorId: string,
    key: string,
  ): Promise<{ readonly evidence: Evidence; readonly bodyDigest: string } | undefined> {
    const row = await this.manager.findOneBy(EvidenceRow, { actorId, idempotencyKey: key });
    if (row === null) return undefined;
    const [evidence] = await this.withWithdrawals([row]);
    return evidence && { evidence, bodyDigest: row.bodyDigest };
  }

  async add(evidence: Evidence, mark: RequestMark): Promise<'inserted' | 'existing'> {
    const { file, by } = evidence;
    const row = {
      id: evidence.id,
      cycleId: evidence.cycleId,
      unitId: evidence.unitId,
      criterion: evidence.criterion,
      stage: evidence.stage ?? null,
      kind: evidence.kind,
      title: evidence.title,
      effectiveOn: evidence.effectiveOn,
      uploadedAt: new Date(evidence.uploadedAt),
      sha256: file?.sha256 ?? null,
      detectedType: file?.type ?? null,
      sizeBytes: file?.bytes ?? null,
      originalName: file?.name ?? null,
      storageKey: file?.storageKey ?? null,
      reference: evidence.reference ?? null,
      declaration: evidence.declaration ?? null,
      actorId: by.actorId,
      actorName: by.name,
      actorRole: by.role,
      ...mark,
    };
    const result = await this.manager
      .createQueryBuilder()
      .insert()
      .into(EvidenceRow)
      .values(row)
      .orIgnore()
      .returning('id')
      .execute();
    return (result.raw as unknown[]).length > 0 ? 'inserted' : 'existing';
  }

  async withdraw(evidenceId: string, { at, reason, by }: EvidenceWithdrawal): Promise<void> {
    await this.manager.insert(EvidenceWithdrawalRow, {
      evidenceId,
      reason,
      withdrawnAt: new Date(at),
      actorId: by.actorId,
      actorName: by.name,
    });
  }

  async claimBytes(cycleId: string, unitId: string): Promise<number> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `evidence-bytes/${cycleId}/${unitId}`,
    ]);
    const found = await this.manager
      .createQueryBuilder(EvidenceRow, 'e')
      .select('coalesce(sum(e.size_bytes), 0)', 'bytes')
      .where('e.cycle_id = :cycleId AND e.unit_id = :unitId', { cycleId, unitId })
      .getRawOne<{ bytes: string }>();
    return Number(found?.bytes ?? 0);
  }

  async namedKeys(storageKeys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.manager
      .createQueryBuilder(EvidenceRow, 'e')
      .select('e.storage_key', 'storageKey')
      .where('e.storage_key = ANY(:keys::text[])', { keys: [...storageKeys] })
      .getRawMany<{ storageKey: string }>();
    return new Set(rows.map(({ storageKey }) => storageKey));
  }

  filesOf(cycleId: string): Promise<readonly NamedEvidenceFile[]> {
    return this.manager
      .createQueryBuilder(EvidenceRow, 'e')
      .select('e.id', 'evidenceId')
      .addSelect('e.unit_id', 'unitId')
      .addSelect('e.storage_key', 'storageKey')
      .where('e.cycle_id = :cycleId AND e.storage_key IS NOT NULL', { cycleId })
      .orderBy('e.uploaded_at')
      .addOrderBy('e.id')
      .getRawMany<NamedEvidenceFile>();
  }

  private async withWithdrawals(rows: readonly EvidenceRow[]): Promise<readonly Evidence[]> {
    if (rows.length === 0) return [];
    const found = await this.manager
      .createQueryBuilder(EvidenceWithdrawalRow, 'w')
      .where('w.evidence_id = ANY(:ids::uuid[])', { ids: rows.map(({ id }) => id) })
      .getMany();
    const byId = new Map(found.map((each) => [each.evidenceId, each]));
    return rows.map((row) => toEvidence(row, byId.get(row.id)));
  }
}

function toEvidence(row: EvidenceRow, withdrawal: EvidenceWithdrawalRow | undefined): Evidence {
  const { sha256, detectedType, sizeBytes, originalName, storageKey } = row;
  const isWhole =
    sha256 !== null &&
    detectedType !== null &&
    sizeBytes !== null &&
    originalName !== null &&
    storageKey !== null;
  return {
    id: row.id,
    cycleId: row.cycleId,
    unitId: row.unitId,
    criterion: row.criterion,
    stage: row.stage ?? undefined,
    kind: row.kind,
    title: row.title,
    effectiveOn: row.effectiveOn,
    uploadedAt: row.uploadedAt.toISOString(),
    file: isWhole
      ? { sha256, type: detectedType, bytes: sizeBytes, name: originalName, storageKey }
      : undefined,
    reference: row.reference ?? undefined,
    declaration: row.declaration ?? undefined,
    by: { actorId: row.actorId, name: row.actorName, role: row.actorRole as ActorRole },
    withdrawn: withdrawal && {
      at: withdrawal.withdrawnAt.toISOString(),
      reason: withdrawal.reason,
      by: { actorId: withdrawal.actorId, name: withdrawal.actorName },
    },
  };
}
