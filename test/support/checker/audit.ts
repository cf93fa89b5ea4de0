import { createHash } from 'node:crypto';
import { groupBy } from './snapshot.js';
import type { Report, Snapshot } from './types.js';

const hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** I5: every chain is gapless, each row seals its contents and the row before, and the head is the last row. */
export function checkAudit(data: Snapshot, report: Report): void {
  const chainOf = (row: { readonly cycle_id: string; readonly area_code: string }): string =>
    `${row.cycle_id}/${row.area_code}`;
  const chains = groupBy(data.audit, chainOf);
  const heads = new Map(data.heads.map((head) => [chainOf(head), head]));
  for (const [chain, rows] of chains) {
    let before = { seq: 0, hash: '0'.repeat(64) };
    for (const row of rows) {
      const place = `${chain}/${row.seq}`;
      if (row.seq !== before.seq + 1) report('I5', place, `row ${before.seq + 1} of the chain is missing`);
      if (row.prev_hash !== before.hash) report('I5', place, 'the row does not follow the one before it');
      const sealed = [
        row.cycle_id,
        row.area_code,
        row.seq,
        row.at.toISOString(),
        row.actor_id,
        row.actor_role,
        row.action,
        row.object,
        row.digest,
        row.prev_hash,
      ];
      if (hex(JSON.stringify(sealed)) !== row.hash)
        report('I5', place, 'the row is not what its hash was taken of');
      if (row.salt !== null && row.detail !== null && hex(row.salt + row.detail) !== row.digest) {
        report('I5', place, 'the detail is not what its digest was taken of');
      }
      before = { seq: row.seq, hash: row.hash };
    }
    const head = heads.get(chain);
    if (head?.seq !== before.seq || head.hash !== before.hash) {
      report('I5', chain, `the head stands at row ${head?.seq ?? 0}, the chain ends at row ${before.seq}`);
    }
  }
  for (const [chain, head] of heads) {
    if (!chains.has(chain) && head.seq > 0)
      report('I5', chain, `the head stands at row ${head.seq}, no row is there`);
  }
}
