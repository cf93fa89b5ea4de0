import { type DueAnswer, type PolicyAnswer } from '#libs/contracts/http';
import {
  figuresOf,
  isExcludedFromAwards,
  type PackCriterion,
  type PolicyPack,
  type ResolvedStage,
  resolveStages,
} from '#libs/policy';
import { loadPack } from '../policy/packs.support.js';

const PACK = 'quang-ngai-2025';
const SRC = { source: '', status: 'assumed' };

const worked = new Map<string, { readonly pack: PolicyPack; readonly policy: PolicyAnswer }>();

/** What a rehearsal reads of the policy answer, for the specs beside it. */
export function policyFor(
  year: number,
  id = PACK,
): { readonly pack: PolicyPack; readonly policy: PolicyAnswer } {
  const known = worked.get(`${id} ${year}`);
  if (known !== undefined) return known;
  const pack = loadPack(id);
  const commune = resolveStages(pack, year, { managedBy: 'xa' });
  const stages = resolveStages(pack, year, { managedBy: 'tinh' }).map((stage) => ({
    stage: stage.key,
    name: stage.name,
    kind: stage.kind,
    act: stage.act,
    actor: stage.actor,
    sheet: stage.sheet,
    opens: stage.opensDay,
    tinh: due(stage),
    xa: due(commune.find(({ key }) => key === stage.key)),
    cutOff: stage.cutOff?.lastDay,
    obligation: stage.obligation,
    ...SRC,
  }));
  const policy: PolicyAnswer = {
    id: pack.id,
    title: pack.title,
    jurisdiction: pack.jurisdiction.name,
    validFrom: pack.validFrom,
    base: false,
    year,
    stages,
    criteria: lines(pack.criteria),
    classes: pack.classes.map((each) => ({ ...each, noAward: isExcludedFromAwards(pack, each.key), ...SRC })),
    gaps: pack.gaps.map((gap) => ({ ...gap, default: gap.default.text, defaultKey: gap.default.key })),
    bodies: pack.bodies,
    routing: pack.routing.map(({ namePrefixes = [], toLevel }) => ({ namePrefixes, toLevel })),
    targets: [],
    figures: figuresOf(pack).map((figure) => ({ ...figure, citation: '' })),
    sources: [],
  };
  worked.set(`${id} ${year}`, { pack, policy });
  return { pack, policy };
}

function due(stage: ResolvedStage | undefined): DueAnswer | undefined {
  if (stage?.due === undefined) return undefined;
  const { lastDay, words } = stage.due;
  return { lastDay, words, phrase: '', source: '', status: 'assumed' };
}

const lines = (criteria: readonly PackCriterion[], depth = 0): PolicyAnswer['criteria'] =>
  criteria.flatMap(({ key, no, text, max, step, allOrNothing, perAward, derivedFrom, children = [] }) => [
    {
      key,
      no,
      depth,
      text,
      max,
      step,
      allOrNothing,
      perAward,
      group: children.length > 0 ? true : undefined,
      derived: derivedFrom === undefined ? undefined : true,
      ...SRC,
    },
    ...lines(children, depth + 1),
  ]);
