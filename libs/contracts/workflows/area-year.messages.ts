import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { AreaYearProgress } from './area-year.contract.js';

export const areaYearQuery = defineQuery<AreaYearProgress>('areaYear');
/** Ends a run of the first version, which stops after its opening; a later one would be started again by the next wake. */
export const closeAreaYearSignal = defineSignal('closeAreaYear');

/** Something changed that `areaYear` and `areaReminders` must look at; it says nothing more, they look for themselves. */
export const wakeSignal = defineSignal('wake');
