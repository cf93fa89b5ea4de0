import type { AuditVerifyAnswer } from '#libs/contracts';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { AuditLine } from './audit-line.port.js';
import { detailDigest, FIRST_PREV_HASH, sealOf } from './seal.js';

const PAGE = 1_000;

/** Walks every chain of a cycle and names the first row of each that does not fit: edited, missing, or out of order. */
export class VerifyAudit {
  constructor(private readonly readModel: ReadModel) {}

  /** @param only code of the area whose chain alone is walked */
  async execute(cycleId: string, only?: string): Promise<AuditVerifyAnswer> {
    // Read first: rows that are added while the chains are walked come after these heads and are no fault.
    const known = (await this.readModel.auditHeads(cycleId)).filter(
      ({ areaCode }) => only === undefined || areaCode === only,
    );
    const heads = new Map(known.map((head) => [head.areaCode, head]));
    const reached = new Map<string, string>();
    const chains = new Map<string, { seq: number; hash: string }>();
    const broken = new Map<string, { areaCode: string; seq: number; fault: string }>();
    let rows = 0;
    let last: AuditLine | undefined;
    for (;;) {
      const read = await this.readModel.auditRows(
        cycleId,
        last?.areaCode ?? only ?? '',
        last?.seq ?? 0,
        PAGE,
      );
      const page = read.filter(({ areaCode }) => only === undefined || areaCode === only);
      for (const row of page) {
        rows += 1;
        const before = chains.get(row.areaCode) ?? { seq: 0, hash: FIRST_PREV_HASH };
        const fault = faultOf(row, before);
        if (fault !== undefined && !broken.has(row.areaCode)) {
          broken.set(row.areaCode, { areaCode: row.areaCode, seq: row.seq, fault });
        }
        chains.set(row.areaCode, { seq: row.seq, hash: row.hash });
        if (heads.get(row.areaCode)?.seq === row.seq) reached.set(row.areaCode, row.hash);
      }
      last = page.at(-1);
      if (last === undefined) break;
    }
    for (const head of heads.values()) {
      if (reached.get(head.areaCode) === head.hash || broken.has(head.areaCode)) continue;
      const fault = 'chuỗi kết thúc không khớp với dòng cuối đã ghi (dòng cuối bị xóa hoặc sửa)';
      broken.set(head.areaCode, { areaCode: head.areaCode, seq: head.seq, fault });
    }
    return { cycleId, ok: broken.size === 0, chains: chains.size, rows, broken: [...broken.values()] };
  }
}

function faultOf(
  row: AuditLine,
  before: { readonly seq: number; readonly hash: string },
): string | undefined {
  if (row.seq !== before.seq + 1) return `thiếu dòng ${before.seq + 1}`;
  if (row.prevHash !== before.hash) return 'không nối với dòng trước';
  if (sealOf(row) !== row.hash) return 'nội dung dòng đã bị sửa';
  if (
    row.salt !== undefined &&
    row.detail !== undefined &&
    detailDigest(row.salt, row.detail) !== row.digest
  ) {
    return 'chi tiết của dòng đã bị sửa';
  }
  return undefined;
}
