import {
  isReportPaper,
  type ManagementLevel,
  type PackDocument,
  type PolicyPack,
  stageWithRole,
} from '#libs/policy';
import { type Entry, taskFigures } from '#libs/registers';
import type { LevelRules } from '../cycle-rules/cycle-days.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { ReportContent } from './figures.port.js';
import { reportFigures } from './report-figures.js';

type Needs = Stores<'figures' | 'papers' | 'registers'>;

/** The report that a body of the level makes over its area. */
export const reportPaperAt = (
  { documents }: Pick<PolicyPack, 'documents'>,
  level: ManagementLevel,
): PackDocument | undefined =>
  documents.find(({ key, issuedBy }) => isReportPaper(key) && issuedBy[level] !== undefined);

/**
 * What a report over a commune, a district or the province says at this instant.
 *
 * @param area its code, that of the province for all of it
 * @param asOf the cycle's now
 */
export async function reportContent(
  records: Needs,
  cycle: Pick<Cycle, 'id' | 'year' | 'provinceCode'>,
  levels: LevelRules,
  { tasks = [] }: Pick<PackDocument, 'tasks'>,
  area: string,
  asOf: string,
): Promise<ReportContent> {
  const { pack, stages } = levels.tinh;
  const { provinceCode } = cycle;
  const subject = { communeCode: area, provinceCode };
  const report = stages.find(({ reportsOn }) => reportsOn !== undefined)?.key ?? '';
  const figures = await reportFigures(records, cycle, { ...levels.tinh, levels }, subject, report, asOf);
  const registration = stageWithRole(stages, 'registration')?.key;
  const within = area === provinceCode ? undefined : area;
  const units = await records.figures.reportUnits(cycle.id, registration, within);
  const shown = [...new Set(tasks.flatMap(({ registers }) => registers.map(({ register }) => register)))];
  const unitIds = units.map(({ unitId }) => unitId);
  const entries = shown.length === 0 ? [] : await records.registers.ofUnits(cycle.id, unitIds, shown);
  return { figures, tasks: taskFigures(pack.registers, tasks, byUnit(entries)), units };
}

function byUnit(entries: readonly (Entry & { readonly unitId: string })[]): readonly (readonly Entry[])[] {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) found.set(entry.unitId, [...(found.get(entry.unitId) ?? []), entry]);
  return [...found.values()];
}
