import { randomUUID } from 'node:crypto';
import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { checkEvidence, checkScan, type EvidenceFields, type NamedFile } from './check-evidence.js';
import type { Evidence } from './evidence.port.js';
import { evidenceDesk } from './evidence-desk.js';
import { type EvidenceQuota, requireRoom } from './evidence-quota.js';
import type { FileStorage } from './storage.port.js';

type Needs = Stores<
  | 'audit'
  | 'commands'
  | 'cycles'
  | 'evidence'
  | 'migrations'
  | 'now'
  | 'papers'
  | 'requests'
  | 'unitYears'
  | 'units'
>;

export interface EvidenceRequest {
  readonly cycleId: string;
  readonly unitId: string;
  readonly idempotencyKey: string;
  readonly fields: EvidenceFields;
  readonly file?: NamedFile;
}

/** Adds a piece of evidence: the file is durable under its key before the row speaks of it. */
export class AddEvidence {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly storage: FileStorage,
    private readonly rules: CycleRules,
    private readonly faults: FaultPoints,
    private readonly quota: EvidenceQuota,
  ) {}

  /**
   * Whether the account may add evidence to the unit, asked before anything of a file is read.
   *
   * @returns the most bytes that a file may have
   * @throws DomainError as `evidenceDesk`
   */
  admit(identity: Identity, cycleId: string, unitId: string): Promise<{ readonly maxBytes: number }> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { evidenceRules } = await evidenceDesk(records, this.rules, identity, cycleId, unitId);
      return { maxBytes: evidenceRules.maxBytes };
    });
  }

  /**
   * @throws DomainError as `evidenceDesk` and `checkEvidence`, EVIDENCE.QUOTA, IDEMPOTENCY.REUSED
   * @returns the evidence; the same again for a key that was used for the same
   */
  async execute(identity: Identity, request: EvidenceRequest): Promise<Evidence> {
    const { file } = request;
    let storageKey: string | undefined;
    try {
      return await this.unitOfWork.inTransaction(async (records) => {
        const judged = await this.judge(records, identity, request);
        if ('same' in judged) return judged.same;
        // The transaction may be run again; the file is kept once.
        if (file !== undefined) storageKey ??= await this.storage.keep(file.received);
        this.faults.hit('afterFileKept');
        return this.record(records, identity, request, judged, storageKey);
      });
    } finally {
      if (file !== undefined) await this.storage.discard(file.received);
    }
  }

  private async judge(
    records: Needs,
    identity: Identity,
    { cycleId, unitId, idempotencyKey, fields, file }: EvidenceRequest,
  ): Promise<{ readonly same: Evidence } | Judged> {
    const bodyDigest = requestDigest([cycleId, unitId, fields, file?.name, file?.received.sha256]);
    const desk = await evidenceDesk(records, this.rules, identity, cycleId, unitId);
    // Who sends the same at once waits here: a file that no row comes to name would lie in the storage for ever.
    await records.requests.claim({ actorId: identity.actorId, act: 'addEvidence', key: idempotencyKey });
    const earlier = await records.evidence.findByKey(identity.actorId, idempotencyKey);
    if (earlier !== undefined) {
      if (earlier.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
      return { same: earlier.evidence };
    }
    const { cycle, unit, pack, rules } = desk;
    const now = await records.now();
    const today = dateOf(cycle.clockAt ?? now);
    const steps = rules.graph.filter(({ act }) => act === 'submit' || act === 'decide').map(({ key }) => key);
    if (fields.stage !== undefined) checkScan(pack, steps, fields, file, today);
    const declaration =
      fields.stage === undefined
        ? checkEvidence(pack, { kind: unit.unitKind, year: cycle.year }, fields, file, today)
        : undefined;
    if (file !== undefined) await requireRoom(records, this.quota, { cycleId, unitId }, file);
    return { bodyDigest, uploadedAt: now, declaration, areaCode: unit.communeCode };
  }

  private async record(
    records: Needs,
    identity: Identity,
    { cycleId, unitId, idempotencyKey, fields, file }: EvidenceRequest,
    { bodyDigest, uploadedAt, declaration, areaCode }: Judged,
    storageKey: string | undefined,
  ): Promise<Evidence> {
    const { criterion = '', stage, title, effectiveOn, reference } = fields;
    const evidence: Evidence = {
      id: randomUUID(),
      cycleId,
      unitId,
      criterion,
      stage,
      kind: file === undefined ? 'reference' : 'file',
      title,
      effectiveOn,
      uploadedAt,
      file: fileOf(file, storageKey),
      reference,
      declaration,
      by: { actorId: identity.actorId, name: identity.name, role: identity.role },
    };
    if ((await records.evidence.add(evidence, { idempotencyKey, bodyDigest })) === 'existing') {
      const winner = await records.evidence.findByKey(identity.actorId, idempotencyKey);
      if (winner === undefined) throw new Error('evidence with this key was there and is gone');
      if (winner.bodyDigest !== bodyDigest) throw new DomainError('IDEMPOTENCY.REUSED');
      return winner.evidence;
    }
    await records.audit.append({
      cycleId,
      areaCode,
      actorId: identity.actorId,
      actorRole: identity.role,
      action: 'evidence.added',
      object: `${unitId}/${evidence.id}`,
      detail: { criterion, stage, effectiveOn, kind: evidence.kind, sha256: evidence.file?.sha256 },
    });
    return evidence;
  }
}

function fileOf(file: NamedFile | undefined, storageKey: string | undefined): Evidence['file'] {
  if (file === undefined || storageKey === undefined) return undefined;
  const { sha256, type = '', bytes } = file.received;
  return { sha256, type, bytes, name: file.name.normalize('NFC'), storageKey };
}

interface Judged {
  readonly bodyDigest: string;
  readonly uploadedAt: string;
  readonly declaration: string | undefined;
  readonly areaCode: string;
}
