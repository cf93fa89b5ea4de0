/** The seed that `npm run drill` was given; 7 unless told otherwise. */
export const drillSeed = (): number => Number(process.env['ANTQ_DRILL_SEED'] ?? 7);
