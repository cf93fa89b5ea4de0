export { areaReminders } from './area-reminders/area-reminders.workflow.js';
export { areaYear } from './area-year/area-year.workflow.js';
export { mailDelivery } from './mail-delivery/mail-delivery.workflow.js';
export { rehearsal } from './rehearsal/rehearsal.workflow.js';
export { rehearsedYear } from './rehearsed-year/rehearsed-year.workflow.js';
export { unitYear } from './unit-year/unit-year.workflow.js';
