/** Points as whole hundredths, in which sums are exact. */
export const hundredths = (points: number): number => Math.round(points * 100);

/** Hundredths as a Vietnamese reader writes points: `0,25`. */
export const pointsText = (inHundredths: number): string => String(inHundredths / 100).replace('.', ',');
