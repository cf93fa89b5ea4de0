import type { Identity } from './identity.js';

/** Who acts, as histories and letters name them; a deputy with the head for whom they act. */
export const actingName = ({ name, deputyFor }: Pick<Identity, 'name' | 'deputyFor'>): string =>
  deputyFor === undefined ? name : `${name} (ký thay ${deputyFor})`;
