import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { OpeningProgress } from './area-year.contract.js';

export const areaYearQuery = defineQuery<OpeningProgress & { readonly phase: string }>('areaYear');
export const closeAreaYearSignal = defineSignal('closeAreaYear');
