import type { PageAfter } from '../read-model/page.port.js';

/** A page of a list that may be narrowed to one commune. */
export interface CommunePage extends PageAfter {
  readonly communeCode?: string;
}
