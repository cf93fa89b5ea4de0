import type { MailRelay } from '#libs/contracts';
import { cite, type PolicyPack, term } from '#libs/policy';
import type { Cycle } from '../cycles/cycles.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Office } from '../units/units.port.js';
import type { MailValue } from './outbox.port.js';

/** A rehearsal's mail never leaves the house; the adapter checks it again against the cycle. */
export const relayOf = (cycle: Pick<Cycle, 'clockKind'>): MailRelay =>
  cycle.clockKind === 'calendar' ? 'relay' : 'capture';

/** What every template about a subject asks for. */
export function commonParams(cycle: Cycle, pack: PolicyPack, unit: UnitYear): Record<string, string> {
  return { ...cycleParams(cycle, pack), unitId: unit.unitId, unitName: unit.unitName };
}

/** An office as templates name it; nothing where there is none, and empty what is not known of it. */
export function officeParams(office: Office | undefined): MailValue {
  if (office === undefined) return '';
  const { name, address = '', telephone = '', dutyOfficer = '', email = '' } = office;
  return { name, address, telephone, dutyOfficer, email };
}

/** The right to complain, for letters about what goes against a unit; nothing where the pack knows of none. */
export function appealParams(pack: PolicyPack): MailValue {
  const { appeal } = pack.certification;
  if (appeal === undefined) return '';
  return {
    days: String(appeal.withinDays),
    source: cite(pack, appeal.withinSrc ?? appeal.src),
    assumed: appeal.status === 'assumed' ? 'yes' : '',
  };
}

/** The same after an answer: what comes next stands elsewhere than the days of the first complaint. */
export function furtherAppealParams(pack: PolicyPack): MailValue {
  const { appeal } = pack.certification;
  return appeal === undefined
    ? ''
    : { source: cite(pack, appeal.src), assumed: appeal.status === 'assumed' ? 'yes' : '' };
}

/** What every template asks for: the year, and what it is about in the words of the pack's own document. */
export function cycleParams(cycle: Cycle, pack: PolicyPack): Record<string, string> {
  return {
    movement: `${term(pack, 'movement')} trong ${term(pack, 'units')}`,
    cycleId: cycle.id,
    year: String(cycle.year),
    rehearsal: cycle.clockKind === 'rehearsal' ? 'yes' : '',
  };
}
