import { setTimeout as delay } from 'node:timers/promises';
import { type CycleAnswer, type OpenCycleAnswer, unitYearWorkflowId } from '#libs/contracts';
import type { Stack } from '../support/stack.js';
import { applied, instantOf, stepsOf } from '../support/unit-year-driver.js';
import type { Told } from './rare-stories.js';

/** Name of the story that `liveNewStages` leaves. */
export const NEW_STAGES = 'newStages';

/** A unit hands in papers at stages whose keys no Update bears, and its year is closed. Only on a stack with that pack. */
export async function liveNewStages(stack: Stack): Promise<readonly Told[]> {
  const administrator = stack.token('administrator');
  const opening = { policy: 'synthetic', year: 2026, province: '51', rehearsal: 'buoc-moi' };
  const clockStart = instantOf(2026, '01-12T09:00');
  const opened = await stack.call<OpenCycleAnswer>('POST', '/cycles', administrator, {
    ...opening,
    clockStart,
  });
  if (opened.status !== 201) throw new Error(`not opened: ${JSON.stringify(opened.body)}`);
  const cycleId = opened.body.cycle.id;
  const isOpen = async () =>
    (await stack.call<CycleAnswer>('GET', `/cycles/${cycleId}`, administrator)).body.state === 'open';
  while (!(await isOpen())) await delay(100);
  const unitId = stack.inside[0]?.id ?? '';
  const steps = stepsOf(stack, cycleId, unitId);
  await applied(stack, await steps.submit('springPlan'));
  await applied(stack, await steps.giveBack('springPlan'));
  await applied(stack, await steps.submit('springPlan'));
  await applied(stack, await steps.submit('enrolment'));
  await applied(stack, await steps.send(administrator, { kind: 'close', reason: 'Đơn vị giải thể' }));
  return [{ story: NEW_STAGES, workflowId: unitYearWorkflowId(cycleId, unitId) }];
}
