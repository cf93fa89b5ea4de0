import { scopeCode } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { FreezeAnswer, FreezeDetailAnswer, Page } from '#libs/contracts/http';
import { isClassApart, type ManagementLevel } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import { levelRulesOf } from '../cycle-rules/cycle-days.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { reportTasksAt } from '../report-forms/report-texts.js';
import { reportContent } from '../reports/report-content.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { freezeAnswer } from './freeze-answer.js';
import { frozenChanges } from './frozen-changes.js';
import { freezesSeen, frozenReport } from './frozen-report.js';

type Needs = Stores<
  'cycles' | 'figures' | 'freezes' | 'migrations' | 'now' | 'papers' | 'registers' | 'units' | 'workingDays'
>;

/** Figures that were kept in a cycle, and what has changed since. Reads only. */
export class ReadFreezes {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.AREA_PAPER */
  async list(identity: Identity, cycleId: string): Promise<Page<FreezeAnswer>> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readFreezes', cycleId);
      const seen = await freezesSeen(records, identity, cycle);
      return { items: seen.map((freeze) => freezeAnswer(freeze, seen)) };
    });
  }

  /**
   * @param named code or id of the kept figures
   * @param commune of which of its communes they are shown; of the own area where none is named
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.AREA_PAPER, AREA.UNKNOWN, FREEZE.UNKNOWN
   */
  async show(
    identity: Identity,
    cycleId: string,
    named: string,
    commune: string | undefined,
  ): Promise<FreezeDetailAnswer> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readFreezes', cycleId);
      const { level, areaCode } = await areaOf(records, identity, cycle, commune);
      const seen = await freezesSeen(records, identity, cycle);
      const { freeze, content, isIntact } = await frozenReport(records, seen, named, areaCode);
      const levels = await levelRulesOf(records, this.rules, cycle);
      const paper = reportTasksAt(levels.tinh, level);
      const now = await reportContent(records, cycle, levels, paper, areaCode, await nowOf(records, cycle));
      const changes = frozenChanges(content, now, isClassApart(levels.tinh.stages));
      return {
        ...freezeAnswer(freeze, seen),
        ...{ isIntact, figures: content.figures, now: now.figures, changes },
      };
    });
  }
}

/**
 * The own area, or a commune of it.
 *
 * @throws DomainError AREA.UNKNOWN
 */
async function areaOf(
  records: Needs,
  { scope }: Identity,
  { provinceCode }: { readonly provinceCode: string },
  commune: string | undefined,
): Promise<{ readonly level: ManagementLevel; readonly areaCode: string }> {
  const own = scopeCode(scope);
  const level = scope.level === 'xa' || scope.level === 'huyen' ? scope.level : 'tinh';
  if (commune === undefined || commune === own) return { level, areaCode: own };
  const known = (await records.units.communes(provinceCode)).find(({ code }) => code === commune);
  const isWithin = level === 'tinh' || (level === 'huyen' && known?.districtCode === own);
  if (known === undefined || !isWithin) throw new DomainError('AREA.UNKNOWN', { area: commune });
  return { level: 'xa', areaCode: commune };
}
