import { z } from 'zod';

/** Input of `mailDelivery`: `relay` reaches people; `capture` keeps a rehearsal's mail inside the house. */
export const mailDeliveryInput = z.object({ relay: z.enum(['relay', 'capture']) });
export type MailDeliveryInput = z.infer<typeof mailDeliveryInput>;

export const mailDelivered = z.object({ accepted: z.number() });
export type MailDelivered = z.infer<typeof mailDelivered>;
