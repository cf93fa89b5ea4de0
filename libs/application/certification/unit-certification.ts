import type { UnitCertificationAnswer } from '#libs/contracts/http';
import { cite } from '#libs/policy';
import { cameAt, classStage, isAfterSuggested, resultCommandOf, resultStage } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { pledgesWindow } from '../cycle-rules/lateness.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { correctionAnswer } from '../decisions/correction-answer.js';
import { supersededDecisions } from '../decisions/superseded-decision.js';
import { standingDossier } from '../judging/judge-content.js';
import { standingRegistrations } from '../judging/result-act.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { resultAnswer } from './result-answer.js';

type Needs = Stores<'documents' | 'papers' | 'units'>;

/**
 * What a unit's page tells of its registrations, its dossier and its result.
 *
 * @param today the cycle's today, YYYY-MM-DD
 */
export async function unitCertification(
  records: Needs,
  cycle: Pick<Cycle, 'clockKind'>,
  year: UnitYear,
  rules: Rules,
  today: string,
): Promise<UnitCertificationAnswer> {
  const { pack } = rules;
  const result = resultStage(year.state);
  const registrations = await standingRegistrations(records, rules, year);
  const dossier = await standingDossier(records, rules, year);
  const { recognised: _recognised, class: _class, ...after } = resultAnswer(pack, year.state, cycle, today);
  const recorded = year.state.pledges;
  const pledges = recorded ?? registrations?.pledges;
  const window = pledgesWindow(rules);
  return {
    ...after,
    decision: await documentAnswer(records, result && resultCommandOf(result.now)),
    classDecision: await documentAnswer(records, classStage(year.state)?.now.commandId),
    supersededDecision: await supersededText(records, year),
    registrations: registrations && {
      movement: registrations.movement,
      standard: registrations.standard,
      exemplar: registrations.exemplar,
    },
    pledges: pledges && {
      total: pledges.total,
      pledged: pledges.pledged,
      late: recorded?.late,
      afterSuggested: isAfterSuggested(window, cameAt(recorded, window && year.state.stages[window.key]))
        ? true
        : undefined,
    },
    dossier: dossier?.lines.map(({ key, name, required, by, entry, src, status }) => ({
      item: key,
      name,
      required,
      by,
      number: entry?.number,
      date: entry?.date,
      evidence: entry?.evidence,
      source: status === 'assumed' ? 'chưa có văn bản' : cite(pack, src),
      status,
    })),
  };
}

/** What a restart took out of the present results; undefined where a result stands, or nothing was decided ever. */
async function supersededText(
  records: Needs,
  { cycleId, unitId, state }: UnitYear,
): Promise<string | undefined> {
  if (resultStage(state) !== undefined || state.round === 1) return undefined;
  const latest = await records.documents.latestDecisions(cycleId, [unitId]);
  const [told] = await supersededDecisions(records, latest);
  return told?.text;
}

/** The document that a command has recorded; undefined while there is none. */
async function documentAnswer(
  { documents }: Needs,
  commandId: string | undefined,
): Promise<UnitCertificationAnswer['decision']> {
  const [found] = commandId === undefined ? [] : await documents.decisions([commandId]);
  if (found === undefined) return undefined;
  const { kind, number, date, signer, correctedOn } = found;
  return {
    id: found.documentId ?? found.commandId,
    kind,
    number,
    date,
    signer,
    correctedOn,
    corrections: found.corrections.map(correctionAnswer),
  };
}
