import { Client } from 'pg';
import { checkAudit } from './audit.js';
import { checkCommands, checkScopes } from './commands.js';
import { checkCounters } from './counters.js';
import { checkMails } from './mails.js';
import { readPacks } from './pack-reading.js';
import { checkRuns } from './runs.js';
import { readSnapshot } from './snapshot.js';
import type { CheckInput, Database, Violation } from './types.js';
import { checkYears } from './years.js';

/**
 * Checks the promises of the system from outside: reads PostgreSQL, the received mails and the Temporal histories, and
 * shares no code with the product. To be run when all is at rest: what is still under way counts as a violation.
 *
 * @returns what was found, a sentence each; empty when everything holds
 */
export async function check(input: CheckInput): Promise<readonly Violation[]> {
  if (typeof input.database !== 'string') return checkIn(input.database, input);
  const client = new Client({ connectionString: input.database, application_name: 'checker' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await checkIn(client, input);
  } finally {
    await client.end();
  }
}

async function checkIn(database: Database, input: CheckInput): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  const report = (invariant: Violation['invariant'], object: string, sentence: string): void => {
    violations.push({ invariant, object, sentence });
  };
  const data = await readSnapshot(database);
  const stagesOf = readPacks(data, report);
  checkCommands(data, input.acknowledged ?? [], report);
  checkMails(data, input.mails, report);
  checkYears(data, stagesOf, report);
  checkCounters(data, stagesOf, report);
  checkAudit(data, report);
  checkScopes(data, stagesOf, report);
  await checkRuns(data, input, stagesOf, report);
  return violations;
}
