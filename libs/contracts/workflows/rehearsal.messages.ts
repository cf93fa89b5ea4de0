import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { RehearsalGoal, RehearsalProgress } from './rehearsal.contract.js';

export const advanceToSignal = defineSignal<[RehearsalGoal]>('advanceTo');

export const rehearsalQuery = defineQuery<RehearsalProgress>('rehearsal');
