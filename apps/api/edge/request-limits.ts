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

/** What was wrong a moment ago is so still, and is not looked up again so soon. */
const STILL_WRONG_MS = 10_000;

/** What is said of a token or a session that is not known. */
const WRONG = ['AUTH.INVALID', 'AUTH.SESSION_ENDED'] as const;

/** What of a request tells whose it is and where it comes from. */
export type LimitedRequest = Pick<FastifyRequest, 'ip'> & Pick<AdmittedRequest, 'headers' | 'identity'>;

/** Whether a route says that the process is alive; whoever watches over it is never turned away. */
export const isSignOfLife = ({ isOpen, isRoot }: Route): boolean => isOpen === true && isRoot === true;

/**
 * How many requests are taken (decision 0043): of an account wherever it asks from, and of a network as long as it is
 * not known which account asks. Wrong tokens of a network turn away nobody whose token this process has met, and one that is
 * sent again and again nobody at all.
 */
export class RequestLimits {
  private readonly buckets: Readonly<Record<LimitName, TokenBuckets | undefined>>;
  /** The account of each token that was right when it was last asked for. */
  private readonly owners = new Recent<string>(REMEMBERED);
  /** Tokens that were wrong when they were last asked for. */
  private readonly wrong = new Recent<{ readonly code: (typeof WRONG)[number]; readonly atMs: number }>(
    REMEMBERED,
  );

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    limits: Limits,
    private readonly metrics: Pick<Metrics, 'requestLimited'>,
    private readonly now: () => number = () => performance.now(),
  ) {
    const bucketsOf = (name: LimitName): TokenBuckets | undefined => {
      const limit = limits[name];
      return limit && new TokenBuckets(limit, this.now, REMEMBERED);
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
      ? this.identifyUnknown(request, digest, identify)
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
  private async identifyUnknown(
    request: LimitedRequest,
    digest: string,
    identify: () => Promise<void>,
  ): Promise<void> {
    const known = this.wrong.get(digest);
    if (known !== undefined && this.now() - known.atMs < STILL_WRONG_MS) {
      // A client with an old token asks in a loop: that counts for the token, and the network has its bucket for others.
      this.take('wrongTokens', digest);
      throw new DomainError(known.code);
    }
    const network = networkOf(request.ip);
    this.take('wrongTokens', network);
    try {
      await identify();
    } catch (error) {
      if (!this.noteWrong(digest, error)) this.buckets.wrongTokens?.giveBack(network);
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
      if (this.noteWrong(digest, error)) {
        // It was right and is not any more: revoked.
        this.owners.forget(digest);
        this.buckets.wrongTokens?.take(networkOf(request.ip));
      }
      throw error;
    }
  }

  /** Remembers a token that was found to be wrong; tells whether it was. */
  private noteWrong(digest: string, error: unknown): boolean {
    const code = error instanceof DomainError ? WRONG.find((each) => each === error.code) : undefined;
    if (code === undefined) return false;
    this.wrong.put(digest, { code, atMs: this.now() });
    return true;
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
