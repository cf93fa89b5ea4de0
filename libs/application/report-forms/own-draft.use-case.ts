import { mayAct, RIGHTS, relationsTo } from '#libs/access';
import { draftedWords } from '#libs/contracts/http';
import { stageWithForm } from '#libs/policy';
import { hasOutcome } from '#libs/unit-year';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { ReportWords } from '../report-words/report-words.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'papers' | 'unitYears'>;

/** Words of an office's report that it has drafted and not handed in, for that office alone. */
export class OwnReportDraft {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** Undefined where the account is of no office that owes such a report, has handed it in, or has drafted nothing. */
  async find(identity: Identity, cycleId: string): Promise<ReportWords | undefined> {
    const { officeCode } = identity;
    if (officeCode === undefined) return undefined;
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await records.cycles.find(cycleId);
      const office = await records.unitYears.find(cycleId, officeCode);
      if (cycle === undefined || office?.bodyKey === undefined) return undefined;
      if (!mayAct(RIGHTS, identity.role, 'prepareDraft', relationsTo(identity, office)).granted)
        return undefined;
      const { graph } = await this.rules.of(records, cycle, office);
      const stage = stageWithForm(graph);
      if (stage === undefined || hasOutcome(office.state.stages[stage.key])) return undefined;
      const draft = await records.papers.draft(cycleId, officeCode, stage.key);
      return draft && draftedWords.parse(draft.body);
    });
  }
}
