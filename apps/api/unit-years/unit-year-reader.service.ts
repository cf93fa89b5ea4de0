import { Inject, Injectable } from '@nestjs/common';
import { isInScope } from '#libs/access';
import {
  type Cycle,
  CycleRules,
  type Identity,
  type ReadModel,
  type Records,
  type Rules,
  resultOf,
  type Subject,
  type UnitOfWork,
  type UnitYear,
} from '#libs/application';
import { dateOf } from '#libs/calendar';
import { DomainError, unitYearWorkflowId } from '#libs/contracts';
import {
  type Page,
  type ScoreAnswer,
  type UnitAnswer,
  type UnitYearAnswer,
  type UnitYearListQuery,
  type UnitYearRowAnswer,
} from '#libs/contracts/http';

import { cite, type PolicyPack, term } from '#libs/policy';
import { explain } from '#libs/scoring';
import { classificationOf, currentStage, isFromOwnRecords, isOver, standingOf } from '#libs/unit-year';
import { CertificationReader } from '../certification/certification-reader.service.js';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { assumedDays, dueAnswer } from '../deadlines/due.answer.js';
import { READ_MODEL, UNIT_OF_WORK } from '../ports/tokens.js';
import { bodyAnswer, unitAnswer } from '../units/unit.answer.js';
import { historyAnswer } from './history.answer.js';
import { standingsOf } from './standing.answer.js';

interface Found {
  readonly cycle: Cycle;
  readonly year: UnitYear;
  readonly unit: UnitAnswer;
}

/** One unit's year as its pages show it. */
@Injectable()
export class UnitYearReader {
  constructor(
    @Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly rules: CycleRules,
    private readonly cycles: CycleReader,
    private readonly certification: CertificationReader,
  ) {}

  async list(
    identity: Identity,
    cycleId: string,
    query: UnitYearListQuery,
  ): Promise<Page<UnitYearRowAnswer>> {
    const cycle = await this.cycles.find(identity, cycleId);
    const rows = await this.readModel.unitYears(cycleId, identity.scope, {
      search: query.search,
      communeCode: query.commune,
      kind: query.kind,
      standing: query.standing,
      after: query.cursor,
      limit: query.limit,
    });
    const rules = await this.rulesOf(cycle, rows);
    const today = dateOf(await this.cycles.nowOf(cycle));
    const items = rows.map((row, index): UnitYearRowAnswer => {
      const { pack, graph } = rules[index] as Rules;
      const classification = classificationOf(row.state);
      return {
        unitId: row.unitId,
        name: row.unitName,
        kind: row.unitKind,
        communeCode: row.communeCode,
        communeName: row.communeName,
        managedBy: row.managedBy,
        standing: row.standing,
        standingReason: row.standingReason,
        round: row.state.round,
        status: row.state.status,
        current: row.standing === 'inside' ? currentStage(graph, row.state)?.name : undefined,
        class: classification === undefined ? undefined : className(pack, classification.classKey),
        stages: query.stages && row.standing === 'inside' ? standingsOf(graph, row.state, today) : undefined,
      };
    });
    return { items, next: rows.length === query.limit ? rows.at(-1)?.unitId : undefined };
  }

