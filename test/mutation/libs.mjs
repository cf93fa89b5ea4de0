/** Pure libs: their code has no state, so a mutant may be switched on and off in a process that stays. */
export const MUTATED_LIBS = [
  'access',
  'accounts',
  'certification',
  'registers',
  'reminders',
  'scoring',
  'tables',
  'unit-year',
];

/** The lib that a file belongs to; undefined where it is none of these. */
export const libOf = (file) => {
  const [, lib] = /(?:^|[\\/])libs[\\/]([^\\/]+)[\\/]/.exec(file) ?? [];
  return MUTATED_LIBS.includes(lib) ? lib : undefined;
};

/** The libs that patterns of files to be mutated name; all of them where a pattern names none. */
export function libsIn(patterns) {
  const named = patterns.map(libOf).filter((lib) => lib !== undefined);
  return named.length === 0 ? MUTATED_LIBS : MUTATED_LIBS.filter((lib) => named.includes(lib));
}
