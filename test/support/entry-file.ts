import { type EntryTable, entryTables } from '#libs/certification';
import { excelFile } from '#libs/documents';
import { leavesOf, type ManagementLevel, resolveStages, unitStages } from '#libs/policy';
import { loadPack } from '../../libs/policy/packs.support.js';

/** One row of a workbook of papers: the unit, and what was written by the key of the column. */
export interface EntryRow {
  readonly unit: string;
  readonly [column: string]: string;
}

/** The sheets of the workbook in 2026 under the pack of the samples. */
export const entryTablesOf = (managedBy: ManagementLevel): readonly EntryTable[] => {
  const pack = loadPack('quang-ngai-2025');
  const criteria = leavesOf(pack.criteria).filter(({ derivedFrom }) => derivedFrom === undefined);
  return entryTables(pack, unitStages(resolveStages(pack, 2026, { managedBy })), criteria);
};

/** A workbook as a person has filled it in, by the steps. */
export async function entryFile(
  steps: Readonly<Record<string, readonly EntryRow[]>>,
  managedBy: ManagementLevel = 'xa',
): Promise<Uint8Array> {
  const tables = entryTablesOf(managedBy).filter(({ stage }) => stage in steps);
  return excelFile({
    title: 'Nhập văn bản giấy',
    about: [],
    sections: tables.map(({ stage, sheet, columns }) => ({
      orientation: 'landscape',
      blocks: [
        {
          kind: 'table',
          table: {
            name: sheet,
            columns: columns.map(({ heading }) => ({ head: heading, width: 30 })),
            rows: (steps[stage] ?? []).map((row) => ({
              cells: columns.map(({ key }) => row[key] ?? null),
            })),
          },
        },
      ],
    })),
  });
}