  async show(identity: Identity, cycleId: string, unitId: string): Promise<UnitYearAnswer> {
    const { cycle, year, unit } = await this.find(identity, cycleId, unitId);
    const [rules] = await this.rulesOf(cycle, [year]);
    const { pack, stages, graph } = rules as Rules;
    const { state } = year;
    const inside = year.standing === 'inside';
    const classification = classificationOf(state);
    const history = await this.readModel.history(cycleId, unitId);
    const now = await this.cycles.nowOf(cycle);
    const today = dateOf(now);
    const nameOf = (key: string) => stages.find((stage) => stage.key === key)?.name ?? key;
    return {
      cycleId,
      unit,
      now,
      standing: year.standing,
      standingReason: year.standingReason,
      version: state.version,
      round: state.round,
      status: state.status,
      over: inside && isOver(graph, state),
      workflowId: unitYearWorkflowId(cycleId, unitId),
      stages: inside
        ? graph.map((stage) => {
            const at = state.stages[stage.key];
            return {
              stage: stage.key,
              name: stage.name,
              act: stage.act,
              status: at?.status ?? 'awaiting',
              standing: standingOf(stage, state, today),
              round: at?.round ?? state.round,
              late: at?.late,
              effectiveAt: at?.effectiveAt,
              opens: stage.opensDay,
              due: dueAnswer(pack, stage, at?.graceUntil),
              cutOff: stage.cutOff?.lastDay,
              ...assumedDays(stage),
            };
          })
        : [],
      standard: term(pack, 'standard'),
      recognised: Object.values(state.stages).find((stage) => stage.recognised !== undefined)?.recognised,
      class:
        classification === undefined
          ? undefined
          : {
              key: classification.classKey,
              name: className(pack, classification.classKey),
              total: classification.total,
              excludedFromAwards: classification.excludedFromAwards,
              assumed:
                pack.classes.find((each) => each.key === classification.classKey)?.status === 'assumed',
            },
      notSubmitted: isFromOwnRecords(state),
      certification:
        year.bodyKey === undefined
          ? await this.certification.ofUnit(cycle, year, rules as Rules, today)
          : undefined,
      history: history.map((line) => historyAnswer(line, nameOf)),
    };
  }

  /** @throws DomainError SCORE.NO_SHEET */
  async score(identity: Identity, cycleId: string, unitId: string, round?: number): Promise<ScoreAnswer> {
    const { cycle, year, unit } = await this.find(identity, cycleId, unitId);
    const sheet = await this.readModel.sheet(cycleId, unitId, round);
    const [rules] = await this.rulesOf(cycle, [year]);
    const { pack } = rules as Rules;
    const recognised =
      sheet === undefined ? undefined : await this.readModel.recognition(cycleId, unitId, sheet.round);
    const recognition = recognised === undefined ? 'pending' : recognised ? 'recognised' : 'notRecognised';
    const result = sheet === undefined ? undefined : resultOf(pack, sheet, recognition, cycle.year);
    if (sheet === undefined || result === undefined) throw new DomainError('SCORE.NO_SHEET');
    return {
      cycleId,
      unitId,
      unitName: unit.name,
      round: sheet.round,
      policy: pack.id,
      column: result.column,
      pass: result.pass,
      total: result.total,
      totals: result.totals,
      maxReachable: result.maxReachable,
      notSubmitted: result.notSubmitted,
      ownRecordsNote: result.ownRecordsNote,
      class: result.class,
      lines: result.lines.map((line) => ({
        criterion: line.criterion,
        no: line.no,
        text: line.text,
        max: line.max,
        self: line.self,
        higher: line.higher,
        points: line.points,
        counted: line.counted,
        reason: line.reason,
        source: cite(pack, line.src),
        status: line.status,
      })),
      text: explain(result),
    };
  }

  /** @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE */
  private async find(identity: Identity, cycleId: string, unitId: string): Promise<Found> {
    const cycle = await this.cycles.find(identity, cycleId);
    return this.unitOfWork.inTransaction(async (records) => {
      const year = await records.unitYears.find(cycleId, unitId);
      const unit =
        year === undefined || !isInScope(identity.scope, year)
          ? undefined
          : await this.subjectOf(records, year);
      if (year === undefined || unit === undefined) {
        throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
      }
      return { cycle, year, unit };
    });
  }

  private async subjectOf(records: Records, year: UnitYear): Promise<UnitAnswer | undefined> {
    if (year.bodyKey === undefined) {
      const unit = await records.units.find(year.unitId);
      return unit === undefined ? undefined : unitAnswer(unit);
    }
    const office = await records.units.office(year.unitId);
    if (office === undefined) return undefined;
    return bodyAnswer(office, year, await this.readModel.areaName(year.communeCode));
  }

  /** The rules of each subject, in the order of the subjects. */
  private rulesOf(cycle: Cycle, subjects: readonly Subject[]): Promise<readonly Rules[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      const rules: Rules[] = [];
      for (const subject of subjects) rules.push(await this.rules.of(records, cycle, subject));
      return rules;
    });
  }
}

function className(pack: PolicyPack, key: string): string {
  return pack.classes.find((each) => each.key === key)?.name ?? key;
}
