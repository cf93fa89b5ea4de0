import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scope } from '#libs/access';

/** Rows of one whole cycle: what is shared by all who watch it, and is narrowed for each before it is told. */
export interface WholeCycle {
  readonly level: 'cycle';
  readonly cycleId: string;
}

/** What the database shows to a read: what lies in the scope of who asks, or one whole cycle. */
export type Sight = Scope | WholeCycle;

const present = new AsyncLocalStorage<Sight>();

/** Does the work with that sight: whatever it reads, PostgreSQL shows it no other rows. */
export const readingAs = <T>(sight: Sight, work: () => T): T => present.run(sight, work);

/** The sight of the work under way; undefined outside of any, where nothing is seen. */
export const presentSight = (): Sight | undefined => present.getStore();
