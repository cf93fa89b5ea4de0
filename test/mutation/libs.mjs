/** Pure libs: their code has no state, so a mutant may be switched on and off in a process that stays. */
export const MUTATED_LIBS = [
  'access',
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
