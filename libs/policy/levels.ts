/** Every level that can manage a unit, the widest first: the province, the district (until 30/6/2025), the commune. */
export const LEVELS = ['tinh', 'huyen', 'xa'] as const;

export type ManagementLevel = (typeof LEVELS)[number];

/** As they follow "cấp". */
export const LEVEL_NAMES: Readonly<Record<ManagementLevel, string>> = {
  tinh: 'tỉnh',
  huyen: 'huyện',
  xa: 'xã',
};

/**
 * The levels that units of a pack are managed at, the widest first: districts where the pack has bodies of theirs.
 * They were in force until 30/6/2025, so the packs from 2025 on have none and nothing of theirs is shown.
 */
export const levelsOf = ({
  bodies,
}: {
  readonly bodies: readonly { readonly level: string }[];
}): readonly ManagementLevel[] =>
  LEVELS.filter((level) => level !== 'huyen' || bodies.some((body) => body.level === level));
