import { z } from 'zod';

/** How many requests are taken at once, and how many more with each second after that. */
export interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

/** A limit for each kind of asking; undefined where there is none. */
export interface Limits {
  /** Of one account, all its requests. */
  readonly account: Limit | undefined;
  /** Of one account, requests that bring a file; each of them counts for `account`, too. */
  readonly uploads: Limit | undefined;
  /** Of one account, requests that are answered with a file; each of them counts for `account`, too. */
  readonly exports: Limit | undefined;
  /** Of one remote address, requests whose token is not known. */
  readonly wrongTokens: Limit | undefined;
  /** Of one remote address, requests that bring no token. */
  readonly withoutToken: Limit | undefined;
}

const FORM = /^(?:off|([1-9]\d{0,6})\/(\d{1,5}(?:\.\d{1,3})?))$/;

/** A limit as it is set: `1000/50` takes 1000 at once and 50 a second after that, `off` sets none. */
export const limitSetting = (byDefault: string) =>
  z
    .string()
    .regex(FORM, 'must be <at once>/<a second>, such as 1000/50, or off')
    .refine((text) => text === 'off' || Number(text.split('/')[1]) > 0, 'must let in more than none a second')
    .default(byDefault)
    .transform((text): Limit | undefined => {
      const [, burst, perSecond] = FORM.exec(text) ?? [];
      return burst === undefined ? undefined : { burst: Number(burst), perSecond: Number(perSecond) };
    });
