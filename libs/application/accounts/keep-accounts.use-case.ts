import { randomUUID } from 'node:crypto';
import { isUnitRole, type Scope, scopeCode } from '#libs/access';
import { isInForce } from '#libs/accounts';
import { DomainError } from '#libs/contracts';
import type { ActorRole } from '#libs/policy';
import { auditActorOf } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { GivenGrant, GrantEnd } from './accounts.port.js';
import { endAccess } from './end-access.js';
import { endDeputiesOf } from './end-deputies.js';
import { sendInvitation } from './invitation.js';
import { found, type KeptAccount, kept, keptProvinceOf, shown } from './kept-accounts.js';
import { noteAccount } from './note-account.js';
import type { OneTimeSecrets } from './one-time-secrets.js';
import { tellHolder } from './tell-holder.js';

type Needs = Stores<
  | 'accounts'
  | 'audit'
  | 'messages'
  | 'now'
  | 'oneTime'
  | 'requests'
  | 'secondFactors'
  | 'sessions'
  | 'tokens'
  | 'units'
>;

/** Roles that act for an office at an area; without one nobody could tell that an office judges itself. */
const OF_OFFICE: readonly ActorRole[] = ['deciding-body', 'appraiser', 'supervisor'];

/** A person who gets an account. */
export interface WantedPerson {
  readonly name: string;
  readonly email?: string;
  readonly telephone?: string;
}

/** A role at a place that a paper gives. */
export interface WantedGrant {
  readonly role: ActorRole;
  readonly scope: Scope;
  readonly officeCode?: string;
  readonly from: string;
  readonly to?: string;
  readonly paper: string;
}

