const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** `2026-08-24`: the day in Vietnam at an instant. */
export const dateOf = (instant: Date): string => PARTS.format(instant);
