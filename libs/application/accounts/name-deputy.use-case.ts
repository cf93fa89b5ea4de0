import { randomUUID } from 'node:crypto';
import { type Permission, relationsTo } from '#libs/access';
import { isInForce } from '#libs/accounts';
import { dateOf, formatOfficialDay } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import { requireRight } from '../access/rights.js';
import { auditActorOf } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Unit } from '../units/units.port.js';
import type { GivenGrant, PersonAccount } from './accounts.port.js';
import { sendInvitation } from './invitation.js';
import { noteAccount } from './note-account.js';
import type { OneTimeSecrets } from './one-time-secrets.js';

type Needs = Stores<'accounts' | 'audit' | 'messages' | 'now' | 'oneTime' | 'requests' | 'units'>;

/** Who is to act for the head, from when to when. */
export interface WantedDeputy {
  /** An account that has a role at the unit; else the person is known by name and address. */
  readonly accountId?: string;
  readonly person?: { readonly name: string; readonly email: string };
  readonly from: string;
  readonly to: string;
  /** Paper by which the head names the deputy. */
  readonly paper: string;
}

/** A deputy of the head of a unit, past ones too. */
export interface Deputy {
  readonly account: PersonAccount;
  readonly grant: GivenGrant;
  readonly isInForce: boolean;
}

/**
 * The head of a unit names who acts for them (ký thay) from one day to another. It is a grant of the head's role that bears the head's
 * name: the same table of rights holds, it ends by itself, and whoever acts by it cannot name a deputy in turn.
 */
export class NameDeputy {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork<Needs>, 'inTransaction'>,
    private readonly secrets: OneTimeSecrets,
  ) {}

  /** @throws DomainError UNIT.NOT_IN_SCOPE, ACTOR.OTHER_ROLE, ACTOR.REHEARSAL_ONLY */
  list(identity: Identity, unitId: string): Promise<readonly Deputy[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      await ownUnit(records, identity, 'seeDeputies', unitId);
      return deputiesOf(records, unitId);
    });
  }

  /**
   * @throws DomainError UNIT.NOT_IN_SCOPE, ACTOR.OTHER_ROLE, ACTOR.DEPUTY, ACTOR.REHEARSAL_ONLY, DEPUTY.DAYS, DEPUTY.SELF,
   *   DEPUTY.NOT_OF_UNIT, DEPUTY.STANDS, IDEMPOTENCY.REUSED
   */
  name(identity: Identity, unitId: string, wanted: WantedDeputy, key: string): Promise<readonly Deputy[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      const unit = await ownUnit(records, identity, 'nameDeputy', unitId);
      const content = [unitId, wanted];
      await onceByKey(records, identity, { act: 'nameDeputy', key, content }, async () => {
        const today = dateOf(await records.now());
        const { from, to, paper } = wanted;
        if (from < today || to < from) throw new DomainError('DEPUTY.DAYS', { today });
        const account = await this.accountOf(records, identity, unit, wanted);
        if (account.id === identity.actorId) throw new DomainError('DEPUTY.SELF');
        const standing = (await deputiesOf(records, unitId)).find(
          ({ grant }) => grant.endedAt === undefined && grant.from <= to && (grant.to ?? to) >= from,
        );
        if (standing !== undefined) throw new DomainError('DEPUTY.STANDS', { name: standing.account.name });
        const id = randomUUID();
        await records.accounts.addGrant({
          ...{ id, accountId: account.id, role: 'unit-head', scope: { level: 'unit', unitId } },
          ...{ from, to, paper, grantedBy: identity.actorId, deputyFor: identity.name },
        });
        await note(records, identity, account, 'account.deputyNamed', { id, unitId, from, to, paper });
        await tellBoth(records, identity, unit, account, { from, to, ended: '' });
        return id;
      });
      return deputiesOf(records, unitId);
    });
  }

  /**
   * Ends it before its last day.
   *
   * @throws DomainError UNIT.NOT_IN_SCOPE, ACTOR.OTHER_ROLE, ACTOR.DEPUTY, ACTOR.REHEARSAL_ONLY, DEPUTY.UNKNOWN, IDEMPOTENCY.REUSED
   */
  end(
    identity: Identity,
    unitId: string,
    about: { readonly grantId: string; readonly paper: string },
    key: string,
  ): Promise<readonly Deputy[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      const unit = await ownUnit(records, identity, 'nameDeputy', unitId);
      const { grantId, paper } = about;
      await onceByKey(records, identity, { act: 'endDeputy', key, content: [unitId, about] }, async () => {
        const known = (await deputiesOf(records, unitId)).find(({ grant }) => grant.id === grantId);
        if (known === undefined || known.grant.endedAt !== undefined) throw new DomainError('DEPUTY.UNKNOWN');
        await records.accounts.endGrant(grantId, { by: identity.actorId, paper });
        await note(records, identity, known.account, 'account.grantEnded', { id: grantId, paper });
        const { from, to = from } = known.grant;
        await tellBoth(records, identity, unit, known.account, { from, to, ended: 'yes' });
        return grantId;
      });
      return deputiesOf(records, unitId);
    });
  }

  /** An account of the unit, or of the address, which is made and invited where there is none. */
  private async accountOf(
    records: Needs,
    identity: Identity,
    unit: Unit,
    { accountId, person }: WantedDeputy,
  ): Promise<PersonAccount> {
    if (accountId !== undefined) {
      const account = await records.accounts.lock(accountId);
      const grants = account === undefined ? [] : await records.accounts.grantsOf([account.id]);
      const now = await records.now();
      const isOfUnit = grants.some(
        (grant) => grant.scope.level === 'unit' && grant.scope.unitId === unit.id && isInForce(grant, now),
      );
      if (account === undefined || account.disabledAt !== undefined || !isOfUnit) {
        throw new DomainError('DEPUTY.NOT_OF_UNIT');
      }
      return account;
    }
    if (person === undefined) throw new DomainError('DEPUTY.NOT_OF_UNIT');
    const [known, ...others] = await records.accounts.ofAddress(person.email.toLowerCase());
    // An account of elsewhere, or one of two people, is nothing that a head gives a role to.
    if (others.length > 0 || (known !== undefined && known.provinceCode !== unit.provinceCode)) {
      throw new DomainError('DEPUTY.NOT_OF_UNIT');
    }
    if (known !== undefined) return known;
    const made = {
      ...person,
      id: randomUUID(),
      provinceCode: unit.provinceCode,
      email: person.email.toLowerCase(),
    };
    await records.accounts.add({ ...made, createdBy: identity.actorId });
    await note(records, identity, made, 'account.created', person);
    await sendInvitation(records, this.secrets, made, { by: identity.actorId });
    return { ...made, createdAt: await records.now() };
  }
}

