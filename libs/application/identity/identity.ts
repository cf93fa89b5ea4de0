import type { Account } from '#libs/access';

/** Who is asking, as the token row says. */
export interface Identity extends Account {
  readonly tokenId: string;
  readonly name: string;
  /** The one rehearsal in which the account sees and acts; nothing else exists for it. */
  readonly cycleId?: string;
}
