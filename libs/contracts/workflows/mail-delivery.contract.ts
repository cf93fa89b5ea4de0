import type { MailDelivered, MailDeliveryInput } from '../payloads/mail-delivery.js';

export type { MailDeliveryInput } from '../payloads/mail-delivery.js';

/** Activities of the mail worker. */
export interface MailActivities {
  /** Claims, sends and records messages until its time is up; heartbeats all along. Returns how many it sent. */
  deliverMail(input: MailDeliveryInput): Promise<MailDelivered>;
}
