import { z } from 'zod';
import { cycleTurn } from './area-year.js';

/** A turn over the reminders; `carry` tells whether mails are to be made of what it planned. */
export const remindersTurn = cycleTurn.extend({ carry: z.boolean() });
export type RemindersTurn = z.infer<typeof remindersTurn>;

export const remindersCarried = z.object({ carried: z.number(), messages: z.number() });
export type RemindersCarried = z.infer<typeof remindersCarried>;
