import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { type ListedDay, type WorkingDayTable, workingDayTable } from '#libs/calendar';
import { type CliSettings, readPackFiles, referenceFile } from '#libs/config';
import { PackCatalogue, PolicyError } from '#libs/policy';
import { CliError, EXIT, usageError } from './cli.error.js';

/** The packs of this installation, as the API would read them: those of the product and of ANTQ_POLICY_DIR. */
export function ownPacks({ policyDir }: CliSettings): PackCatalogue {
  try {
    return new PackCatalogue(readPackFiles(policyDir));
  } catch (error) {
    throw usageError(
      `Không đọc được thư mục ${policyDir ?? ''} (ANTQ_POLICY_DIR): ${(error as Error).message}`,
    );
  }
}

/** The days off that a fresh installation starts from. */
export async function countryDays(): Promise<WorkingDayTable> {
  const bytes = await readFile(referenceFile('holidays.csv'));
  return workingDayTable('kèm theo phần mềm', parse<ListedDay>(bytes, { columns: true, bom: true }));
}

/** What the packs answer, a refusal of theirs told as the API would. */
export function askPacks<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new CliError(error.code === 'POLICY.UNKNOWN' ? EXIT.notFound : EXIT.refused, error.message);
  }
}
