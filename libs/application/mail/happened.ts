import { awardExclusion, cite, type PolicyPack } from '#libs/policy';
import type { Classification, Fact } from '#libs/unit-year';
import type { Command, Cycle, UnitYear } from '../ports/records.port.js';
import type { Rules } from '../rules/cycle-rules.js';

/** What happened to a subject by one command. */
export interface Happened {
  readonly cycle: Cycle;
  readonly rules: Rules;
  /** The year with the fact adopted. */
  readonly unit: UnitYear;
  readonly command: Command;
  readonly fact: Fact;
  /** Items that a dossier lacks. */
  readonly missing?: readonly string[] | undefined;
}

/** The class and what follows from it, as templates ask for it. */
export function classParams(
  pack: PolicyPack,
  classification: Classification | undefined,
): Readonly<
  Record<'className' | 'total' | 'assumed' | 'classSource' | 'exclusion' | 'exclusionSource', string>
> {
  if (classification === undefined)
    return { className: '', total: '', assumed: '', classSource: '', exclusion: '', exclusionSource: '' };
  const { classKey, total, excludedFromAwards } = classification;
  const band = pack.classes.find(({ key }) => key === classKey);
  const exclusion = excludedFromAwards ? awardExclusion(pack, classKey) : undefined;
  return {
    className: band?.name ?? classKey,
    total: String(total).replace('.', ','),
    assumed: band?.status === 'assumed' ? 'yes' : '',
    classSource: band === undefined || band.status === 'assumed' ? '' : cite(pack, band.src),
    exclusion: exclusion?.text ?? '',
    exclusionSource: exclusion === undefined ? '' : cite(pack, exclusion.src),
  };
}
