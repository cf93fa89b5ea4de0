import { readDecisionList } from '#libs/certification';
import type { DecisionListAnswer } from '#libs/contracts/http';
import { readTable } from '#libs/documents';

/** The units of a decision as a CSV or XLSX file lists them, and what is wrong with the other rows. */
export async function decisionList(file: Uint8Array, filename: string): Promise<DecisionListAnswer> {
  const table = await readTable(file, filename);
  if ('problem' in table) {
    const { code, message } = table.problem;
    return { units: [], problems: [{ code, place: 'tệp', message }] };
  }
  const { lines, problems } = readDecisionList(table.rows);
  return { units: lines, problems };
}
