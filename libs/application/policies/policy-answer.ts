import type { PolicyAnswer, PolicyRowAnswer } from '#libs/contracts/http';
import {
  cite,
  figuresOf,
  isExcludedFromAwards,
  levelsOf,
  type PackCriterion,
  type PolicyPack,
  resolveStages,
  stageSetFor,
  targetWords,
} from '#libs/policy';
import { assumedDays, dueAnswer } from '../cycle-rules/due-answer.js';

export function policyRow(pack: PolicyPack): PolicyRowAnswer {
  return {
    id: pack.id,
    title: pack.title,
    jurisdiction: pack.jurisdiction.name,
    validFrom: pack.validFrom,
    validTo: pack.validTo,
    base: pack.base ?? false,
  };
}

/** A pack worked out for one year, as a page that stands beside the document. */
export function policyAnswer(pack: PolicyPack, year: number): PolicyAnswer {
  const set = stageSetFor(pack, year).key;
  const province = resolveStages(pack, year, { managedBy: 'tinh' });
  const districts = levelsOf(pack).includes('huyen')
    ? new Map(resolveStages(pack, year, { managedBy: 'huyen' }).map((stage) => [stage.key, stage]))
    : undefined;
  const commune = new Map(resolveStages(pack, year, { managedBy: 'xa' }).map((stage) => [stage.key, stage]));
  return {
    ...policyRow(pack),
    year,
    stages: province.map((stage) => {
      const huyen = districts?.get(stage.key);
      const xa = commune.get(stage.key);
      return {
        stage: stage.key,
        name: stage.name,
        kind: stage.kind,
        act: stage.act,
        actor: stage.actor,
        obligation: stage.obligation,
        sheet: stage.sheet,
        opens: stage.opensDay,
        tinh: dueAnswer(pack, stage),
        ...(huyen && { huyen: dueAnswer(pack, huyen) }),
        xa: xa === undefined ? undefined : dueAnswer(pack, xa),
        cutOff: stage.cutOff?.lastDay,
        ...assumedDays(stage),
        source: cite(pack, stage.src),
        status: stage.status,
      };
    }),
    criteria: criteriaLines(pack, pack.criteria, 0),
    classes: pack.classes.map((each) => ({
      ...each,
      noAward: isExcludedFromAwards(pack, each.key),
      source: cite(pack, each.src),
    })),
    gaps: pack.gaps.map((gap) => ({
      key: gap.key,
      text: gap.text,
      when: gap.when,
      default: gap.default.text,
      defaultKey: gap.default.key,
      options: gap.options,
      status: gap.status,
    })),
    bodies: pack.bodies.map(({ key, name, officeKind, level }) => ({ key, name, officeKind, level })),
    routing: pack.routing.map(({ namePrefixes = [], toLevel }) => ({ namePrefixes, toLevel })),
    figures: figuresOf(pack)
      .filter(({ path }) => !path.startsWith('stageSets.') || path.startsWith(`stageSets.${set}.`))
      .map(({ src, ...figure }) => ({ ...figure, citation: cite(pack, src) })),
    targets: pack.targets.map((target) => ({
      key: target.key,
      name: target.name,
      rule: targetWords(target),
      status: target.status,
      source: cite(pack, target.src),
    })),
    sources: Object.entries(pack.sources).map(([key, source]) => ({
      key,
      citation: cite(pack, key),
      quote: source.quote,
    })),
  };
}

/** Whether a register that is empty contradicts points on this criterion. */
const asksForEntry = ({ registers }: PolicyPack, key: string): boolean =>
  registers.some(({ readings }) =>
    readings.some(
      (reading) =>
        reading.criterion === key &&
        (reading.as === 'awards' || (reading.as === 'support' && reading.silenceContradicts === true)),
    ),
  );

function criteriaLines(
  pack: PolicyPack,
  criteria: readonly PackCriterion[],
  depth: number,
): PolicyAnswer['criteria'] {
  return criteria.flatMap((criterion) => [
    {
      key: criterion.key,
      no: criterion.no,
      depth,
      text: criterion.text,
      max: criterion.max,
      group: (criterion.children ?? []).length > 0 ? true : undefined,
      derived: criterion.derivedFrom === undefined ? undefined : true,
      step: criterion.step,
      allOrNothing: criterion.allOrNothing,
      perAward: criterion.perAward,
      registered: asksForEntry(pack, criterion.key) ? true : undefined,
      source: cite(pack, criterion.src),
      status: criterion.status,
    },
    ...criteriaLines(pack, criterion.children ?? [], depth + 1),
  ]);
}
