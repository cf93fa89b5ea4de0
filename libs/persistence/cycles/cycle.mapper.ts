import type { Cycle } from '#libs/application';
import type { CycleRow } from './cycle.rows.js';

export function toCycle(row: CycleRow): Cycle {
  return {
    id: row.id,
    provinceCode: row.provinceCode,
    year: row.year,
    clockKind: row.clockKind,
    label: row.label ?? undefined,
    clockAt: row.clockAt?.toISOString(),
    packId: row.packId,
    packHash: row.packHash,
    state: row.state,
    unitsTotal: row.unitsTotal,
    createdAt: row.createdAt.toISOString(),
    openedAt: row.openedAt?.toISOString(),
    communes: row.communes ?? undefined,
    rulesVersion: row.rulesVersion,
    changedAt: row.changedAt.toISOString(),
    calendar: {
      plannedAt: row.calendarPlannedAt?.toISOString(),
      through: row.calendarThrough?.toISOString(),
      nextAt: row.calendarNextAt?.toISOString(),
    },
    reminders: {
      plannedAt: row.remindersPlannedAt?.toISOString(),
      through: row.remindersThrough?.toISOString(),
      nextAt: row.remindersNextAt?.toISOString(),
    },
    closedAt: row.closedAt?.toISOString(),
    pastKnownFrom: row.pastKnownFrom ?? undefined,
    migratedAt: row.migratedAt?.toISOString(),
  };
}
