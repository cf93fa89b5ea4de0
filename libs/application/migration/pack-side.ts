import { assessmentWindowOf, LEVELS, levelsOf } from '#libs/policy';
import type { MigrationSide, Place } from '#libs/unit-year';
import type { LevelRules } from '../cycle-rules/cycle-days.js';
import { type Rules, rulesForKind, type Subject, workOut } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { officesActingAt } from '../mail/addressee.js';
import type { Stores } from '../transaction/records.port.js';
import type { SubjectKind, UnitYear } from '../unit-years/unit-years.port.js';

type Needs = Stores<'now' | 'units'>;

type Named = Pick<UnitYear, 'unitName' | 'unitKind' | 'state'>;
type Acting = Awaited<ReturnType<typeof officesActingAt>>;

/** A cycle under one pack, as a migration compares it; the offices of its area are read once. */
export class PackSide {
  private constructor(
    readonly levels: LevelRules,
    private readonly year: number,
    private readonly acting: ReadonlyMap<string, Acting>,
  ) {}

  /** @param at an instant at which the offices act */
  static async open(
    records: Needs,
    cycle: Pick<Cycle, 'provinceCode' | 'communes' | 'year'>,
    levels: LevelRules,
    at: string,
  ): Promise<PackSide> {
    const acting = new Map<string, Acting>();
    for (const { key } of levels.tinh.graph) {
      acting.set(key, await officesActingAt(records, { ...cycle, clockAt: at }, levels, key));
    }
    return new PackSide(levels, cycle.year, acting);
  }

  /** A subject at a place under this pack, by the rules of its kind. */
  of(subject: Named, place: Place, { graph }: Pick<Rules, 'graph'>): MigrationSide {
    const isUnit = place.bodyKey === undefined;
    return {
      ...place,
      graph,
      levels: levelsOf(this.levels.tinh.pack),
      window: this.windowOf(subject.unitKind),
      offices: Object.fromEntries(
        graph.flatMap(({ key, receiver }): [string, string][] => {
          const name = isUnit
            ? this.acting.get(key)?.({ ...subject, ...place })?.name
            : this.levels.tinh.pack.bodies.find((body) => body.key === receiver)?.name;
          return name === undefined ? [] : [[key, name]];
        }),
      ),
    };
  }

  /** An office is not assessed, so no window is its own. */
  private windowOf(kind: SubjectKind): MigrationSide['window'] {
    if (kind === 'body') return { from: '', to: '' };
    const { from, to } = assessmentWindowOf(this.levels.tinh.pack, kind, this.year);
    return { from, to };
  }

  /** The rules of a kind of subject without any amendment. */
  rulesOf({ managedBy, bodyKey, unitKind }: Subject): Rules {
    const units = this.levels[managedBy];
    if (bodyKey !== undefined) return workOut(units.pack, this.year, { managedBy, bodyKey });
    return unitKind === undefined ? units : rulesForKind(units, unitKind);
  }

  /** Keys of every stage that somebody acts at, of units and of offices. */
  stageKeys(): readonly string[] {
    return LEVELS.flatMap((level) =>
      this.levels[level].stages
        .filter(({ kind, act }) => kind === 'unit' || (kind === 'area' && act !== 'none'))
        .map(({ key }) => key),
    );
  }
}
