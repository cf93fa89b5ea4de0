import { Inject, Injectable } from '@nestjs/common';
import { areaCodeOf } from '#libs/access';
import {
  type Cycle,
  CycleRules,
  type Identity,
  type ReadModel,
  type Rules,
  type UnitOfWork,
  visibleCycle,
} from '#libs/application';
import { dateOf } from '#libs/calendar';
import { type CycleAnswer, type CycleDetailAnswer, type CycleStageAnswer } from '#libs/contracts/http';
import { bodyKeys, levelsOf, type ManagementLevel, type PolicyPack } from '#libs/policy';
import type { Standing } from '#libs/unit-year';
import { assumedDays, dueAnswer } from '../deadlines/due.answer.js';
import { READ_MODEL, UNIT_OF_WORK } from '../ports/tokens.js';
import { standsAt } from '../watch/board.answer.js';

/** Cycles as lists and pages show them; counts by stage come from the counters, never from a scan of the units. */
@Injectable()
export class CycleReader {
  constructor(
    @Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly rules: CycleRules,
  ) {}

  async list(identity: Identity): Promise<readonly CycleAnswer[]> {
    const cycles = await this.readModel.cycles(await this.provinceOf(identity));
    const seen = cycles.filter(({ id }) => identity.cycleId === undefined || id === identity.cycleId);
    return Promise.all(seen.map((cycle) => this.answer(cycle)));
  }

  /** @throws DomainError CYCLE.UNKNOWN, also for a cycle of another province or outside the account's one rehearsal */
  async find(identity: Identity, cycleId: string): Promise<Cycle> {
    return this.unitOfWork.inTransaction((records) => visibleCycle(records, identity, cycleId));
  }

  async packOf(cycle: Cycle): Promise<PolicyPack> {
    return this.unitOfWork.inTransaction((records) => this.rules.packOf(records, cycle));
  }

  async nowOf(cycle: Cycle): Promise<string> {
    return cycle.clockAt ?? this.unitOfWork.inTransaction((records) => records.now());
  }

  async answer(cycle: Cycle): Promise<CycleAnswer> {
    const pack = await this.packOf(cycle);
    const units = await this.readModel.cycleUnits(cycle.id);
    return {
      id: cycle.id,
      provinceCode: cycle.provinceCode,
      provinceName: await this.readModel.areaName(cycle.provinceCode),
      year: cycle.year,
      clockKind: cycle.clockKind,
      label: cycle.label,
      now: await this.nowOf(cycle),
      policy: { id: pack.id, title: pack.title, hash: cycle.packHash },
      state: cycle.state,
      createdAt: cycle.createdAt,
      openedAt: cycle.openedAt,
      units: { total: cycle.unitsTotal, ...units },
    };
  }

  async detail(identity: Identity, cycleId: string): Promise<CycleDetailAnswer> {
    const cycle = await this.find(identity, cycleId);
    const counters = await this.readModel.counters(cycleId, identity.scope);
    const today = dateOf(await this.nowOf(cycle));
    const stages = (await this.subjectsOf(cycle)).flatMap(({ level, body, rules }) =>
      rules.graph.map((stage): CycleStageAnswer => {
        const cells = counters.filter((cell) => cell.stage === stage.key && cell.level === level);
        const counts: Record<string, number> = {};
        for (const cell of cells) counts[cell.status] = (counts[cell.status] ?? 0) + cell.n;
        const standing = (wanted: Standing) =>
          cells.filter((cell) => standsAt(cell, stage, today) === wanted).reduce((sum, { n }) => sum + n, 0);
        return {
          stage: stage.key,
          name: stage.name,
          level,
          body,
          opens: stage.opensDay,
          due: dueAnswer(rules.pack, stage),
          cutOff: stage.cutOff?.lastDay,
          ...assumedDays(stage),
          counts,
          overdue: standing('overdue'),
          notSubmitted: standing('notSubmitted'),
        };
      }),
    );
    const confirmations = await this.unitOfWork.inTransaction((records) =>
      records.cycles.confirmations(cycleId),
    );
    return {
      ...(await this.answer(cycle)),
      stages,
      confirmations: confirmations.map(({ figure, number, date }) => ({ figure, number, date })),
    };
  }

  /** The rules of the units of each level, then of each body that owes papers of its own. */
  private async subjectsOf(
    cycle: Cycle,
  ): Promise<
    { readonly level: ManagementLevel; readonly body?: string | undefined; readonly rules: Rules }[]
  > {
    return this.unitOfWork.inTransaction(async (records) => {
      const subjects = [];
      const { pack, stages } = await this.rules.of(records, cycle, { managedBy: 'tinh' });
      for (const level of levelsOf(pack)) {
        subjects.push({ level, rules: await this.rules.of(records, cycle, { managedBy: level }) });
      }
      for (const bodyKey of bodyKeys(stages)) {
        const body = pack.bodies.find(({ key }) => key === bodyKey);
        if (body === undefined || body.level === 'bo') continue;
        const rules = await this.rules.of(records, cycle, { managedBy: body.level, bodyKey });
        subjects.push({ level: body.level, body: body.name, rules });
      }
      return subjects;
    });
  }

  /** The province an account belongs to, whatever the level of its scope. */
  async provinceOf(identity: Identity): Promise<string> {
    const { scope } = identity;
    if (scope.level === 'tinh') return scope.provinceCode;
    const area = areaCodeOf(scope);
    if (area !== undefined) return (await this.readModel.provinceOf(area)) ?? '';
    const [unit] = await this.readModel.units(scope, { limit: 1 });
    return unit?.provinceCode ?? '';
  }
}
