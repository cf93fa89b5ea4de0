import type { ReportFigures } from '#libs/contracts';
import { evolve, type Fact, stageOf } from '#libs/unit-year';
import { levelRulesOf } from '../cycle-rules/cycle-days.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import { factAfterSuggested } from '../cycle-rules/lateness.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Judgement } from '../judging/judgement.js';
import { isReport, missingResults, reportFigures } from '../reports/report-figures.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { CommandOutcome } from './commands.port.js';

type Needs = Stores<'cycles' | 'figures' | 'migrations' | 'now' | 'papers'>;

/** What an applied command comes to. */
export interface AppliedOutcome {
  readonly outcome: CommandOutcome;
  readonly after: UnitYear;
  /** Numbers that a report stands on. */
  readonly figures?: ReportFigures;
}

/** The year as it stands after the judgement, and what is told of it; reads, never writes. */
export async function appliedOutcome(
  records: Needs,
  cycleRules: CycleRules,
  cycle: Cycle,
  rules: Rules,
  before: UnitYear,
  judgement: Extract<Judgement, { outcome: 'applied' }>,
): Promise<AppliedOutcome> {
  const { fact, missing, remarks } = judgement;
  const stage = 'stage' in fact ? stageOf(rules.graph, fact.stage) : undefined;
  const figures = await figuresOf(records, cycleRules, cycle, rules, before, fact);
  const after: UnitYear = { ...before, state: evolve(before.state, fact) };
  const outcome: CommandOutcome = {
    stageName: stage?.name,
    version: after.state.version,
    late: 'late' in fact ? fact.late : undefined,
    afterSuggested: factAfterSuggested(rules, fact, after.state) ? true : undefined,
    warnings: [
      ...judgement.warnings.map((key) => stageOf(rules.graph, key)?.name ?? key),
      ...missingResults(rules, stage, figures),
    ],
    missing,
    remarks,
  };
  return { outcome, after, figures };
}

/** A body reports on the units of its area, a unit on itself where somebody's report is about that paper. */
async function figuresOf(
  records: Needs,
  cycleRules: CycleRules,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  fact: Fact,
): Promise<ReportFigures | undefined> {
  if (fact.kind !== 'stage.submitted' || !isReport(rules, unit, fact.stage)) return undefined;
  const now = await nowOf(records, cycle);
  const levels = await levelRulesOf(records, cycleRules, cycle);
  return reportFigures(records, cycle, { ...rules, levels }, unit, fact.stage, now);
}
