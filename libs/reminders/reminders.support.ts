import type { WorkingDayTable } from '#libs/calendar';
import type { DueLine, Ladder, ReminderRules } from './index.js';

/** The rules of the specs, written out so that a change of a pack does not move what they expect. */
export const rules: ReminderRules = {
  beforeDays: [30, 14, 7, 3, 1, 0],
  afterDays: [1, 3, 7],
  thenEveryDays: 7,
  waitingAt: '14:00',
  sendAt: '08:00',
  quiet: { from: '18:00', to: '07:00' },
  escalateAfterDays: 7,
  announcedPauseDays: 5,
  recipients: [{ key: 'officer', src: 'assumed', status: 'assumed' }],
  src: 'assumed',
  status: 'assumed',
};

export const table: WorkingDayTable = {
  version: 'mẫu',
  weekend: [6, 7],
  holidays: [
    { date: '2025-09-01', name: 'Nghỉ liền kề Quốc khánh' },
    { date: '2025-09-02', name: 'Quốc khánh' },
    { date: '2026-01-01', name: 'Tết Dương lịch' },
    { date: '2026-01-02', name: 'Nghỉ hoán đổi' },
    { date: '2026-09-01', name: 'Nghỉ liền kề Quốc khánh' },
    { date: '2026-09-02', name: 'Quốc khánh' },
  ],
  workingSwaps: [{ date: '2026-01-10', name: 'Làm bù' }],
};

/** The plan of 2025, asked for four days before its last day, which is a Sunday. */
export const plan2025: DueLine = {
  opensDay: '2025-08-21',
  lastDay: '2025-08-24',
  cutOffDay: '2025-10-31',
  endDay: '2026-01-31',
  openedAt: '2025-08-21T00:00:00+07:00',
};

/** A ladder as a person writes it down: the day and what goes out, what else that stands for in brackets. */
export const written = ({ rungs }: Ladder): string[] =>
  rungs.map(({ sendDay, key, covers }) => {
    const others = covers.filter((each) => each !== key);
    return `${sendDay} ${key}${others.length > 0 ? ` (${others.join(', ')})` : ''}`;
  });
