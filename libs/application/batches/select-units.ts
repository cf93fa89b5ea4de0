import { isInScope } from '#libs/access';
import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { BatchSelection } from '#libs/contracts/http';
import { levelsOf } from '#libs/policy';
import { stageOf, standingOf } from '#libs/unit-year';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { AddressedYear } from '../reminders/reminders.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { BatchRequest } from './batches.port.js';
import { type NotDone, refusedBy } from './unit-plan.js';

type Needs = Stores<'cycles' | 'migrations' | 'reminders'>;

/** So many years are read at once; between pages other requests are answered. */
const PAGE = 200;

/** A chosen unit with its rules, or a code of the list that is none in the account's scope. */
export type Chosen =
  | { readonly unit: AddressedYear; readonly rules: Rules }
  | { readonly unknown: string; readonly why: NotDone };

/**
 * The units that a selection means, a page at a time in the order of their codes: those that are named, or all of the
 * cycle in the account's scope that meet its conditions. Offices that owe papers of their own are units of no selection.
 *
 * @param at the cycle's now, ISO 8601
 */
export async function* selectUnits(
  records: Needs,
  cycleRules: CycleRules,
  cycle: Cycle,
  { scope }: Identity,
  select: BatchSelection,
  at: string,
): AsyncGenerator<readonly Chosen[]> {
  const ruled = async (unit: AddressedYear) => ({ unit, rules: await cycleRules.of(records, cycle, unit) });
  if (select.units !== undefined) {
    const codes = [...new Set(select.units)].sort();
    for (let from = 0; from < codes.length; from += PAGE) {
      const page = codes.slice(from, from + PAGE);
      const years = new Map(
        (await records.reminders.subjects(cycle.id, page)).map((year) => [year.unitId, year]),
      );
      yield await Promise.all(
        page.map((code): Promise<Chosen> => {
          const unit = years.get(code);
          return unit !== undefined && unit.bodyKey === undefined && isInScope(scope, unit)
            ? ruled(unit)
            : Promise.resolve(unknown(code));
        }),
      );
    }
    return;
  }
  const { commune: communeCode, kind, stage, standing } = select;
  for (let afterId: string | undefined; ; ) {
    const years = await records.reminders.visible(cycle.id, scope, { communeCode, afterId, limit: PAGE });
    afterId = years.at(-1)?.unitId;
    if (afterId === undefined) return;
    const units = years.filter(
      ({ bodyKey, unitKind }) => bodyKey === undefined && (kind === undefined || unitKind === kind),
    );
    const all = await Promise.all(units.map(ruled));
    yield all.filter(({ unit, rules }) => {
      if (stage === undefined) return true;
      const asked = stageOf(rules.graph, stage);
      return asked !== undefined && standingOf(asked, unit.state, dateOf(at)) === standing;
    });
  }
}

/**
 * What is asked names stages and a commune that there are; else it would look as if they applied to nobody.
 *
 * @throws DomainError STAGE.UNKNOWN, AREA.UNKNOWN
 */
export async function requireKnown(
  records: Stores<'cycles' | 'migrations' | 'units'>,
  cycleRules: CycleRules,
  cycle: Cycle,
  { act, select }: Pick<BatchRequest, 'act' | 'select'>,
): Promise<void> {
  const { commune } = select;
  if (commune !== undefined && (await records.units.area(commune))?.kind !== 'xa') {
    throw new DomainError('AREA.UNKNOWN', { area: commune });
  }
  const asked = [act.kind === 'restart' ? act.from : act.stage, select.stage];
  const { pack } = await cycleRules.of(records, cycle, { managedBy: 'xa' });
  const ofLevels = await Promise.all(
    levelsOf(pack).map((managedBy) => cycleRules.of(records, cycle, { managedBy })),
  );
  const known = new Set(ofLevels.flatMap(({ graph }) => graph.map(({ key }) => key)));
  const stage = asked.find((key) => key !== undefined && !known.has(key));
  if (stage !== undefined) throw new DomainError('STAGE.UNKNOWN', { stage, known: [...known].join(', ') });
}

const unknown = (code: string): Chosen => ({
  unknown: code,
  why: refusedBy(new DomainError('UNIT.NOT_IN_SCOPE', { unit: code })),
});
