import { createHash, randomBytes } from 'node:crypto';
import { oneMore, SECOND_STEP, SLOWDOWNS, waitMs } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import { tokenDigest } from '../identity/tokens.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { PersonAccount } from './accounts.port.js';
import type { AttemptKey } from './attempts.port.js';
import type { Door, Entered, Entry } from './door.js';
import { endAccess } from './end-access.js';
import { asPerson, noteAccount } from './note-account.js';
import type { OneTime } from './one-time.port.js';
import type { Authenticator, TotpCodes } from './second-factor.port.js';
import { tellHolder } from './tell-holder.js';

type Needs = Stores<
  'accounts' | 'attempts' | 'audit' | 'messages' | 'now' | 'oneTime' | 'secondFactors' | 'sessions' | 'tokens'
>;

/** What an authenticator is given. */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** A code, of the authenticator or for when that is lost. */
export interface CodeBrought extends Pick<Entry, 'earlier' | 'remember' | 'userAgent'> {
  readonly ticket: string;
  readonly code: string;
}

/** Somebody who is in; codes for when the authenticator is lost are told once, when it has shown its first code. */
export type SecondEntered = Entered & { readonly recoveryCodes?: readonly string[] };

/** Hears of an authenticator whose secret cannot be read, as after a change of the installation's key. */
export type NotUnsealed = (error: unknown, accountId: string) => void;

/** The second step of coming in: a code beside the password or the link. */
export class SecondStep {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly door: Door,
    private readonly codes: TotpCodes,
    private readonly notUnsealed: NotUnsealed,
  ) {}

  /**
   * Gives an authenticator to an account that has none; again before its first code gives another one. Whoever has lost theirs
   * gives a recovery code for a new one, with which the old one and the other codes go, every session and every token.
   *
   * @throws DomainError AUTH.TICKET_SPENT, AUTH.ENROLLED, AUTH.WAIT, AUTH.CODE_WRONG, AUTH.SHARED_ADDRESS where two people read the mailbox that gave the ticket
   */
  async enrol(secretOfTicket: string, recoveryCode?: string): Promise<Enrolment> {
    const isLost = recoveryCode !== undefined;
    if (isLost) await this.unitOfWork.inTransaction((records) => count(records, secretOfTicket));
    return this.unitOfWork.inTransaction(async (records) => {
      const { account, ticket } = await holderOf(records, secretOfTicket);
      const known = await records.secondFactors.find(account.id);
      if (known?.isConfirmed === true && !isLost) throw new DomainError('AUTH.ENROLLED');
      requireOneReader(ticket);
      if (known?.isConfirmed === true && isLost) await giveUp(records, account, ticket, recoveryCode);
      const secret = this.codes.newSecret();
      await records.secondFactors.begin(account.id, this.codes.seal(secret));
      return { secret, uri: this.codes.uriOf(secret, account.email ?? account.name) };
    });
  }

  /**
   * Lets in who brings a code that nobody has brought before. Wrong ones are counted before they are looked at, and the ticket holds
   * until the right one.
   *
   * @throws DomainError AUTH.TICKET_SPENT, AUTH.WAIT, AUTH.CODE_WRONG, AUTH.NO_GRANT, AUTH.SHARED_ADDRESS
   */
  async execute(brought: CodeBrought): Promise<SecondEntered> {
    const key = await this.unitOfWork.inTransaction((records) => count(records, brought.ticket));
    return this.unitOfWork.inTransaction(async (records) => {
      const { account, ticket } = await holderOf(records, brought.ticket);
      await records.oneTime.drop('ticket', account.id);
      const recoveryCodes = await this.take(records, account, ticket, brought.code);
      await records.attempts.lock([key]);
      await records.attempts.succeeded([key]);
      const { userAgent, earlier, remember } = brought;
      const entry = { way: ticket.way ?? 'password', limit: ticket.limit, userAgent, earlier, remember };
      const entered = await this.door.enter(records, account, entry);
      return { ...entered, recoveryCodes };
    });
  }

  /** @returns codes for a lost authenticator, where this was its first code */
  private async take(
    records: Needs,
    account: PersonAccount,
    ticket: OneTime,
    code: string,
  ): Promise<readonly string[] | undefined> {
    const known = await records.secondFactors.find(account.id);
    if (known === undefined) throw new DomainError('AUTH.CODE_WRONG');
    if (!known.isConfirmed) requireOneReader(ticket);
    if (!/^\d{6}$/.test(code)) {
      const isTaken =
        known.isConfirmed && (await records.secondFactors.takeRecovery(account.id, digestOf(code)));
      if (!isTaken) throw new DomainError('AUTH.CODE_WRONG');
      await noteAccount(records, asPerson(account), account, 'account.recoveryCodeUsed');
      return undefined;
    }
    const secret = this.secretOf(known, account.id);
    const step = secret === undefined ? undefined : this.codes.stepOf(secret, code);
    if (step === undefined || !(await records.secondFactors.take(account.id, step))) {
      throw new DomainError('AUTH.CODE_WRONG');
    }
    if (known.isConfirmed) return undefined;
    const recoveryCodes = Array.from({ length: SECOND_STEP.recoveryCodes }, newRecoveryCode);
    await records.secondFactors.setRecovery(account.id, recoveryCodes.map(digestOf));
    await noteAccount(records, asPerson(account), account, 'account.authenticatorSet');
    return recoveryCodes;
  }

  /** Undefined where it was sealed under another key: its codes prove nothing then, a recovery code does. */
  private secretOf({ sealed }: Authenticator, accountId: string): string | undefined {
    try {
      return this.codes.unseal(sealed);
    } catch (error) {
      this.notUnsealed(error, accountId);
      return undefined;
    }
  }
}

