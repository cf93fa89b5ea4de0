import type { Identity } from './identity.js';

/** Who acts, as histories and letters name them; a deputy with the head for whom they act, and as what. */
export function actingName({
  name,
  deputyFor,
  deputyAs,
}: Pick<Identity, 'deputyAs' | 'deputyFor' | 'name'>): string {
  if (deputyFor === undefined) return name;
  return `${name} (${deputyAs?.capacity === 'delegate' ? 'thừa ủy quyền' : 'ký thay'} ${deputyFor})`;
}
