const TODAY = `(clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/** SQL: a grant may be acted on, now or from a day to come on; the rule is `isOpen` of libs/accounts. */
export const isOpenGrant = (grant: string): string =>
  `(${grant}.ended_at IS NULL OR ${grant}.ended_at > clock_timestamp())
   AND (${grant}.to_day IS NULL OR ${grant}.to_day >= ${TODAY})`;

/** SQL: a grant may be acted on now; the rule is `isInForce` of libs/accounts. */
export const isGrantInForce = (grant: string): string =>
  `${isOpenGrant(grant)} AND ${grant}.from_day <= ${TODAY}`;
