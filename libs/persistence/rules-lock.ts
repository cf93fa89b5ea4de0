/** Name of the advisory lock of a cycle's rules: held shared by whoever decides under them, alone by whoever changes them. */
export const rulesLockOf = (cycleId: string): string => `rules/${cycleId}`;

/** SQL that holds the rules shared until the transaction ends. @param name placeholder of `rulesLockOf(cycleId)` */
export const holdingRules = (name: string): string =>
  `SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`;
