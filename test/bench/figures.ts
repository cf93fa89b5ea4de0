import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** One measured value; a bar says what it is held to, and whether it was met in this run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | '/s' | '%' | '×' | 'KiB' | '';
  readonly bar?: { readonly words: string; readonly met: boolean };
}

/**
 * Settings of an API that turns nobody away: a bench sends from few accounts, all at one address, what many people at
 * many places would, and measures how long it takes, not how much is let in.
 */
export const NO_LIMITS = {
  ANTQ_LIMIT_ACCOUNT: 'off',
  ANTQ_LIMIT_UPLOADS: 'off',
  ANTQ_LIMIT_EXPORTS: 'off',
  ANTQ_LIMIT_WRONG_TOKENS: 'off',
  ANTQ_LIMIT_WITHOUT_TOKEN: 'off',
} as const;

/** Adds to what `npm run bench` prints and keeps. */
export function measured(figures: readonly Figure[]): void {
  const file = process.env['ANTQ_BENCH'];
  if (file === undefined) throw new Error('a bench is run by `npm run bench`');
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Figure[]) : [];
  writeFileSync(file, JSON.stringify([...before, ...figures]));
}

/** The value below which this share (0 to 1) of the values lie, in tenths. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return Math.round(at * 10) / 10;
}

/** A bar that a value must not go over. */
export const atMost = (value: number, bar: number, unit: Figure['unit']): NonNullable<Figure['bar']> => ({
  words: `không quá ${bar} ${unit}`.trim(),
  met: value <= bar,
});

/** A bar that a value must come to. */
export const atLeast = (value: number, bar: number, unit: Figure['unit']): NonNullable<Figure['bar']> => ({
  words: `ít nhất ${bar} ${unit}`.trim(),
  met: value >= bar,
});
