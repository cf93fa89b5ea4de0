import type { BatchPlan } from './batches.port.js';

/** Whether what touches several communes or a closed year waits for a second account. */
export interface SecondAccountRule {
  readonly isOn: boolean;
}

/** Whether a batch of this plan waits for a second account. */
export const needsSecondAccount = (
  { isOn }: SecondAccountRule,
  { places, closedYears }: Pick<BatchPlan, 'places' | 'closedYears'>,
): boolean => isOn && (places.length > 1 || closedYears > 0);