/** What an administrator does with the accounts of the own province; every change is a line of the province's audit. */
export class KeepAccounts {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork<Needs>, 'inTransaction'>,
    private readonly secrets: OneTimeSecrets,
  ) {}

  /** @throws DomainError ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA */
  async list(identity: Identity): Promise<readonly KeptAccount[]> {
    const provinceCode = keptProvinceOf(identity, 'readAccounts');
    return this.unitOfWork.inTransaction(async (records) => {
      const accounts = await records.accounts.ofProvince(provinceCode);
      const grants = new Map<string, GivenGrant[]>(accounts.map(({ id }) => [id, []]));
      for (const grant of await records.accounts.grantsOf([...grants.keys()])) {
        grants.get(grant.accountId)?.push(grant);
      }
      const now = await records.now();
      return accounts.map((account) => ({ account, grants: grants.get(account.id) ?? [], now }));
    });
  }

  /** @throws DomainError IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA */
  async create(identity: Identity, person: WantedPerson, key: string): Promise<KeptAccount> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    return this.unitOfWork.inTransaction(async (records) => {
      const id = await onceByKey(
        records,
        identity,
        { act: 'createAccount', key, content: person },
        async () => {
          const made = { id: randomUUID(), provinceCode, ...person };
          await records.accounts.add({ ...made, createdBy: identity.actorId });
          await noteAccount(
            records,
            auditActorOf(identity),
            { id: made.id, provinceCode },
            'account.created',
            person,
          );
          return made.id;
        },
      );
      return shown(records, provinceCode, id);
    });
  }

  /**
   * @throws DomainError IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ACCOUNT.UNKNOWN,
   *   ACCOUNT.DISABLED, UNIT.NOT_IN_SCOPE, AREA.UNKNOWN, GRANT.NEEDS_OFFICE, OFFICE.UNKNOWN
   */
  async grant(identity: Identity, accountId: string, wanted: WantedGrant, key: string): Promise<KeptAccount> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    return this.unitOfWork.inTransaction(async (records) => {
      const request = { act: 'grant', key, content: [accountId, wanted] };
      await onceByKey(records, identity, request, async () => {
        await kept(records, provinceCode, accountId);
        await checkPlace(records, provinceCode, wanted);
        const id = randomUUID();
        await records.accounts.addGrant({ id, accountId, ...wanted, grantedBy: identity.actorId });
        await noteAccount(
          records,
          auditActorOf(identity),
          { id: accountId, provinceCode },
          'account.granted',
          { id, ...wanted },
        );
        return id;
      });
      return shown(records, provinceCode, accountId);
    });
  }

  /**
   * Ends a grant now, and with it what it opened.
   *
   * @param paper by which it ends
   * @throws DomainError IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ACCOUNT.UNKNOWN,
   *   ACCOUNT.LAST_ADMINISTRATOR, GRANT.UNKNOWN, GRANT.ENDED
   */
  async endGrant(
    identity: Identity,
    { accountId, grantId }: { readonly accountId: string; readonly grantId: string },
    paper: string,
    key: string,
  ): Promise<KeptAccount> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    return this.unitOfWork.inTransaction(async (records) => {
      const request = { act: 'endGrant', key, content: [accountId, grantId, paper] };
      await onceByKey(records, identity, request, async () => {
        const administrators = await administratorGrants(records, provinceCode);
        await found(records, provinceCode, accountId);
        const grants = await records.accounts.grantsOf([accountId]);
        const grant = grants.find(({ id }) => id === grantId);
        if (grant === undefined) throw new DomainError('GRANT.UNKNOWN', { grant: grantId });
        requireOneLeft(administrators, ({ id }) => id === grantId);
        const end = { by: identity.actorId, paper };
        await endGrant(records, grant, end);
        await endDeputiesOf(records, identity, { id: accountId, provinceCode }, end);
        await noteAccount(
          records,
          auditActorOf(identity),
          { id: accountId, provinceCode },
          'account.grantEnded',
          { id: grantId, paper },
        );
        return grantId;
      });
      return shown(records, provinceCode, accountId);
    });
  }

  /**
   * Sends an invitation to the address on record; one that was sent before opens nothing any more.
   *
   * @throws DomainError IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ACCOUNT.UNKNOWN,
   *   ACCOUNT.DISABLED, ACCOUNT.NO_ADDRESS, ACCOUNT.SHARED_ADDRESS
   */
  async invite(
    identity: Identity,
    accountId: string,
    returnTo: string | undefined,
    key: string,
  ): Promise<KeptAccount> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    return this.unitOfWork.inTransaction(async (records) => {
      const request = { act: 'inviteAccount', key, content: [accountId, returnTo] };
      await onceByKey(records, identity, request, async () => {
        const { name, email } = await kept(records, provinceCode, accountId);
        if (email === undefined) throw new DomainError('ACCOUNT.NO_ADDRESS', { account: accountId });
        if ((await records.accounts.ofAddress(email)).length > 1) {
          throw new DomainError('ACCOUNT.SHARED_ADDRESS', { account: accountId });
        }
        const sending = { returnTo, by: identity.actorId };
        await sendInvitation(records, this.secrets, { id: accountId, name, email }, sending);
        await noteAccount(
          records,
          auditActorOf(identity),
          { id: accountId, provinceCode },
          'account.invited',
          {},
        );
        return accountId;
      });
      return shown(records, provinceCode, accountId);
    });
  }

  /**
   * Takes the authenticator of an account away with its recovery codes, where its holder has lost both; the next sign-in gives
   * another one. Every session of it ends, its tokens are revoked, and its holder is told.
   *
   * @throws DomainError IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ACCOUNT.UNKNOWN,
   *   ACCOUNT.DISABLED
   */
  async resetAuthenticator(
    identity: Identity,
    accountId: string,
    reason: string,
    key: string,
  ): Promise<KeptAccount> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    return this.unitOfWork.inTransaction(async (records) => {
      const request = { act: 'resetAuthenticator', key, content: [accountId, reason] };
      await onceByKey(records, identity, request, async () => {
        const account = await kept(records, provinceCode, accountId);
        await records.secondFactors.drop(accountId);
        await endAccess(records, account);
        const by = identity.actorId;
        await records.accounts.noteProofChange({ accountId, kind: 'authenticator', by });
        await noteAccount(
          records,
          auditActorOf(identity),
          { id: accountId, provinceCode },
          'account.authenticatorReset',
          { reason },
        );
        await tellHolder(records, account, 'authenticator-reset');
        return accountId;
      });
      return shown(records, provinceCode, accountId);
    });
  }

  /**
   * Disables an account for good, and with it every session and every token of it.
   *
   * @throws DomainError IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, ACCOUNT.UNKNOWN,
   *   ACCOUNT.DISABLED, ACCOUNT.LAST_ADMINISTRATOR
   */
  async disable(identity: Identity, accountId: string, reason: string, key: string): Promise<KeptAccount> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    return this.unitOfWork.inTransaction(async (records) => {
      await onceByKey(
        records,
        identity,
        { act: 'disableAccount', key, content: [accountId, reason] },
        async () => {
          const administrators = await administratorGrants(records, provinceCode);
          const account = await kept(records, provinceCode, accountId);
          requireOneLeft(administrators, (grant) => grant.accountId === accountId);
          await records.accounts.disable(accountId, identity.actorId, reason);
          await endAccess(records, account);
          await endDeputiesOf(records, identity, account, { by: identity.actorId, paper: reason });
          await noteAccount(
            records,
            auditActorOf(identity),
            { id: accountId, provinceCode },
            'account.disabled',
            { reason },
          );
          return accountId;
        },
      );
      return shown(records, provinceCode, accountId);
    });
  }
}

