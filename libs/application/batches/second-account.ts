import type { BatchPlan } from './batches.port.js';

/** Whether what touches several communes or a closed year waits for a second account, and whose account is one. */
export interface SecondAccountRule {
  readonly isOn: boolean;
  /** For so many days an account is none beside whoever made it, gave it a role or changed what it is signed in by. */
  readonly makerDays: number;
}

/** Whether a batch of this plan waits for a second account. */
export const needsSecondAccount = (
  { isOn }: Pick<SecondAccountRule, 'isOn'>,
  { places, closedYears }: Pick<BatchPlan, 'places' | 'closedYears'>,
): boolean => isOn && (places.length > 1 || closedYears > 0);
