import type { FastifyRequest } from 'fastify';
import { tokenDigest } from '#libs/application';
import type { Limits } from '#libs/config';
import { DomainError } from '#libs/contracts';
import type { Route } from '#libs/contracts/http';
import type { Metrics } from '#libs/observability';
import { type AdmittedRequest, bearerOf } from '../auth/caller.js';
import { sessionSecretOf } from '../auth/session-cookie.js';
import { networkOf } from './network-of.js';
import { Recent } from './recent.js';
import { TokenBuckets } from './token-buckets.js';

/** The refusal of each limit. */
const CODES = {
  account: 'LIMIT.ACCOUNT',
  uploads: 'LIMIT.UPLOADS',
  exports: 'LIMIT.EXPORTS',
  wrongTokens: 'LIMIT.WRONG_TOKENS',
  withoutToken: 'LIMIT.WITHOUT_TOKEN',
} as const satisfies Record<keyof Limits, string>;

type LimitName = keyof typeof CODES;
const NAMES = Object.keys(CODES) as readonly LimitName[];

/** Accounts, networks and tokens that are remembered, of each kind; a few megabytes in all. */
const REMEMBERED = 10_000;

/** What of a request tells whose it is and where it comes from. */
export type LimitedRequest = Pick<FastifyRequest, 'ip'> & Pick<AdmittedRequest, 'headers' | 'identity'>;

/** Whether a route says that the process is alive; whoever watches over it is never turned away. */
export const isSignOfLife = ({ isOpen, isRoot }: Route): boolean => isOpen === true && isRoot === true;

/**
 * How many requests are taken (decision 0043): of an account wherever it asks from, and of a network as long as it is
 * not known which account asks. Wrong tokens of a network turn away nobody whose token this process has met.
 */
export class RequestLimits {
  private readonly buckets: Readonly<Record<LimitName, TokenBuckets | undefined>>;
  /** The account of each token that was right when it was last asked for. */
  private readonly owners = new Recent<string>(REMEMBERED);

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    limits: Limits,
    private readonly metrics: Pick<Metrics, 'requestLimited'>,
    now: () => number = () => performance.now(),
  ) {
    const bucketsOf = (name: LimitName): TokenBuckets | undefined => {
      const limit = limits[name];
      return limit && new TokenBuckets(limit, now, REMEMBERED);
    };
    this.buckets = Object.fromEntries(NAMES.map((name) => [name, bucketsOf(name)])) as typeof this.buckets;
  }

  /**
   * Finds out whose request it is, within the limits: nothing is looked up for a request that is over one.
   *
   * @param identify finds the account and keeps it with the request
   * @throws DomainError LIMIT.*, and what `identify` throws
   */
  async identify(request: LimitedRequest, route: Route, identify: () => Promise<void>): Promise<void> {
    if (isSignOfLife(route)) return identify();
    const token = route.isOpen === true ? undefined : (bearerOf(request) ?? sessionSecretOf(request));
    if (token === undefined) {
      this.requireFewWithoutToken(request);
      return identify();
    }
    const digest = tokenDigest(token);
    const owner = this.owners.get(digest);
    await (owner === undefined
      ? this.identifyUnknown(request, identify)
      : this.identifyKnown(request, route, { digest, owner }, identify));
    const account = request.identity?.actorId;
    if (account === undefined) return;
    this.owners.put(digest, account);
    if (account !== owner) this.takeOfAccount(account, route);
  }

  /** @throws DomainError LIMIT.WITHOUT_TOKEN where the network of the request has asked too often without a token */
  requireFewWithoutToken({ ip }: Pick<LimitedRequest, 'ip'>): void {
    this.take('withoutToken', networkOf(ip));
  }

  /** The token counts as wrong until it is found to be right, so that many at once are not all looked up. */
  private async identifyUnknown(request: LimitedRequest, identify: () => Promise<void>): Promise<void> {
    const network = networkOf(request.ip);
    this.take('wrongTokens', network);
    try {
      await identify();
    } catch (error) {
      if (!isWrongToken(error)) this.buckets.wrongTokens?.giveBack(network);
      throw error;
    }
    this.buckets.wrongTokens?.giveBack(network);
  }

  private async identifyKnown(
    request: LimitedRequest,
    route: Route,
    { digest, owner }: { readonly digest: string; readonly owner: string },
    identify: () => Promise<void>,
  ): Promise<void> {
    this.takeOfAccount(owner, route);
    try {
      await identify();
    } catch (error) {
      if (isWrongToken(error)) {
        // It was right and is not any more: revoked.
        this.owners.forget(digest);
        this.buckets.wrongTokens?.take(networkOf(request.ip));
      }
      throw error;
    }
  }

  private takeOfAccount(account: string, { upload, form, files }: Route): void {
    if (upload !== undefined || form !== undefined) this.take('uploads', account);
    if (files !== undefined) this.take('exports', account);
    this.take('account', account);
  }

  private take(limit: LimitName, key: string): void {
    const seconds = this.buckets[limit]?.take(key) ?? 0;
    if (seconds === 0) return;
    this.metrics.requestLimited(limit);
    throw new DomainError(CODES[limit], { seconds: String(seconds) });
  }
}

const isWrongToken = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'AUTH.INVALID';
