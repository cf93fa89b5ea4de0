import { dateOf } from '#libs/calendar';
import { DomainError, unitYearWorkflowId } from '#libs/contracts';
import type { UnitAnswer, UnitStageAnswer, UnitYearAnswer } from '#libs/contracts/http';
import { type ResolvedStage, term } from '#libs/policy';
import {
  cameAt,
  classificationOf,
  isAfterSuggested,
  isFromOwnRecords,
  isOver,
  type StageState,
  standingOf,
} from '#libs/unit-year';
import { yearInView } from '../access/year-in-view.js';
import { unitCertification } from '../certification/unit-certification.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import { assumedDays, dueAnswer } from '../cycle-rules/due-answer.js';
import { afterSuggestedVersions } from '../cycle-rules/lateness.js';
import { askedOf } from '../extensions/extension-answer.js';
import type { Identity } from '../identity/identity.js';
import { awaitingHeadOf } from '../presenting/presented-answer.js';
import type { HistoryLine, ReadModel } from '../read-model/read-model.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { bodyAnswer, unitAnswer } from '../units/unit-answer.js';
import { className } from './class-name.js';
import { historyAnswer } from './history-answer.js';

type Needs = Stores<
  | 'cycles'
  | 'documents'
  | 'extensions'
  | 'migrations'
  | 'now'
  | 'papers'
  | 'presentedDrafts'
  | 'unitYears'
  | 'units'
>;

/** One unit's year as its page shows it: stages, days, result, history of every round. */
export class ShowUnitYear {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'history'>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE */
  async execute(identity: Identity, cycleId: string, unitId: string): Promise<UnitYearAnswer> {
    const { cycle, year, unit, rules, now, presented, requests, certification, decidedBy } =
      await this.unitOfWork.inTransaction(async (records) => {
        const { cycle: seen, year: found } = await yearInView(
          records,
          identity,
          'readUnitYears',
          cycleId,
          unitId,
        );
        const ofYear = await this.rules.of(records, seen, found);
        const at = await nowOf(records, seen);
        return {
          cycle: seen,
          year: found,
          unit: await subjectOf(records, found),
          rules: ofYear,
          now: at,
          presented: await records.presentedDrafts.latest(cycleId, [unitId]),
          decidedBy: await latestDecider(records, seen.id, found.unitId),
          requests: await records.extensions.latest(cycleId, [unitId]),
          certification:
            found.bodyKey === undefined
              ? await unitCertification(records, seen, found, ofYear, dateOf(at))
              : undefined,
        };
      });
    const { pack, stages, graph } = rules;
    const { state } = year;
    const today = dateOf(now);
    const inside = year.standing === 'inside';
    const classification = classificationOf(state);
    const history = await this.readModel.history(cycleId, unitId);
    const afterSuggested = await this.unitOfWork.inTransaction((records) =>
      afterSuggestedVersions(history, (instant) => this.rules.of(records, cycle, year, instant)),
    );
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
              obligation: stage.obligation,
              status: at?.status ?? 'awaiting',
              standing: standingOf(stage, state, today),
              round: at?.round ?? state.round,
              late: at?.late,
              afterSuggested: isAfterSuggested(stage, at) ? true : undefined,
              effectiveAt: at?.effectiveAt,
              opens: stage.opensDay,
              due: dueAnswer(pack, stage, at?.graceUntil),
              cutOff: stage.cutOff?.lastDay,
              ...assumedDays(stage),
              awaitingHead: awaitingHeadOf(presented, stage.key, at),
              ...paperOf(stage, at),
              extensionAsked: askedOf(requests, stage.key),
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
      certification,
      history: history.map((line, at) =>
        historyAnswer(
          line,
          nameOf,
          afterSuggested.has(line.version),
          tookDecision(line, history.slice(0, at)) ? (decidedBy ?? '') : undefined,
          ({ classification: given }) => (given === undefined ? '' : className(pack, given.classKey)),
        ),
      ),
    };
  }
}

/** The paper of a stage that has come, or was sent. */
function paperOf(
  stage: ResolvedStage,
  at: StageState | undefined,
): Pick<UnitStageAnswer, 'receipt' | 'announced'> {
  const { receipt, announced } = at ?? {};
  return {
    receipt: receipt && {
      arrivalNumber: receipt.arrivalNumber,
      arrivedOn: receipt.arrivedOn,
      late: receipt.late,
      afterSuggested: isAfterSuggested(stage, cameAt(receipt, at)) ? true : undefined,
      commandId: receipt.commandId,
    },
    announced: announced && {
      number: announced.number,
      date: announced.date,
      mailsFrom: announced.mailsFrom,
    },
  };
}

/** The office behind the latest decision about a unit; undefined where none is known. */
async function latestDecider(records: Needs, cycleId: string, unitId: string): Promise<string | undefined> {
  const [latest] = await records.documents.latestDecisions(cycleId, [unitId]);
  return latest?.officeCode === undefined ? undefined : (await records.units.office(latest.officeCode))?.name;
}

/** Whether a fact is a restart that took a decision out of the present results. */
function tookDecision({ fact }: HistoryLine, before: readonly HistoryLine[]): boolean {
  if (fact.kind !== 'year.restarted') return false;
  return fact.superseded.some((key) => {
    const last = before.findLast(
      ({ fact: earlier }) =>
        (earlier.kind === 'stage.decided' && earlier.stage === key) ||
        (earlier.kind === 'year.restarted' && earlier.superseded.includes(key)),
    );
    return last?.fact.kind === 'stage.decided';
  });
}

/** Whose year it is: a unit of the roster, or an office that owes papers of its own. */
async function subjectOf(records: Needs, year: UnitYear): Promise<UnitAnswer> {
  const unit = year.bodyKey === undefined ? await records.units.find(year.unitId) : undefined;
  if (unit !== undefined) return unitAnswer(unit);
  const office = year.bodyKey === undefined ? undefined : await records.units.office(year.unitId);
  if (office === undefined) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: year.unitId });
  const area = await records.units.area(year.communeCode);
  return bodyAnswer(office, year, area?.name ?? year.communeCode);
}