/**
 * The unit, where the account is its own.
 *
 * @throws DomainError UNIT.NOT_IN_SCOPE, ACTOR.REHEARSAL_ONLY, and with the code that the table gives
 */
async function ownUnit(
  { units }: Stores<'units'>,
  identity: Identity,
  act: Permission & ('nameDeputy' | 'seeDeputies'),
  unitId: string,
): Promise<Unit> {
  if (identity.cycleId !== undefined) {
    throw new DomainError('ACTOR.REHEARSAL_ONLY', { cycle: identity.cycleId });
  }
  const unit = await units.find(unitId);
  if (unit === undefined) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
  const { provinceCode, communeCode, districtCode, kind: unitKind } = unit;
  const held = relationsTo(identity, { unitId, provinceCode, communeCode, districtCode, unitKind });
  if (!held.has('inScope')) throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: unitId });
  requireRight(identity, act, held);
  return unit;
}

async function deputiesOf(
  { accounts, now }: Stores<'accounts' | 'now'>,
  unitId: string,
): Promise<readonly Deputy[]> {
  const grants = await accounts.deputiesAt(unitId);
  const at = await now();
  const found: Deputy[] = [];
  for (const grant of grants) {
    const account = await accounts.find(grant.accountId);
    if (account !== undefined) found.push({ account, grant, isInForce: isInForce(grant, at) });
  }
  return found;
}

const note = (
  records: Stores<'audit'>,
  identity: Identity,
  account: Pick<PersonAccount, 'id' | 'provinceCode'>,
  action: string,
  detail: unknown,
): Promise<void> => noteAccount(records, auditActorOf(identity), account, action, detail);

/** Both hear of it, so that nobody acts for a head who does not know. */
async function tellBoth(
  { accounts, messages }: Stores<'accounts' | 'messages'>,
  identity: Identity,
  unit: Unit,
  deputy: Pick<PersonAccount, 'name' | 'email'>,
  { from, to, ended }: { readonly from: string; readonly to: string; readonly ended: string },
): Promise<void> {
  const head = UUID.test(identity.actorId) ? await accounts.find(identity.actorId) : undefined;
  for (const recipient of new Set([deputy.email, head?.email])) {
    if (recipient === undefined) continue;
    await messages.enqueue({
      ...{ key: `deputy/${randomUUID()}`, relay: 'relay', template: 'deputy', recipient },
      params: {
        ...{ unitName: unit.name, unitId: unit.id, headName: identity.name, deputyName: deputy.name, ended },
        ...{ from: formatOfficialDay(from), to: formatOfficialDay(to) },
      },
    });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
