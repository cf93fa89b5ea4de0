import type { CycleAnswer } from '#libs/contracts/http';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import { readingAs } from '../identity/sight.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Cycle } from './cycles.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'now'>;

/** Tells one cycle as lists show it, without a look at its stages. */
export class CycleSummary {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'areaName' | 'cycleUnits'>,
    private readonly rules: CycleRules,
  ) {}

  async of(cycle: Cycle): Promise<CycleAnswer> {
    const { pack, now } = await this.unitOfWork.inTransaction(async (records) => ({
      pack: await this.rules.packOf(records, cycle),
      now: await nowOf(records, cycle),
    }));
    // How many units a province has is told to all of it.
    const whole = { level: 'cycle', cycleId: cycle.id } as const;
    const units = await readingAs(whole, () => this.readModel.cycleUnits(cycle.id));
    return {
      id: cycle.id,
      provinceCode: cycle.provinceCode,
      provinceName: await this.readModel.areaName(cycle.provinceCode),
      year: cycle.year,
      clockKind: cycle.clockKind,
      label: cycle.label,
      now,
      policy: { id: pack.id, title: pack.title, hash: cycle.packHash },
      state: cycle.state,
      createdAt: cycle.createdAt,
      openedAt: cycle.openedAt,
      units: { total: cycle.unitsTotal, ...units },
    };
  }
}
