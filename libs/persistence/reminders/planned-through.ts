/** Whether the last turn planned all that was due: in the quiet hours it waits, and what is planned waits with it. */
export const PLANNED_THROUGH = `coalesce(reminders_through >= coalesce(clock_at, reminders_planned_at), false)`;
