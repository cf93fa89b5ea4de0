export type CalendarErrorCode =
  | 'CALENDAR.BAD_DATE'
  | 'CALENDAR.BAD_INSTANT'
  | 'CALENDAR.BAD_PACK_DAY'
  | 'CALENDAR.NO_SUCH_DAY'
  | 'CALENDAR.BAD_TABLE'
  | 'CALENDAR.NO_WORKING_DAY';

/** Thrown when a day, an instant or a working-day table cannot be read. `message` is Vietnamese, for users. */
export class CalendarError extends Error {
  constructor(
    readonly code: CalendarErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'CalendarError';
  }
}
