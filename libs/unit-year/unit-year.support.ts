import {
  type ActorRole,
  type ManagementLevel,
  type ResolvedStage,
  resolveStages,
  unitStages,
} from '#libs/policy';
import { syntheticPack } from '../policy/synthetic-pack.support.js';
import {
  type Act,
  type ActKind,
  type Decision,
  decide,
  evolve,
  type Fact,
  initialState,
  type StageGraph,
  type UnitYearState,
} from './index.js';

/** An act without who, when and its command. */
export type Deed = Act extends infer A
  ? A extends Act
    ? Omit<A, 'commandId' | 'actor' | 'effectiveAt'>
    : never
  : never;

const USUAL_ROLE: Readonly<Record<ActKind, ActorRole>> = {
  submit: 'unit-head',
  receivePaper: 'appraiser',
  withdrawReceipt: 'appraiser',
  announcePaper: 'unit-officer',
  withdraw: 'unit-head',
  return: 'appraiser',
  appraise: 'appraiser',
  decide: 'deciding-body',
  classify: 'supervisor',
  review: 'supervisor',
  extend: 'administrator',
  pause: 'administrator',
  resume: 'administrator',
  restart: 'administrator',
  close: 'administrator',
  appeal: 'unit-head',
  answerAppeal: 'deciding-body',
  proposeRevocation: 'appraiser',
  revoke: 'deciding-body',
  overrideExclusion: 'supervisor',
  proposeAwards: 'supervisor',
  delegate: 'administrator',
  recordPledges: 'unit-head',
  proposeExemplar: 'appraiser',
  decideExemplar: 'deciding-body',
  recordHeads: 'unit-head',
};

export const graphOf = (year: number, managedBy: ManagementLevel): StageGraph =>
  unitStages(resolveStages(syntheticPack(), year, { managedBy }));

/** The same year, in which the class is given by an act of its own (`grading`) before the honours. */
export const classGraphOf = (year: number, managedBy: ManagementLevel): StageGraph =>
  unitStages(resolveStages(syntheticPack(), year, { managedBy }).map(withClassApart));

const withClassApart = (stage: ResolvedStage): ResolvedStage => {
  if (stage.key === 'grading') return { ...stage, kind: 'unit', act: 'classify', actor: 'supervisor' };
  return stage.key === 'honours' ? { ...stage, requires: [{ stage: 'grading', mode: 'hard' }] } : stage;
};

/** Nine o'clock of a day (YYYY-MM-DD) in Vietnam; an instant stays what it is. */
export const instantOf = (at: string): string => (at.includes('T') ? at : `${at}T02:00:00.000Z`);

/** One unit's year lived act by act, as the transaction does it: decide, then adopt the fact. */
export class LivedYear {
  readonly facts: Fact[] = [];
  state: UnitYearState;

  constructor(readonly graph: StageGraph) {
    this.state = initialState(graph);
  }

  /** Acts on a day or at an instant, by the role that usually does; a refusal leaves the year as it is. */
  act(at: string, deed: Deed, role: ActorRole = USUAL_ROLE[deed.kind], id: string = role): Decision {
    const decision = decide(this.graph, this.state, {
      ...deed,
      commandId: `command-${this.facts.length + 1}`,
      actor: { role, id },
      effectiveAt: instantOf(at),
    });
    if (decision.outcome === 'applied') {
      this.facts.push(decision.fact);
      this.state = evolve(this.state, decision.fact);
    }
    return decision;
  }

  /** Acts where a refusal would be a mistake in the story told. */
  acted(at: string, deed: Deed, role?: ActorRole): this {
    const decision = this.act(at, deed, role);
    if (decision.outcome === 'refused') throw new Error(`${deed.kind} on ${at}: ${decision.refusal.code}`);
    return this;
  }

  submitted(at: string, ...stages: readonly string[]): this {
    for (const stage of stages) this.acted(at, { kind: 'submit', stage });
    return this;
  }
}

/** An ordinary year of 2026 up to the dossier handed in on its first day, so that the appraisal comes next. */
export const yearWithDossier = (managedBy: ManagementLevel = 'tinh'): LivedYear =>
  new LivedYear(graphOf(2026, managedBy))
    .submitted('2026-03-11', 'springPlan', 'enrolment')
    .submitted('2026-08-29', 'openDay')
    .submitted('2026-10-29', 'ownMarks', 'summary')
    .submitted('2026-11-25', 'bundle');

/** An ordinary year of 2026 with all nine Updates. */
export const finishedYear = (managedBy: ManagementLevel = 'tinh'): LivedYear =>
  yearWithDossier(managedBy)
    .acted('2026-11-27', { kind: 'appraise', stage: 'check' })
    .acted('2026-12-03', { kind: 'decide', stage: 'verdict', recognised: true })
    .acted('2026-12-19', { kind: 'review', stage: 'honours' });
