import { randomUUID } from 'node:crypto';
import { beforeEach } from '@jest/globals';
import {
  type Admitted,
  Callers,
  ChangeAddress,
  ChangePassword,
  Door,
  type Identity,
  KeepAccounts,
  KeepOwnAccount,
  KeepOwnTokens,
  KeepTokens,
  type OneTimePurpose,
  OneTimeSecrets,
  OpenOneTime,
  type PasswordHasher,
  SecondStep,
  SignInByPassword,
  type TotpCodes,
  tokenDigest,
  type WantedGrant,
} from '#libs/application';
import { databaseForEachTest, type SpecDatabase } from './database/spec-database.js';
import { seedAreas } from './lists.js';

export const administrator: Identity = {
  actorId: 'spec',
  name: 'Quản trị',
  role: 'administrator',
  scope: { level: 'tinh', provinceCode: '51' },
};
export const EMAIL = 'can-bo@example.test';
export const OTHER_EMAIL = 'khac@example.test';
export const PASSWORD = 'câu dài của cán bộ';
export const NET = '10.0.0.1';
/** The one code that every authenticator shows. */
export const CODE = '123456';

/** Acts for an office of the province, and needs no code. */
export const POLICE: WantedGrant = {
  role: 'appraiser',
  scope: { level: 'tinh', provinceCode: '51' },
  officeCode: 'PA',
  from: '2026-01-01',
  paper: 'QĐ 1',
};
export const withoutOffice = (role: WantedGrant['role']): WantedGrant => {
  const { officeCode: _office, ...wanted } = POLICE;
  return { ...wanted, role };
};
export const SCREEN = withoutOffice('screen');
export const KEEPER = withoutOffice('administrator');

/** The code of the refusal with which the work ended, else `done`. */
export const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

interface SignInFrom {
  readonly email?: string;
  readonly net?: string;
  readonly earlier?: string;
  readonly remember?: boolean;
}

/**
 * People of one province who sign in, on a database that each test begins anew. Passwords are hashed by no cost, and the codes of
 * authenticators are all the same: what these are worth is asked of their adapters.
 */
export class People {
  readonly secrets = new OneTimeSecrets(() => Buffer.alloc(32));
  readonly door = new Door({ idleMs: 1_800_000, absoluteMs: 28_800_000 }, this.secrets);
  /** How many passwords were hashed anew, and how many were looked at. */
  hashed = 0;
  verified = 0;
  /** Whether secrets of authenticators can be read. */
  isUnsealed = true;
  /** How long wrong attempts were made to wait, and whose authenticators could not be read. */
  readonly paused: number[] = [];
  readonly notUnsealed: string[] = [];
  private step = 0;

  constructor(private readonly databaseOfNow: () => SpecDatabase) {}

  forget(): void {
    this.hashed = 0;
    this.verified = 0;
    this.isUnsealed = true;
    this.paused.length = 0;
    this.notUnsealed.length = 0;
  }

  get database(): SpecDatabase {
    return this.databaseOfNow();
  }
  get keeping(): KeepAccounts {
    return new KeepAccounts(this.database.unitOfWork, this.secrets);
  }
  get own(): KeepOwnAccount {
    return new KeepOwnAccount(this.database.unitOfWork);
  }
  get tokens(): KeepOwnTokens {
    return new KeepOwnTokens(this.database.unitOfWork, { mostDays: 30 });
  }
  get tokensOfOthers(): KeepTokens {
    return new KeepTokens(this.database.unitOfWork);
  }
  get opening(): OpenOneTime {
    return new OpenOneTime(this.database.unitOfWork, this.door, this.passwords);
  }
  get addresses(): ChangeAddress {
    return new ChangeAddress(this.database.unitOfWork, this.secrets);
  }
  get changing(): ChangePassword {
    return new ChangePassword(this.database.unitOfWork, this.passwords);
  }
  get second(): SecondStep {
    return new SecondStep(
      this.database.unitOfWork,
      this.door,
      this.codes,
      (_error, id) => void this.notUnsealed.push(id),
    );
  }
  get callers(): Callers {
    return new Callers(this.database.tokens, this.database.sessions);
  }