/**
 * A role is given at a place of the province alone; units' people at a unit, everybody else at an area.
 *
 * @throws DomainError UNIT.NOT_IN_SCOPE, AREA.UNKNOWN, GRANT.NEEDS_OFFICE, OFFICE.UNKNOWN
 */
async function checkPlace(
  { units }: Pick<Needs, 'units'>,
  provinceCode: string,
  { role, scope, officeCode }: WantedGrant,
): Promise<void> {
  const place = scopeCode(scope);
  if (isUnitRole(role) || scope.level === 'unit') {
    const unit = await units.find(place);
    if (unit?.provinceCode !== provinceCode) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: place });
    return;
  }
  if (!(await isOfProvince(units, provinceCode, scope)))
    throw new DomainError('AREA.UNKNOWN', { area: place });
  if (officeCode === undefined) {
    if (scope.level !== 'sector' && OF_OFFICE.includes(role)) throw new DomainError('GRANT.NEEDS_OFFICE');
    return;
  }
  const office = await units.office(officeCode);
  const area = scope.level === 'sector' ? scope.provinceCode : place;
  if (office?.areaCode !== area) throw new DomainError('OFFICE.UNKNOWN', { office: officeCode });
}

async function isOfProvince(units: Needs['units'], provinceCode: string, scope: Scope): Promise<boolean> {
  if (scope.level === 'tinh' || scope.level === 'sector') return scope.provinceCode === provinceCode;
  const place = scopeCode(scope);
  return (await units.communes(provinceCode)).some(
    ({ code, districtCode }) => (scope.level === 'xa' ? code : districtCode) === place,
  );
}

/** @throws DomainError GRANT.ENDED where it has ended before, so that nobody takes another paper for the one that ended it */
export async function endGrant(
  { accounts }: Pick<Needs, 'accounts'>,
  { id }: GivenGrant,
  end: GrantEnd,
): Promise<void> {
  if (!(await accounts.endGrant(id, end))) throw new DomainError('GRANT.ENDED', { grant: id });
}

/** Grants in force by which people who have signed in once keep the accounts of the province; nobody else ends them meanwhile. */
export async function administratorGrants(
  { accounts, now }: Pick<Needs, 'accounts' | 'now'>,
  provinceCode: string,
): Promise<readonly GivenGrant[]> {
  const keepers = await accounts.lockAdministrators(provinceCode);
  const grants = await accounts.grantsOf(keepers.map(({ id }) => id));
  const at = await now();
  return grants.filter(
    (grant) =>
      grant.role === 'administrator' &&
      grant.scope.level === 'tinh' &&
      grant.scope.provinceCode === provinceCode &&
      isInForce(grant, at),
  );
}

/** Somebody must stay who can let people in. */
export const leavesNone = (grants: readonly GivenGrant[], isEnded: (grant: GivenGrant) => boolean): boolean =>
  grants.length > 0 && grants.every(isEnded);

/** @throws DomainError ACCOUNT.LAST_ADMINISTRATOR where none is left */
function requireOneLeft(grants: readonly GivenGrant[], isEnded: (grant: GivenGrant) => boolean): void {
  if (leavesNone(grants, isEnded)) throw new DomainError('ACCOUNT.LAST_ADMINISTRATOR');
}
