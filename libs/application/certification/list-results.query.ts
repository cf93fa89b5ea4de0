import { dateOf } from '#libs/calendar';
import { excludedClasses } from '#libs/certification';
import type { Page, ResultRowAnswer } from '#libs/contracts/http';
import { LEVELS, type ManagementLevel, type PolicyPack } from '#libs/policy';
import { isFromOwnRecords, resultStage, standingAt } from '#libs/unit-year';
import { cycleInView } from '../access/cycle-in-view.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { CertificationModel, ResultFilter, ResultLine } from './certification-model.port.js';
import { resultAnswer } from './result-answer.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'units'>;

const DOSSIER = 'dossier';

/** What results are narrowed to: by either axis, and by what came after the decision. */
export interface ResultsRequest
  extends Pick<
    ResultFilter,
    'after' | 'limit' | 'communeCode' | 'recognised' | 'classKey' | 'appeal' | 'revocation' | 'exemplar'
  > {
  readonly notSubmitted: boolean;
  readonly excluded: boolean;
}

/** Results of units: recognition and class are two axes. */
export class ListResults {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly model: Pick<CertificationModel, 'results'>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(
    identity: Identity,
    cycleId: string,
    { notSubmitted, excluded, ...narrowed }: ResultsRequest,
  ): Promise<Page<ResultRowAnswer>> {
    const { cycle, pack, now, cutOffs } = await this.unitOfWork.inTransaction(async (records) => {
      const view = await cycleInView(records, this.rules, identity, 'readResults', cycleId);
      return { ...view, cutOffs: await this.dossierCutOffs(records, view.cycle) };
    });
    const today = dateOf(now);
    const lines = await this.model.results(cycleId, identity.scope, {
      ...narrowed,
      notSubmitted: notSubmitted ? { stage: DOSSIER, today } : undefined,
      excluded: excluded ? { classes: excludedClasses(pack) } : undefined,
    });
    return {
      items: lines.map((line) => resultRow(pack, line, cycle, { cutOffs, today })),
      next: lines.length === narrowed.limit ? lines.at(-1)?.unitId : undefined,
    };
  }

  private async dossierCutOffs(
    records: Needs,
    cycle: Cycle,
  ): Promise<Partial<Record<ManagementLevel, string>>> {
    const days: Partial<Record<ManagementLevel, string>> = {};
    for (const managedBy of LEVELS) {
      const { graph } = await this.rules.of(records, cycle, { managedBy });
      const lastDay = graph.find(({ key }) => key === DOSSIER)?.cutOff?.lastDay;
      if (lastDay !== undefined) days[managedBy] = lastDay;
    }
    return days;
  }
}

function resultRow(
  pack: PolicyPack,
  line: ResultLine,
  cycle: Pick<Cycle, 'clockKind'>,
  { cutOffs, today }: { readonly cutOffs: Partial<Record<ManagementLevel, string>>; readonly today: string },
): ResultRowAnswer {
  return {
    unitId: line.unitId,
    name: line.unitName,
    kind: line.unitKind,
    communeCode: line.communeCode,
    communeName: line.communeName,
    managedBy: line.managedBy,
    ...resultAnswer(pack, line.state, cycle, today),
    notSubmitted: notSubmittedOf(line, cutOffs[line.managedBy], today),
  };
}

/** "Không nộp": judged from the higher level's records, or waiting for that since the cut-off and any grace passed. */
function notSubmittedOf(
  { state }: ResultLine,
  cutOff: string | undefined,
  today: string,
): ResultRowAnswer['notSubmitted'] {
  if (isFromOwnRecords(state)) return 'judged';
  const dossier = state.stages[DOSSIER];
  if (dossier === undefined || resultStage(state) !== undefined) return undefined;
  // Its own status: what a closed year has not handed in is as unjudged as before.
  const days = { opensDay: today, dueDay: dossier.graceUntil, cutOff };
  return standingAt(dossier.status, days, today) === 'notSubmitted' ? 'waiting' : undefined;
}
