import { cite } from '#libs/policy';
import type { Classification, Fact } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { exclusionIn } from '../judging/exclusion-in.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Command } from './commands.port.js';

/** What happened to a subject by one command. */
export interface Happened {
  readonly cycle: Cycle;
  readonly rules: Rules;
  /** The year with the fact adopted. */
  readonly unit: UnitYear;
  readonly command: Command;
  readonly fact: Fact;
  /** Items that a dossier lacks. */
  readonly missing?: readonly string[];
}

/** The class and what follows from the result as it stands now, as templates ask for it. */
export function resultParams(
  { cycle, rules: { pack }, unit }: Pick<Happened, 'cycle' | 'rules' | 'unit'>,
  classification: Classification | undefined,
): Readonly<
  Record<'className' | 'total' | 'assumed' | 'classSource' | 'exclusion' | 'exclusionSource', string>
> {
  const stands = exclusionIn(pack, unit.state, cycle);
  const exclusion = stands?.effect === 'overridden' ? undefined : stands;
  const band = pack.classes.find(({ key }) => key === classification?.classKey);
  return {
    className: classification === undefined ? '' : (band?.name ?? classification.classKey),
    total: classification === undefined ? '' : String(classification.total).replace('.', ','),
    assumed: band?.status === 'assumed' ? 'yes' : '',
    classSource: band === undefined || band.status === 'assumed' ? '' : cite(pack, band.src),
    exclusion:
      exclusion === undefined
        ? ''
        : `${exclusion.effect === 'proposed' ? 'Đề xuất' : 'Hệ quả'}: ${exclusion.text}`,
    exclusionSource:
      exclusion === undefined
        ? ''
        : exclusion.status === 'assumed'
          ? 'giả định, chưa có văn bản'
          : cite(pack, exclusion.src),
  };
}
