import { walk } from '../figures/walk.js';
import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';

export type SourceFaultCode = 'PACK.SOURCE_UNKNOWN' | 'PACK.ASSUMED_MISMATCH';

/** Every rule names a document that the pack has, and what no document says is assumed. */
export const checkSources = (pack: PolicyPack, report: Report<SourceFaultCode>): void =>
  walk(pack, ({ src, status, withinSrc }, path) => {
    if (typeof withinSrc === 'string' && !Object.hasOwn(pack.sources, withinSrc))
      report('PACK.SOURCE_UNKNOWN', path.join('.'), `Không có nguồn “${withinSrc}” trong bảng nguồn.`);
    if (typeof src !== 'string' || typeof status !== 'string') return;
    const place = path.join('.');
    if (!Object.hasOwn(pack.sources, src))
      report('PACK.SOURCE_UNKNOWN', place, `Không có nguồn “${src}” trong bảng nguồn.`);
    if (src === 'assumed' && status !== 'assumed') {
      report(
        'PACK.ASSUMED_MISMATCH',
        place,
        `Không có văn bản làm nguồn nên không thể mang trạng thái “${status}”.`,
      );
    }
  });
