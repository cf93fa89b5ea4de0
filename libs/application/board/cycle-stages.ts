import { bodyKeys, levelsOf, type PolicyPack, type ResolvedStage } from '#libs/policy';
import { levelRulesOf } from '../cycle-rules/cycle-days.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { BodyStage, Graphs } from './board-answer.js';

type Needs = Stores<'cycles' | 'migrations'>;

/** The stages that the board of a cycle tells of: those of units by level, and those of offices in the order of the year. */
export interface CycleStages {
  readonly graphs: Graphs;
  readonly bodies: readonly BodyStage[];
}

export async function cycleStages(records: Needs, rules: CycleRules, cycle: Cycle): Promise<CycleStages> {
  const levels = await levelRulesOf(records, rules, cycle);
  const province = levels.tinh;
  const bodies: BodyStage[] = [];
  for (const bodyKey of bodyKeys(province.stages)) {
    const body = levelOf(province.pack, bodyKey);
    const { graph } = await rules.of(records, cycle, { managedBy: body.level, bodyKey });
    bodies.push(...graph.map((stage) => ({ stage, level: body.level, bodyName: body.name })));
  }
  const graphs = new Map(levelsOf(province.pack).map((level) => [level, levels[level].graph]));
  return { graphs, bodies: inOrderOf(province.stages, bodies) };
}

function levelOf(pack: PolicyPack, bodyKey: string) {
  const body = pack.bodies.find(({ key }) => key === bodyKey);
  const level = body === undefined || body.level === 'bo' ? 'tinh' : body.level;
  return { name: body?.name ?? bodyKey, level } as const;
}

function inOrderOf(stages: readonly ResolvedStage[], bodies: readonly BodyStage[]): BodyStage[] {
  const place = new Map(stages.map(({ key }, index) => [key, index]));
  return [...bodies].sort((a, b) => (place.get(a.stage.key) ?? 0) - (place.get(b.stage.key) ?? 0));
}
