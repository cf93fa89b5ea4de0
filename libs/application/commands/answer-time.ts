/** The API answers within this time; an outcome that comes later reaches the person by mail. */
export const ANSWER_WITHIN_MS = 3_000;
/** Near the limit nobody knows what the person has seen, and a mail too many does no harm. */
export const MAIL_REFUSAL_FROM_MS = 2_000;
