import type { AwardProposalAnswer, Page } from '#libs/contracts/http';
import { resultStage } from '#libs/unit-year';
import { cycleInView } from '../access/cycle-in-view.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import { standOf } from '../decisions/plan-result.use-case.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { CertificationModel, ResultLine } from './certification-model.port.js';
import type { CommunePage } from './commune-page.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'units'>;

/** Proposals for awards at the end of the year; units that are kept from awards are marked. */
export class ListAwardProposals {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly model: Pick<CertificationModel, 'results' | 'bodies'>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string, page: CommunePage): Promise<Page<AwardProposalAnswer>> {
    const { cycle, pack } = await this.unitOfWork.inTransaction((records) =>
      cycleInView(records, this.rules, identity, 'readResults', cycleId),
    );
    const lines = await this.model.results(cycleId, identity.scope, { ...page, awards: true });
    const commandOf = ({ state }: ResultLine) => resultStage(state)?.now.awardProposal?.commandId ?? '';
    const bodies = await this.model.bodies(lines.map(commandOf));
    const items = lines.map((line): AwardProposalAnswer => {
      const body = bodies.get(commandOf(line));
      const stand = standOf(pack, line.state, cycle);
      return {
        unitId: line.unitId,
        name: line.unitName,
        communeName: line.communeName,
        class: stand.class?.name,
        exclusion: stand.exclusion,
        proposals: body?.kind === 'proposeAwards' ? body.proposals : [],
      };
    });
    return { items, next: lines.length === page.limit ? lines.at(-1)?.unitId : undefined };
  }
}
