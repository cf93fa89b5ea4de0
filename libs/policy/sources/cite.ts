import { formatOfficialDay } from '#libs/calendar';
import type { PolicyPack } from '../pack.schema.js';
import { PolicyError } from '../policy.error.js';

/** The source in words: `Kế hoạch 33/KH-UBND ngày 21/8/2025, đoạn kết`. Throws `POLICY.UNKNOWN_SOURCE`. */
export const cite = (pack: PolicyPack, src: string): string => {
  const source = Object.hasOwn(pack.sources, src) ? pack.sources[src] : undefined;
  if (!source)
    throw new PolicyError('POLICY.UNKNOWN_SOURCE', { pack: pack.id, source: src }, `sources.${src}`);
  const dated =
    source.date === undefined ? source.document : `${source.document} ngày ${formatOfficialDay(source.date)}`;
  return source.place === undefined ? dated : `${dated}, ${source.place}`;
};
