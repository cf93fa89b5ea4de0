export { CalendarActivitiesProvider } from './calendar/calendar.activities.js';
export { MailActivitiesProvider } from './mail/mail.activities.js';
export { OpeningActivitiesProvider } from './opening/opening.activities.js';
export { RecordsActivitiesProvider } from './records/records.activities.js';
export { RehearsalActivitiesProvider } from './rehearsal/rehearsal.activities.js';
export { RemindersActivitiesProvider } from './reminders/reminders.activities.js';
