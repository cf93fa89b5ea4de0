import { mayAct, RIGHTS, relationsTo } from '#libs/access';
import { DomainError } from '#libs/contracts';
import { stageOf } from '#libs/unit-year';
import { findUnitYear } from '../access/find-unit-year.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Draft } from '../papers/papers.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'papers' | 'presentedDrafts' | 'unitYears' | 'units'>;

export interface DraftRequest {
  readonly cycleId: string;
  readonly unitId: string;
  readonly stage: string;
  readonly body: unknown;
  /** Versions that the editor may go over; 0 for the first draft. */
  readonly expected: readonly number[] | 'any';
}

/**
 * Drafts of papers that are not handed in: a unit's officer prepares, its head approves and submits; a body's are the
 * body's own. A draft decides nothing.
 */
export class SaveDraft {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError ACTOR.WRONG_ROLE, STAGE.UNKNOWN, STAGE.WRONG_ACT, DRAFT.PRESENTED, DRAFT.STALE */
  async execute(identity: Identity, request: DraftRequest): Promise<Draft> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit } = await findUnitYear(records, identity, request.cycleId, request.unitId);
      const { stages, graph } = await this.rules.of(records, cycle, unit);
      const stageName = stages.find(({ key }) => key === request.stage)?.name ?? request.stage;
      if (!mayPrepare(identity, unit))
        throw new DomainError('ACTOR.WRONG_ROLE', { stageName, role: 'unit-officer' });
      const stage = stageOf(graph, request.stage);
      if (stage === undefined) {
        const known = graph.map(({ key }) => key).join(', ');
        throw new DomainError('STAGE.UNKNOWN', { stage: request.stage, known });
      }
      if (stage.act !== 'submit') throw new DomainError('STAGE.WRONG_ACT', { stageName });
      const saved = await records.papers.saveDraft(
        {
          cycleId: cycle.id,
          unitId: unit.unitId,
          stage: request.stage,
          body: request.body,
          updatedBy: identity.name,
        },
        request.expected,
      );
      // Looked for once the draft is held, so that one that is presented at the moment is waited for.
      if (await records.presentedDrafts.lockWaiting(cycle.id, unit.unitId, request.stage)) {
        throw new DomainError('DRAFT.PRESENTED', { stageName });
      }
      if (saved === undefined) throw new DomainError('DRAFT.STALE');
      return saved;
    });
  }

  /** @throws DomainError ACTOR.WRONG_ROLE, DRAFT.NONE */
  async find(identity: Identity, cycleId: string, unitId: string, stage: string): Promise<Draft> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { unit } = await findUnitYear(records, identity, cycleId, unitId);
      // What is not handed in yet is the unit's own business.
      if (!mayPrepare(identity, unit)) {
        throw new DomainError('ACTOR.WRONG_ROLE', { stageName: stage, role: 'unit-officer' });
      }
      const draft = await records.papers.draft(cycleId, unitId, stage);
      if (draft === undefined) throw new DomainError('DRAFT.NONE');
      return draft;
    });
  }
}

const mayPrepare = (identity: Identity, unit: UnitYear): boolean =>
  mayAct(RIGHTS, identity.role, 'prepareDraft', relationsTo(identity, unit)).granted;
