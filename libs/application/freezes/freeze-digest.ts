import { requestDigest } from '../transaction/request-digest.js';
import type { FigureFreeze, FreezePart } from './freezes.port.js';

type Named = Pick<FigureFreeze, 'cycleId' | 'areaCode' | 'name' | 'at'>;

/** What was counted as it is read again: what is absent stays absent. */
export const asKept = <T>(content: T): T => JSON.parse(JSON.stringify(content)) as T;

export const partDigest = ({ areaCode, content }: Pick<FreezePart, 'areaCode' | 'content'>): string =>
  requestDigest([areaCode, content]);

/** The digest of the whole: another name, instant, area or content is another digest. */
export const freezeDigest = (
  { cycleId, areaCode, name, at }: Named,
  parts: readonly Pick<FreezePart, 'areaCode' | 'digest'>[],
): string => {
  const sorted = parts
    .map((part) => [part.areaCode, part.digest])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return requestDigest([cycleId, areaCode, name, at, sorted]);
};

/** Whether what is read of kept figures, all parts of them, is what was kept. */
export const isAsKept = (
  freeze: Named & { readonly digest: string },
  parts: readonly FreezePart[],
): boolean => parts.every(isPartAsKept) && freezeDigest(freeze, parts) === freeze.digest;

/** The same of one part. */
export const isPartAsKept = (part: FreezePart): boolean => partDigest(part) === part.digest;

/** As papers cite it: `4f0c-91ab`. */
export const codeOf = ({ digest }: Pick<FigureFreeze, 'digest'>): string =>
  `${digest.slice(0, 4)}-${digest.slice(4, 8)}`;
