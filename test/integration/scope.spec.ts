import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isInScope, type Scope } from '#libs/access';
import type { Records } from '#libs/application';
import { PostgresCertificationModel, PostgresReadModel, PostgresWatchModel } from '#libs/persistence';
import { openPlacedUnits, REGISTER, SCOPES, STAGE, UNITS } from '../support/placed-units.js';
import type { SmallCycle, SmallProvince } from '../support/small-cycle.js';

let province: SmallProvince;
let cycle: SmallCycle;

beforeAll(async () => {
  ({ province, cycle } = await openPlacedUnits());
}, 120_000);

afterAll(() => province?.dispose());

const within = <T>(work: (records: Records) => Promise<T>): Promise<T> =>
  province.unitOfWork.inTransaction(work);
const idsOf = (rows: readonly { readonly unitId?: string }[]) =>
  rows.map(({ unitId }) => unitId ?? '').sort();
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);
const page = { limit: 100 };

/** Readers that name units. */
const LISTS: Readonly<Record<string, (scope: Scope) => Promise<readonly string[]>>> = {
  units: async (scope) => {
    const units = await new PostgresReadModel(province.source).units(scope, page);
    return units.map(({ id }) => id).sort();
  },
  'years of units': async (scope) =>
    idsOf(await new PostgresReadModel(province.source).unitYears(cycle.id, scope, page)),
  messages: async (scope) => idsOf(await new PostgresReadModel(province.source).messages(scope, page)),
  results: async (scope) =>
    idsOf(await new PostgresCertificationModel(province.source).results(cycle.id, scope, page)),
  'entries of a register': async (scope) =>
    idsOf(
      await within((records) =>
        records.registers.page(cycle.id, scope, { ...page, register: REGISTER.key, state: 'all' }),
      ),
    ),
  // Offices are reminded too; they lie in scopes as units do, and are left out here.
  'those who are reminded': async (scope) => {
    const years = await within((records) => records.reminders.visible(cycle.id, scope, page));
    return idsOf(years.filter(({ bodyKey }) => bodyKey === undefined));
  },
  'units of the targets': async (scope) =>
    idsOf(await within((records) => records.figures.targetUnits(cycle.id, 'registration', { scope }))),
};

/** After everything that happens in this spec. */
const LAST_DAY = '2027-12-31';

/** Readers that count units; those over the counters tell a unit's account nothing, as they hold whole communes. */
const COUNTS: Readonly<Record<string, { readonly counters: boolean; of(scope: Scope): Promise<number> }>> = {
  'counters of a cycle': {
    counters: true,
    of: async (scope) => {
      const cells = await new PostgresReadModel(province.source).counters(cycle.id, scope);
      return sumOf(
        cells.filter(({ stage, unitKind }) => stage === STAGE && unitKind !== 'body').map(({ n }) => n),
      );
    },
  },
  board: {
    counters: true,
    of: async (scope) => {
      const cells = await new PostgresWatchModel(province.source).boardCountsOn(
        cycle.id,
        scope,
        {},
        LAST_DAY,
      );
      return sumOf(cells.filter(({ stage, isBody }) => stage === STAGE && !isBody).map(({ n }) => n));
    },
  },
  'days that are open': {
    counters: true,
    of: async (scope) => {
      const days = await within((records) => records.reminders.openDays(cycle.id, scope));
      return sumOf(days.filter(({ stage }) => stage === 'dossier').map(({ subjects }) => subjects));
    },
  },
  registrations: {
    counters: false,
    of: async (scope) => {
      const rows = await new PostgresCertificationModel(province.source).registrations(
        cycle.id,
        scope,
        'registration',
      );
      return sumOf(rows.map(({ units }) => units));
    },
  },
  'counts of a register': {
    counters: false,
    of: async (scope) => {
      const rows = await within((records) => records.registers.counts(cycle.id, scope, [REGISTER]));
      return sumOf(rows.map(({ units }) => units));
    },
  },
};

describe('the one predicate of scope', () => {
  const seenBy = (scope: Scope) => UNITS.filter((unit) => isInScope(scope, unit)).map(({ unitId }) => unitId);

  it('is asked about scopes that see all, some, one and none', () => {
    expect(new Set(SCOPES.map((scope) => seenBy(scope).length))).toEqual(new Set([0, 1, 2, 4]));
  });

  it.each(Object.keys(LISTS))('shows of %s what lies in the scope, and nothing else', async (name) => {
    for (const scope of SCOPES) {
      expect([scope, await LISTS[name]?.(scope)]).toEqual([scope, seenBy(scope)]);
    }
  });

  it.each(Object.keys(COUNTS))('counts in the %s what lies in the scope, and nothing else', async (name) => {
    for (const scope of SCOPES) {
      const isBlind = COUNTS[name]?.counters === true && scope.level === 'unit';
      expect([scope, await COUNTS[name]?.of(scope)]).toEqual([scope, isBlind ? 0 : seenBy(scope).length]);
    }
  });
});
