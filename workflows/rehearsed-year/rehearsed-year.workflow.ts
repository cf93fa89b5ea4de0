// Keeps the year of a rehearsal being lived until its end, whatever dies meanwhile; what is ordered, and how far it is,
// stands in the records.
import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { RehearsalInput, RehearsedYearActivities, RehearsedYearEnd } from '#libs/contracts/workflows';
import { RUN_TEXTS } from '#libs/contracts/workflows';

// The slowest pace is an hour a day. The heartbeat finds a dead worker, and the next try goes on where the clock stands.
const driver = proxyActivities<RehearsedYearActivities>({
  startToCloseTimeout: '30d',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
  summary: RUN_TEXTS.summaries.driveRehearsedYear,
});

export async function rehearsedYear({ cycleId, areaId }: RehearsalInput): Promise<RehearsedYearEnd> {
  setCurrentDetails(RUN_TEXTS.rehearsedYear.running);
  const end = await driver.driveRehearsedYear({ cycleId, areaId });
  const { ended, stopped } = RUN_TEXTS.rehearsedYear;
  setCurrentDetails(end.state === 'ended' ? ended(end.asDrawn === true) : stopped);
  return end;
}