  readonly passwords: PasswordHasher = {
    hash: async (password) => {
      this.hashed += 1;
      return `of ${password}`;
    },
    verify: async (digest, password) => {
      this.verified += 1;
      return digest === `of ${password}`;
    },
    pretend: async () => {
      this.verified += 1;
      return false;
    },
  };

  private readonly codes: TotpCodes = {
    newSecret: () => 'secret',
    uriOf: () => 'otpauth://totp/ANTQ',
    stepOf: (_secret, code) => {
      this.step += 1;
      return code === CODE ? this.step : undefined;
    },
    seal: (secret) => secret,
    unseal: (sealed) => {
      if (!this.isUnsealed) throw new Error('sealed under another key');
      return sealed;
    },
  };

  /** A person with these grants; with a password where one is given. */
  async person(
    grants: readonly WantedGrant[],
    { name = 'Nguyễn Văn An', email = EMAIL, password }: Readonly<Record<string, string | undefined>> = {},
  ): Promise<string> {
    const { account } = await this.keeping.create(administrator, { name, email }, randomUUID());
    for (const grant of grants) await this.keeping.grant(administrator, account.id, grant, randomUUID());
    if (password !== undefined) {
      await this.database.unitOfWork.inTransaction(({ accounts }) =>
        accounts.setPassword(account.id, `of ${password}`),
      );
    }
    return account.id;
  }

  signIn(password = PASSWORD, from: SignInFrom = {}, passwords = this.passwords): Promise<Admitted> {
    const pause = async (ms: number) => void this.paused.push(ms);
    const signingIn = new SignInByPassword(this.database.unitOfWork, this.door, passwords, pause);
    return signingIn.execute({ email: EMAIL, net: NET, ...from, password, userAgent: 'spec' });
  }

  /** Signs in who needs no code, and answers the secret of the session. */
  async enter(password = PASSWORD, from: SignInFrom = {}): Promise<string> {
    const admitted = await this.signIn(password, from);
    if ('ticket' in admitted) throw new Error('a code was asked for');
    return admitted.secret;
  }

  /** Signs in who has no authenticator yet and is given one, and answers the secret of the session. */
  async enterByCode(password = PASSWORD, from: SignInFrom = {}): Promise<string> {
    const admitted = await this.signIn(password, from);
    if (!('ticket' in admitted)) throw new Error('no code was asked for');
    if (admitted.enrols) await this.second.enrol(admitted.ticket);
    return (await this.bring(admitted.ticket, CODE)).secret;
  }

  bring(ticket: string, code: string) {
    return this.second.execute({ ticket, code, userAgent: 'spec' });
  }

  /** Who asks by the secret of a session; undefined where it opens nothing. */
  callerOf(secret: string, noted = true): Promise<Identity | undefined> {
    return this.callers.find({ kind: 'session', digest: tokenDigest(secret) }, noted);
  }

  /** Who is signed in by the secret. */
  async signedIn(secret: string): Promise<Identity> {
    const caller = await this.callerOf(secret);
    if (caller === undefined) throw new Error('not signed in');
    return caller;
  }

  /** The secret of a mail of that purpose which has just been sent. */
  async mailed(purpose: Exclude<OneTimePurpose, 'ticket'>, accountId: string): Promise<string> {
    const one = { id: randomUUID(), purpose, accountId };
    const secret = this.secrets.of(one);
    await this.database.unitOfWork.inTransaction(({ oneTime }) =>
      oneTime.add({ ...one, digest: tokenDigest(secret), validMs: 60_000 }),
    );
    return secret;
  }

  /** To whom mails of a template wait to go. */
  async mailsOf(template: string): Promise<readonly unknown[]> {
    const rows = await this.query('SELECT recipient FROM message WHERE template = $1', [template]);
    return rows.map(({ recipient }) => recipient);
  }

  query(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.database.source.query<Record<string, unknown>[]>(sql, [...values]);
  }
}

/** To be called where tests are declared. */
export function peopleForEachTest(): People {
  const people = new People(
    databaseForEachTest(async (database) => {
      await seedAreas(database);
      await database.source.query(
        `INSERT INTO office (code, kind, area_code, name, duties)
         VALUES ('PA', 'cong-an', '51', 'Phòng', '{}'), ('PB', 'cong-an', NULL, 'Phòng khác', '{}')`,
      );
    }),
  );
  beforeEach(() => people.forget());
  return people;
}
