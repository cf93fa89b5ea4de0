// Opens the units of a province's cycle (Kế hoạch 33/KH-UBND, I.4: every unit takes part) and stays for its calendar.
import { condition, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { AreaYearInput, OpeningActivities, OpeningProgress } from '#libs/contracts';
import { areaYearQuery, closeAreaYearSignal } from '#libs/contracts';

// One long activity opens all pages and heartbeats the last unit; a lost worker costs one heartbeat, not the opening.
const opening = proxyActivities<OpeningActivities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
  summary: 'Mở chu kỳ cho từng đơn vị',
});

export async function areaYear(input: AreaYearInput): Promise<OpeningProgress> {
  let progress: OpeningProgress = { opened: 0, total: 0 };
  let phase = 'opening';
  let closed = false;
  setHandler(areaYearQuery, () => ({ ...progress, phase }));
  setHandler(closeAreaYearSignal, () => {
    closed = true;
  });

  setCurrentDetails('Đang mở chu kỳ cho các đơn vị');
  progress = await opening.openUnits(input);
  phase = 'open';
  setCurrentDetails(`Đã mở ${progress.opened}/${progress.total} đơn vị`);

  await condition(() => closed);
  return progress;
}
