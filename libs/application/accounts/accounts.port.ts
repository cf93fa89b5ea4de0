import type { Grant } from '#libs/accounts';
import type { ActorRole } from '#libs/policy';

/** A person who may sign in. */
export interface PersonAccount {
  readonly id: string;
  /** The province whose administrators keep it. */
  readonly provinceCode: string;
  readonly name: string;
  /** In small letters. */
  readonly email?: string;
  readonly telephone?: string;
  readonly createdAt: string;
  /** When somebody signed in to it last; absent where nobody ever has. */
  readonly signedInAt?: string;
  readonly invitedAt?: string;
  /** Number of the wave of invitations that the person belongs to. */
  readonly invitedInWave?: number;
  readonly disabledAt?: string;
}

/** A grant with the papers behind it. */
export interface GivenGrant extends Grant {
  readonly accountId: string;
  readonly paper: string;
  readonly endPaper?: string;
}

/** A new account and who made it. */
export type NewAccount = Pick<PersonAccount, 'id' | 'provinceCode' | 'name' | 'email' | 'telephone'> & {
  readonly createdBy: string;
};

/** A new grant and who gave it. */
export type NewGrant = Omit<GivenGrant, 'endedAt' | 'endPaper'> & { readonly grantedBy: string };

/** That somebody changed by what an account is signed in to, or sent its holder the means. */
export interface ProofChange {
  readonly accountId: string;
  readonly kind: 'address' | 'authenticator' | 'invitation';
  readonly by: string;
  /** The address on record before. */
  readonly formerEmail?: string;
}

/** By whom and by which paper a grant ends. */
export interface GrantEnd {
  readonly by: string;
  readonly paper: string;
  /** The instant to come at which it ends; absent: now. */
  readonly at?: string;
}

/** An account with a password, as whoever checks it needs it. */
export interface PasswordHolder {
  readonly account: PersonAccount;
  readonly digest: string;
}

/** Who may act in a role at a place: by a grant, or a token that belongs to no account. */
export interface Actor {
  readonly role: string;
  readonly scopeLevel: string;
  readonly scopeCode: string;
}

/** Who may sign in, with their grants and passwords. */
export interface AccountRecords {
  find(accountId: string): Promise<PersonAccount | undefined>;
  /** Whether there is any account at all, also a disabled one. */
  any(): Promise<boolean>;
  /** Takes the account's row until the end of the transaction. */
  lock(accountId: string): Promise<PersonAccount | undefined>;
  /** Accounts of an address that are not disabled, the oldest first. */
  ofAddress(email: string): Promise<readonly PersonAccount[]>;
  /** Accounts that a province keeps, by name. */
  ofProvince(provinceCode: string): Promise<readonly PersonAccount[]>;
  add(account: NewAccount): Promise<void>;
  addAll(accounts: readonly NewAccount[]): Promise<void>;
  setTelephone(accountId: string, telephone: string): Promise<void>;
  /** How many accounts that are not disabled have each of these addresses, in whatever province; without those that none has. */
  countsOfAddresses(emails: readonly string[]): Promise<ReadonlyMap<string, number>>;
  disable(accountId: string, by: string, reason: string): Promise<void>;
  /**
   * Takes the rows of the accounts that may keep those of a province until the end of the transaction: granted the administration
   * of the province without an end so far, not disabled, signed in to once.
   */
  lockAdministrators(provinceCode: string): Promise<readonly PersonAccount[]>;
  /** Notes that an invitation was sent now, and in which wave; without one the person stays in the wave of before. */
  invited(accountId: string, wave?: number): Promise<void>;
  /** Notes that somebody signed in to it now. */
  signedIn(accountId: string): Promise<void>;
  /** Grants of accounts, in the order in which they were given. */
  grantsOf(accountIds: readonly string[]): Promise<readonly GivenGrant[]>;
  /**
   * The actor itself and whoever within so many days made its account, gave it a grant or changed what it is signed in by, and so on
   * upwards. An actor that is no account was made by nobody that is known; whom a head names to act for them is not made by the head.
   */
  makersOf(actorId: string, withinDays: number): Promise<readonly string[]>;
  /**
   * Who may act in the areas of a province, each role at a place once: by grants in force or still to begin of accounts that are not
   * disabled, and by tokens of no account and no rehearsal.
   */
  actorsOf(provinceCode: string): Promise<readonly Actor[]>;
  /** Who has a role at a unit by a grant in force now, disabled accounts aside, in the order of the grants. */
  holdersAt(unitId: string, role: ActorRole): Promise<readonly PersonAccount[]>;
  /** Grants to act for the head of a unit, past ones too, by their first day. */
  deputiesAt(unitId: string): Promise<readonly GivenGrant[]>;
  addGrant(grant: NewGrant): Promise<void>;
  addGrants(grants: readonly NewGrant[]): Promise<void>;
  /**
   * Ends a grant by a paper, in place of an end to come that another one has set.
   *
   * @returns false where it has ended already, and stays as it is
   */
  endGrant(grantId: string, end: GrantEnd): Promise<boolean>;
  /**
   * Ends the grants to act for the head that the account has given at units where it is the head no longer, or that it has given at all
   * where it is disabled.
   *
   * @returns those that it has ended
   */
  endDeputiesOf(
    accountId: string,
    end: GrantEnd,
  ): Promise<readonly { readonly id: string; readonly accountId: string }[]>;
  /** Those of an address that are not disabled and have a password, the oldest first. */
  passwordsOf(email: string): Promise<readonly PasswordHolder[]>;
  setPassword(accountId: string, digest: string): Promise<void>;
  /** Puts another address on record. */
  setAddress(accountId: string, email: string): Promise<void>;
  noteProofChange(change: ProofChange): Promise<void>;
  /** Addresses that an account had until within the last `withinMs`, each once; without the one that it has now. */
  formerAddressesOf(accountId: string, withinMs: number): Promise<readonly string[]>;
}
