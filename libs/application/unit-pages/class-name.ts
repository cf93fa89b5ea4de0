import type { PolicyPack } from '#libs/policy';

/** Name of a class by its key, as the pack has it. */
export function className(pack: PolicyPack, key: string): string {
  return pack.classes.find((each) => each.key === key)?.name ?? key;
}
