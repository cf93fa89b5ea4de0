/** One tag of a list (RFC 9110, 8.8.3): `"3"`, or `W/"3"` where it is weak. */
const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/;
const LIST = new RegExp(`^\\s*${TAG.source}(?:\\s*,\\s*${TAG.source})*\\s*$`);

export interface EntityTag {
  readonly isWeak: boolean;
  readonly value: string;
}

/** The tags of `If-Match` or `If-None-Match`; undefined where the header is no list of tags. `*` is none. */
export function entityTagsOf(header: string): readonly EntityTag[] | undefined {
  if (!LIST.test(header)) return undefined;
  return [...header.matchAll(new RegExp(TAG, 'g'))].map(([, weak, value = '']) => ({
    isWeak: weak !== undefined,
    value,
  }));
}

/**
 * Whether a header of conditions names the tag, or any by `*`.
 *
 * @param how `strong` for `If-Match`, which no weak tag ever meets; `weak` for `If-None-Match` (RFC 9110, 8.8.3.2)
 */
export function matchesAny(header: string, tag: string, how: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true;
  const [own] = entityTagsOf(tag) ?? [];
  return (entityTagsOf(header) ?? []).some(
    ({ isWeak, value }) => value === own?.value && (how === 'weak' || (!isWeak && !own.isWeak)),
  );
}
