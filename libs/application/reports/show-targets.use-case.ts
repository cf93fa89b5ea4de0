import type { TargetsAnswer } from '#libs/contracts';
import { stageSetFor, stageWithRole } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { TargetUnit } from './figures.port.js';
import { targetMeters } from './target-meters.js';

type Needs = Stores<'cycles' | 'figures' | 'migrations' | 'now' | 'units'>;

export interface TargetsRequest {
  readonly by?: 'commune' | 'unit';
  readonly communeCode?: string;
  /** Of the parts by unit: the code of the last unit of the page before. */
  readonly afterId?: string;
  readonly limit: number;
}

/** Where the targets of a cycle's pack stand, counted from what is recorded. Reads only. */
export class ShowTargets {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.UNIT_ACCOUNT */
  async execute(identity: Identity, cycleId: string, request: TargetsRequest): Promise<TargetsAnswer> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readTargets', cycleId);
      const pack = await this.rules.packOf(records, cycle);
      const { scope } = identity;
      const registration = stageWithRole(stageSetFor(pack, cycle.year).stages, 'registration');
      const seen = await records.figures.targetUnits(cycleId, registration?.key, { scope });
      const wanted = seen.filter(
        ({ communeCode }) => request.communeCode === undefined || communeCode === request.communeCode,
      );
      const inside = wanted.filter(({ standing }) => standing === 'inside');
      const after = inside.filter(({ unitId }) => unitId > (request.afterId ?? ''));
      const page = request.by === 'unit' ? after.slice(0, request.limit) : [];
      const parts = request.by === 'commune' ? byCommune(inside) : page.map((unit) => partOf(unit));
      return {
        cycleId,
        now: await nowOf(records, cycle),
        units: inside.length,
        outside: wanted.length - inside.length,
        meters: targetMeters(pack, inside),
        parts:
          request.by === undefined
            ? undefined
            : parts.map(({ code, name, units }) => ({
                code,
                name,
                units: units.length,
                meters: targetMeters(pack, units),
              })),
        next: page.length < after.length ? page.at(-1)?.unitId : undefined,
      };
    });
  }
}

interface Part {
  readonly code: string;
  readonly name: string;
  readonly units: TargetUnit[];
}

const partOf = (unit: TargetUnit): Part => ({ code: unit.unitId, name: unit.unitName, units: [unit] });

function byCommune(units: readonly TargetUnit[]): readonly Part[] {
  const parts = new Map<string, Part>();
  for (const unit of units) {
    const { communeCode: code, communeName: name } = unit;
    const part = parts.get(code) ?? { code, name, units: [] };
    part.units.push(unit);
    parts.set(code, part);
  }
  return [...parts.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}
