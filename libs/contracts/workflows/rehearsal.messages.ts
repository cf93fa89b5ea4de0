import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { RehearsalGoal } from './rehearsal.contract.js';

export const advanceToSignal = defineSignal<[RehearsalGoal]>('advanceTo');

/** The clock after the last step, and the instant that is asked for; each absent before the first. */
export const rehearsalQuery = defineQuery<{
  readonly now?: string;
  readonly to?: string;
}>('rehearsal');
