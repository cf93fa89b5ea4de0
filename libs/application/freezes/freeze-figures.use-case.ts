import { randomUUID } from 'node:crypto';
import { scopeCode } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { FreezeBody, FreezeMadeAnswer } from '#libs/contracts/http';
import type { ManagementLevel } from '#libs/policy';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import { levelRulesOf } from '../cycle-rules/cycle-days.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { reportTasksAt } from '../report-forms/report-texts.js';
import type { ReportContent } from '../reports/figures.port.js';
import { reportContent } from '../reports/report-content.js';
import { nowOf } from '../transaction/now-of.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { freezeAnswer } from './freeze-answer.js';
import { asKept, codeOf, freezeDigest, partDigest } from './freeze-digest.js';
import type { FigureFreeze, FreezePart } from './freezes.port.js';
import { latestOf } from './frozen-report.js';

type Needs = Stores<
  | 'audit'
  | 'cycles'
  | 'figures'
  | 'freezes'
  | 'migrations'
  | 'now'
  | 'papers'
  | 'registers'
  | 'requests'
  | 'units'
  | 'workingDays'
>;

export interface FreezeRequest {
  readonly cycleId: string;
  readonly idempotencyKey: string;
  readonly body: FreezeBody;
}

/** What was counted of the own area at one instant, in one unchanging view of everything. */
interface Counted {
  /** The cycle's now. */
  readonly at: string;
  readonly parts: readonly FreezePart[];
  readonly own: ReportContent;
}

/**
 * Keeps the figures of the own area as they stand (chốt số liệu), so that report, annex and pages can cite one instant while
 * the year goes on. What was kept is never changed: a later one of the same name supersedes it and says why.
 */
export class FreezeFigures {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE, AREA.UNKNOWN, FREEZE.NEEDS_REASON, FREEZE.NOTHING_BEFORE,
   *   IDEMPOTENCY.REUSED
   */
  async execute(identity: Identity, request: FreezeRequest, dryRun: boolean): Promise<FreezeMadeAnswer> {
    const { cycleId, idempotencyKey, body } = request;
    const counted = await this.unitOfWork.inSnapshot((records) => this.count(records, identity, cycleId));
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'freezeFigures', cycle.provinceCode);
      const keyed = { act: 'freezeFigures', key: idempotencyKey, content: [cycleId, body], dryRun };
      return onceByKey(records, identity, keyed, () =>
        this.keep(records, identity, cycle, counted, body, dryRun),
      );
    });
  }

  private async count(records: Needs, identity: Identity, cycleId: string): Promise<Counted> {
    const cycle = await visibleCycle(records, identity, cycleId);
    requireInProvince(identity, 'freezeFigures', cycle.provinceCode);
    const levels = await levelRulesOf(records, this.rules, cycle);
    const at = await nowOf(records, cycle);
    const contentOf = async (level: ManagementLevel, area: string) =>
      asKept(await reportContent(records, cycle, levels, reportTasksAt(levels.tinh, level), area, at));
    const partOf = (areaCode: string, content: ReportContent): FreezePart => ({
      ...{ areaCode, content, digest: partDigest({ areaCode, content }) },
    });
    const area = scopeCode(identity.scope);
    const communes = await communesWithin(records, identity, cycle);
    if (identity.scope.level === 'xa') {
      const own = await contentOf('xa', area);
      return { at, own, parts: [partOf(area, own)] };
    }
    const own = await contentOf(identity.scope.level === 'huyen' ? 'huyen' : 'tinh', area);
    // The units stand once, each with its commune.
    const parts = [partOf(area, { ...own, units: [] })];
    for (const code of communes) parts.push(partOf(code, await contentOf('xa', code)));
    return { at, own, parts };
  }

  private async keep(
    records: Needs,
    identity: Identity,
    cycle: Cycle,
    { at, own, parts }: Counted,
    { name, reason }: FreezeBody,
    dryRun: boolean,
  ): Promise<FreezeMadeAnswer> {
    const areaCode = scopeCode(identity.scope);
    await records.freezes.lock(cycle.id, areaCode);
    const known = await records.freezes.list(cycle.id, [areaCode]);
    const earlier = latestOf(
      known.filter((each) => each.name === name),
      areaCode,
    );
    if (earlier === undefined && reason !== undefined)
      throw new DomainError('FREEZE.NOTHING_BEFORE', { name });
    const supersedes = earlier && codeOf(earlier);
    if (supersedes !== undefined && reason === undefined && !dryRun)
      throw new DomainError('FREEZE.NEEDS_REASON', { name, code: supersedes });
    const answer = { dryRun, supersedes, figures: own.figures };
    if (dryRun) return answer;
    const named = { cycleId: cycle.id, areaCode, name, at };
    const freeze = {
      ...named,
      id: randomUUID(),
      digest: freezeDigest(named, parts),
      supersedes: earlier?.id,
      reason,
      actorId: identity.actorId,
      actorName: identity.name,
      officeCode: identity.officeCode,
      recordedAt: await records.now(),
    };
    await records.freezes.insert(freeze, parts);
    await noteIn(records, identity, freeze);
    const areaName = (await records.units.areaNames([areaCode])).get(areaCode) ?? areaCode;
    return { ...answer, freeze: freezeAnswer({ ...freeze, areaName }, known) };
  }
}

/**
 * The communes of the year that lie in the own area.
 *
 * @throws DomainError AREA.UNKNOWN for a commune that the year does not cover
 */
async function communesWithin(records: Needs, { scope }: Identity, cycle: Cycle): Promise<readonly string[]> {
  const all = await records.units.communes(cycle.provinceCode);
  const own = all.filter(
    ({ code, districtCode }) =>
      cycle.communes?.includes(code) !== false &&
      (scope.level === 'tinh' ||
        (scope.level === 'huyen' ? districtCode === scope.districtCode : code === scopeCode(scope))),
  );
  if (own.length === 0) throw new DomainError('AREA.UNKNOWN', { area: scopeCode(scope) });
  return own.map(({ code }) => code);
}

async function noteIn(
  records: Needs,
  identity: Identity,
  { id, cycleId, areaCode, name, at, digest, supersedes, reason }: Omit<FigureFreeze, 'areaName'>,
): Promise<void> {
  await records.audit.append({
    cycleId,
    areaCode,
    actorId: identity.actorId,
    actorRole: identity.role,
    action: 'figures.frozen',
    object: id,
    detail: { name, at, digest, supersedes, reason },
  });
}
