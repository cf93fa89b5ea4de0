import type { ManagementLevel, PolicyPack } from './pack.types.js';

/** Every level that can manage a unit, the widest first. */
export const LEVELS = ['tinh', 'huyen', 'xa'] as const satisfies readonly ManagementLevel[];

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
export const levelsOf = ({ bodies }: Pick<PolicyPack, 'bodies'>): readonly ManagementLevel[] =>
  LEVELS.filter((level) => level !== 'huyen' || bodies.some((body) => body.level === level));
