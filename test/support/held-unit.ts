import { Client } from 'pg';

/** Where the database is and who may lock rows in it. */
interface Holder {
  readonly ownerUrl: string;
}

/**
 * Does work while somebody else holds the unit's row, as a long change of it would: the door leaves the commands of the
 * unit to its run, which waits for the row. Let go when the work is done, or when the database goes away.
 */
export async function whileUnitHeld<T>(
  { ownerUrl }: Holder,
  cycleId: string,
  unitId: string,
  work: () => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'antq-test-holder' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('BEGIN');
    // Not the key, as every change of a unit: papers that refer to the year may be added meanwhile.
    const { rowCount } = await client.query(
      'SELECT 1 FROM unit_year WHERE cycle_id = $1 AND unit_id = $2 FOR NO KEY UPDATE',
      [cycleId, unitId],
    );
    if (rowCount !== 1) throw new Error(`the cycle ${cycleId} has no unit ${unitId}`);
    return await work();
  } finally {
    await client.end().catch(() => undefined);
  }
}
