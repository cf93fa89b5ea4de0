export { MailActivitiesProvider } from './mail/mail.activities.js';
export { OpeningActivitiesProvider } from './opening/opening.activities.js';
export { RecordsActivitiesProvider } from './records/records.activities.js';
