import type { Reminder } from '#libs/application';
import type { ReminderRow } from './reminder.rows.js';

export function toReminder(row: ReminderRow): Reminder {
  return {
    id: row.id,
    cycleId: row.cycleId,
    unitId: row.unitId,
    stage: row.stage,
    dueDay: row.dueDay,
    rung: row.rung,
    recipient: row.recipient,
    sendDay: row.sendDay,
    state: row.state,
    reason: row.reason ?? '',
    dueAt: row.dueAt.toISOString(),
    messageId: row.messageId ?? undefined,
  };
}
