import type { PolicyPack } from '../pack.schema.js';

/** What the documents lay upon the unit itself, for its own papers; what other bodies owe is no task of a unit. */
export const unitDuties = ({ duties }: Pick<PolicyPack, 'duties'>): PolicyPack['duties'] =>
  duties.filter(({ addressee }) => addressee === undefined || addressee === 'unit');
