import type { ActorRole } from '#libs/policy';

/** Which units an account may see and act on. */
export type Scope =
  | { readonly level: 'unit'; readonly unitId: string }
  | { readonly level: 'xa'; readonly communeCode: string }
  | { readonly level: 'tinh'; readonly provinceCode: string };

/** Who is asking, as the token row says. */
export interface Identity {
  readonly tokenId: string;
  readonly name: string;
  readonly role: ActorRole;
  readonly scope: Scope;
  readonly officeCode?: string | undefined;
  /** The one rehearsal in which the account sees and acts; nothing else exists for it. */
  readonly cycleId?: string | undefined;
}
