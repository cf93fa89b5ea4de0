import type { Evidence } from '#libs/application';
import { roleName } from '#libs/contracts';
import { type EvidenceAnswer } from '#libs/contracts/http';

/** Evidence as people read it: never where it lies in the storage. */
export function evidenceAnswer(evidence: Evidence): EvidenceAnswer {
  const { file, by, withdrawn } = evidence;
  return {
    id: evidence.id,
    cycleId: evidence.cycleId,
    unitId: evidence.unitId,
    criterion: evidence.criterion,
    stage: evidence.stage,
    kind: evidence.kind,
    title: evidence.title,
    effectiveOn: evidence.effectiveOn,
    uploadedAt: evidence.uploadedAt,
    file: file && { name: file.name, type: file.type, bytes: file.bytes, sha256: file.sha256 },
    reference: evidence.reference,
    declaration: evidence.declaration,
    byName: by.name,
    byRole: roleName(by.role),
    withdrawn: withdrawn && { at: withdrawn.at, reason: withdrawn.reason, byName: withdrawn.by.name },
  };
}