/**
 * A mailbox that two people read gives nobody an authenticator, which would be that of the other person from then on.
 *
 * @throws DomainError AUTH.SHARED_ADDRESS
 */
function requireOneReader({ limit }: OneTime): void {
  if (limit !== undefined) throw new DomainError('AUTH.SHARED_ADDRESS');
}

/**
 * Takes the authenticator away, and ends whatever else has come in: a lost telephone may be in other hands.
 *
 * @throws DomainError AUTH.CODE_WRONG
 */
async function giveUp(
  records: Needs,
  account: PersonAccount,
  { id: ticketId }: OneTime,
  recoveryCode: string,
): Promise<void> {
  const isTaken = await records.secondFactors.takeRecovery(account.id, digestOf(recoveryCode));
  if (!isTaken) throw new DomainError('AUTH.CODE_WRONG');
  const key = { count: 'code', of: account.id } as const;
  await records.attempts.lock([key]);
  await records.attempts.succeeded([key]);
  await records.secondFactors.drop(account.id);
  await endAccess(records, account, { ticketId });
  await noteAccount(records, asPerson(account), account, 'account.authenticatorReset', {
    by: 'recovery-code',
  });
  await tellHolder(records, account, 'authenticator-reset');
}

/** @throws DomainError AUTH.TICKET_SPENT */
async function holderOf(
  records: Pick<Needs, 'accounts' | 'oneTime'>,
  secret: string,
): Promise<{ readonly account: PersonAccount; readonly ticket: OneTime }> {
  const ticket = await records.oneTime.find('ticket', tokenDigest(secret));
  const account = ticket && (await records.accounts.lock(ticket.accountId));
  if (ticket === undefined || account === undefined || account.disabledAt !== undefined) {
    throw new DomainError('AUTH.TICKET_SPENT');
  }
  // Of two at once the second finds it gone once the first has the account's row no more.
  if ((await records.oneTime.find('ticket', tokenDigest(secret))) === undefined) {
    throw new DomainError('AUTH.TICKET_SPENT');
  }
  return { account, ticket };
}

/** @throws DomainError AUTH.TICKET_SPENT, AUTH.WAIT */
async function count(records: Needs, ticket: string): Promise<AttemptKey> {
  const { account } = await holderOf(records, ticket);
  const key = { count: 'code', of: account.id } as const;
  const [attempts] = await records.attempts.lock([key]);
  if (attempts === undefined) throw new Error('no attempts');
  const wait = waitMs(SLOWDOWNS.code, attempts);
  if (wait > 0) throw new DomainError('AUTH.WAIT', { seconds: String(Math.ceil(wait / 1000)) });
  await records.attempts.count(key, oneMore(attempts));
  return key;
}

/** 80 bits, so that a fast digest is enough. */
const newRecoveryCode = (): string => (randomBytes(10).toString('hex').match(/.{5}/g) ?? []).join('-');

const digestOf = (code: string): string =>
  createHash('sha256').update(code.trim().toLowerCase()).digest('hex');
