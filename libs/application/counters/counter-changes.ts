import { countedStatusOf, lastDayOf, type StageGraph } from '#libs/unit-year';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { CounterCell } from './counters.port.js';

type Counted = Omit<UnitYear, 'unitName'>;

/** The counter cells a unit stands in: one per Update stage, with the day that counts for it. */
export function counterCells(graph: StageGraph, unit: Counted): CounterCell[] {
  return graph.map((stage) => {
    const now = unit.state.stages[stage.key];
    return {
      cycleId: unit.cycleId,
      communeCode: unit.communeCode,
      unitKind: unit.unitKind,
      level: unit.managedBy,
      stage: stage.key,
      dueDay: lastDayOf(stage, now) ?? '',
      status: countedStatusOf(now, unit.state.status),
    };
  });
}

/** What the counters gain and lose when a unit's state changes. */
export function counterChanges(
  graph: StageGraph,
  before: Counted | undefined,
  after: Counted,
): (CounterCell & { by: number })[] {
  const left = before === undefined ? [] : counterCells(graph, before);
  return counterCells(graph, after).flatMap((cell, index) => {
    const old = left[index];
    if (old === undefined) return [{ ...cell, by: 1 }];
    if (old.status === cell.status && old.dueDay === cell.dueDay) return [];
    return [
      { ...old, by: -1 },
      { ...cell, by: 1 },
    ];
  });
}
