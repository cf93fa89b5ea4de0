import { dateOf } from '#libs/calendar';
import { excludedClasses } from '#libs/certification';
import type { Page, ResultRowAnswer } from '#libs/contracts/http';
import { LEVELS, type ManagementLevel, type PolicyPack, stageWithRole } from '#libs/policy';
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

/** What results are narrowed to: by either axis, and by what came after the decision. */
export interface ResultsRequest
  extends Pick<
    ResultFilter,
    'after' | 'limit' | 'communeCode' | 'recognised' | 'classKey' | 'appeal' | 'revocation' | 'exemplar'
  > {
  readonly notSubmitted: boolean;
  readonly excluded: boolean;
}

/** The stage of a cycle that takes the dossier; a year may have none. */
interface DossierStage {
  readonly dossier?: string;
  readonly cutOffs: Partial<Record<ManagementLevel, string>>;
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
    const { cycle, pack, now, dossier, cutOffs } = await this.unitOfWork.inTransaction(async (records) => {
      const view = await cycleInView(records, this.rules, identity, 'readResults', cycleId);
      return { ...view, ...(await this.dossierStage(records, view.cycle)) };
    });
    const today = dateOf(now);
    const lines = await this.model.results(cycleId, identity.scope, {
      ...narrowed,
      notSubmitted: notSubmitted ? { stage: dossier ?? '', today } : undefined,
      excluded: excluded ? { classes: excludedClasses(pack) } : undefined,
    });
    return {
      items: lines.map((line) => resultRow(pack, line, cycle, { dossier, cutOffs, today })),
      next: lines.length === narrowed.limit ? lines.at(-1)?.unitId : undefined,
    };
  }

  /** The stage that takes the dossier, and its cut-off at each level. */
  private async dossierStage(records: Needs, cycle: Cycle): Promise<DossierStage> {
    const cutOffs: Partial<Record<ManagementLevel, string>> = {};
    let dossier: string | undefined;
    for (const managedBy of LEVELS) {
      const { graph } = await this.rules.of(records, cycle, { managedBy });
      const stage = stageWithRole(graph, 'dossier');
      dossier ??= stage?.key;
      if (stage?.cutOff !== undefined) cutOffs[managedBy] = stage.cutOff.lastDay;
    }
    return { dossier, cutOffs };
  }
}

function resultRow(
  pack: PolicyPack,
  line: ResultLine,
  cycle: Pick<Cycle, 'clockKind'>,
  at: DossierStage & { readonly today: string },
): ResultRowAnswer {
  return {
    unitId: line.unitId,
    name: line.unitName,
    kind: line.unitKind,
    communeCode: line.communeCode,
    communeName: line.communeName,
    managedBy: line.managedBy,
    ...resultAnswer(pack, line.state, cycle, at.today),
    notSubmitted: notSubmittedOf(line, at),
  };
}

/** "Không nộp": judged from the higher level's records, or waiting for that since the cut-off and any grace passed. */
function notSubmittedOf(
  { state, managedBy }: ResultLine,
  { dossier: key, cutOffs, today }: DossierStage & { readonly today: string },
): ResultRowAnswer['notSubmitted'] {
  if (isFromOwnRecords(state)) return 'judged';
  const dossier = state.stages[key ?? ''];
  if (dossier === undefined || resultStage(state) !== undefined) return undefined;
  // Its own status: what a closed year has not handed in is as unjudged as before.
  const days = { opensDay: today, dueDay: dossier.graceUntil, cutOff: cutOffs[managedBy] };
  return standingAt(dossier.status, days, today) === 'notSubmitted' ? 'waiting' : undefined;
}
