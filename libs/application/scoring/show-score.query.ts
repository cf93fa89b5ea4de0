import { DomainError } from '#libs/contracts';
import type { ScoreAnswer } from '#libs/contracts/http';
import { cite, isClassApart } from '#libs/policy';
import { explain } from '#libs/scoring';
import { classStage, type StageGraph } from '#libs/unit-year';
import { yearInView } from '../access/year-in-view.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { resultOf } from './scoring-desk.js';

type Needs = Stores<'cycles' | 'migrations' | 'unitYears' | 'units'>;

/** The sheet of one round with every line explained. */
export class ShowScore {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'sheet' | 'recognition'>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @param round the latest where none is named
   * @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, SCORE.NO_SHEET
   */
  async execute(
    identity: Identity,
    cycleId: string,
    unitId: string,
    round: number | undefined,
  ): Promise<ScoreAnswer> {
    const { cycle, year, pack, graph } = await this.unitOfWork.inTransaction(async (records) => {
      const view = await yearInView(records, identity, 'readScores', cycleId, unitId);
      const { pack: ofYear, graph: stages } = await this.rules.of(records, view.cycle, view.year);
      return { ...view, pack: ofYear, graph: stages };
    });
    const sheet = await this.readModel.sheet(cycleId, unitId, round);
    const recognised =
      sheet === undefined ? undefined : await this.readModel.recognition(cycleId, unitId, sheet.round);
    const recognition = recognised === undefined ? 'pending' : recognised ? 'recognised' : 'notRecognised';
    const result = sheet === undefined ? undefined : resultOf(pack, sheet, recognition, cycle.year);
    if (sheet === undefined || result === undefined) throw new DomainError('SCORE.NO_SHEET');
    return {
      cycleId,
      unitId,
      unitName: year.unitName,
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
      classIsProposed: result.class !== undefined && !isGiven(graph, year, sheet.round) ? true : undefined,
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
}

/** Whether the class of the points is that of the unit: it follows from them, or was given in their round. */
const isGiven = (graph: StageGraph, { state }: Pick<UnitYear, 'state'>, round: number): boolean =>
  !isClassApart(graph) || (classStage(state)?.now.round ?? 0) >= round;
