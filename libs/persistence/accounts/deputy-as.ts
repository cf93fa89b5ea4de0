import type { DeputyAs } from '#libs/accounts';

/** The columns of a grant that say as what it lets act for a head. */
export interface DeputyColumns {
  readonly capacity: DeputyAs['capacity'] | null;
  readonly position: string | null;
}

/** Undefined where the grant is no deputy's. */
export const deputyAsOf = ({ capacity, position }: DeputyColumns): DeputyAs | undefined => {
  if (capacity === null) return undefined;
  return capacity === 'delegate' ? { capacity, position: position ?? '' } : { capacity };
};
