import type { MailRelay } from './ids.js';

export interface MailDeliveryInput {
  readonly relay: MailRelay;
}

/** Activities of the mail worker. */
export interface MailActivities {
  /** Claims, sends and records messages until its time is up; heartbeats all along. Returns how many it sent. */
  deliverMail(input: MailDeliveryInput): Promise<{ readonly accepted: number }>;
}
