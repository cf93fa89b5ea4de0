import { dateOf } from '#libs/calendar';
import { SYSTEM_AUDIT } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { KeepAccounts } from './keep-accounts.use-case.js';
import type { OneTimeSecrets } from './one-time-secrets.js';

/** Stands where accounts name the paper behind a grant: no administrator was there to enter one. */
const PAPER = 'Cài đặt hệ thống';
/** One for every preparation, so that of two at once one makes the account. */
const KEY = 'first-administrator';

/** Whom an installation begins with; the address in small letters. */
export interface FirstAdministrator {
  readonly email: string;
  readonly provinceCode: string;
}

/** The account by which all others are made, where an installation has none; the system makes it, as administrators make theirs. */
export class InviteFirstAdministrator {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly secrets: OneTimeSecrets,
  ) {}

  /** Whether there is no account yet, also no disabled one. */
  async isAwaited(): Promise<boolean> {
    return this.unitOfWork.inTransaction(async ({ accounts }) => !(await accounts.any()));
  }

  /**
   * Makes the account, grants it the province's administration from today on and queues its invitation: all of it or nothing.
   * Does nothing where there is an account.
   */
  async execute({ email, provinceCode }: FirstAdministrator): Promise<void> {
    const scope = { level: 'tinh', provinceCode } as const;
    const system: Identity = {
      actorId: SYSTEM_AUDIT.actorId,
      name: 'Hệ thống',
      role: 'administrator',
      scope,
    };
    await this.unitOfWork.inTransaction(async (records) => {
      if (await records.accounts.any()) return;
      const keeping = new KeepAccounts({ inTransaction: (work) => work(records) }, this.secrets);
      const { account, now } = await keeping.create(system, { name: 'Quản trị hệ thống', email }, KEY);
      const grant = { role: 'administrator', scope, from: dateOf(now), paper: PAPER } as const;
      await keeping.grant(system, account.id, grant, KEY);
      await keeping.invite(system, account.id, undefined, KEY);
    });
  }
}
