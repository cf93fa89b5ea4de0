/**
 * Points are plain numbers with at most two decimals at the edges and integer hundredths inside, so that sums,
 * caps and comparisons are exact.
 */

/** Hundredths of `points`; `undefined` where it is not finite or has more than two decimals. */
export function tryHundredths(points: number): number | undefined {
  if (!Number.isFinite(points)) return undefined;
  const hundredths = Math.round(points * 100);
  if (!Number.isSafeInteger(hundredths)) return undefined;
  // `+ 0` turns -0 into 0. The division gives back the nearest double, which is what a two-decimal literal is.
  return hundredths / 100 === points ? hundredths + 0 : undefined;
}

/**
 * Hundredths of `points`.
 * @throws RangeError where the number is not finite or has more than two decimals
 */
export function toHundredths(points: number): number {
  const hundredths = tryHundredths(points);
  if (hundredths === undefined)
    throw new RangeError(`not a number of points with at most two decimals: ${points}`);
  return hundredths;
}

/** Points (a number with at most two decimals) from integer hundredths. */
export function fromHundredths(hundredths: number): number {
  return hundredths / 100;
}

/**
 * Reads points as people type them: `2.5`, `"2.5"`, `"2,5"`, `" 3 "`. At most two decimals.
 * A negative number is read as it stands, so that the check of the sheet can name it.
 * @returns the points, or `undefined` where the text is not such a number
 */
export function parsePoints(value: string | number): number | undefined {
  if (typeof value === 'number') {
    const hundredths = tryHundredths(value);
    return hundredths === undefined ? undefined : fromHundredths(hundredths);
  }
  const text = value.normalize('NFC').trim();
  const match = /^(-?)(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '0', decimals = ''] = match;
  const hundredths = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return fromHundredths(sign === '-' ? 0 - hundredths : hundredths);
}

/** Points as people read them: decimal comma, no trailing zeros (`2,5`, `69,25`, `50`). */
export function formatPoints(points: number): string {
  return String(fromHundredths(toHundredths(points))).replace('.', ',');
}
