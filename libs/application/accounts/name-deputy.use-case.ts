import { randomUUID } from 'node:crypto';
import { type Permission, relationsTo } from '#libs/access';
import { type DeputyAs, isInForce, isOpen, lastDayOfDeputy } from '#libs/accounts';
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
import { sessionOf } from './own-account.use-case.js';
import { holderOf, requireFresh } from './own-tokens.use-case.js';

type Needs = Stores<
  'accounts' | 'audit' | 'messages' | 'now' | 'oneTime' | 'requests' | 'sessions' | 'units'
>;

/** Who is to act for the head, from when to when. */
export interface WantedDeputy {
  /** An account that has a role at the unit and none elsewhere; else the person is known by name and address. */
  readonly accountId?: string;
  readonly person?: { readonly name: string; readonly email: string };
  readonly as: DeputyAs;
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
   * A signature is given away by whoever has just signed in, never by a token. Of two at once at one unit, also by two heads, the second waits for the first.
   *
   * @throws DomainError UNIT.NOT_IN_SCOPE, ACTOR.OTHER_ROLE, ACTOR.DEPUTY, ACTOR.REHEARSAL_ONLY, AUTH.PERSON_ONLY, AUTH.FRESH,
   *   AUTH.SESSION_ENDED, DEPUTY.DAYS, DEPUTY.SELF, DEPUTY.NOT_OF_UNIT, DEPUTY.STANDS, IDEMPOTENCY.REUSED
   */
  name(identity: Identity, unitId: string, wanted: WantedDeputy, key: string): Promise<readonly Deputy[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      const unit = await ownUnit(records, identity, 'nameDeputy', unitId);
      const session = sessionOf(identity);
      await requireFresh(records, session);
      const content = [unitId, wanted];
      await onceByKey(records, identity, { act: 'nameDeputy', key, content }, async () => {
        const { grant: own } = await holderOf(records, identity, session);
        await records.units.hold(unitId);
        const now = await records.now();
        const today = dateOf(now);
        const { as: deputyAs, from, to, paper } = wanted;
        const last = lastDayOfDeputy(from, own);
        if (from < today || to < from || to > last) throw new DomainError('DEPUTY.DAYS', { today, last });
        const account = await this.accountOf(records, identity, unit, wanted);
        if (account.id === identity.actorId) throw new DomainError('DEPUTY.SELF');
        const standing = (await deputiesOf(records, unitId)).find(
          ({ grant }) => isOpen(grant, now) && grant.from <= to && (grant.to ?? to) >= from,
        );
        if (standing !== undefined) throw new DomainError('DEPUTY.STANDS', { name: standing.account.name });
        const id = randomUUID();
        await records.accounts.addGrant({
          ...{ id, accountId: account.id, role: 'unit-head', scope: { level: 'unit', unitId } },
          ...{ from, to, paper, grantedBy: identity.actorId, deputyFor: identity.name, deputyAs },
        });
        await note(records, identity, account, 'account.deputyNamed', {
          ...{ id, unitId, from, to, paper, as: deputyAs },
        });
        await tellBoth(records, identity, unit, account, { from, to, ended: '' });
        return id;
      });
      return deputiesOf(records, unitId);
    });
  }

  /**
   * Ends it before its last day.
   *
   * @throws DomainError UNIT.NOT_IN_SCOPE, ACTOR.OTHER_ROLE, ACTOR.DEPUTY, ACTOR.REHEARSAL_ONLY, AUTH.PERSON_ONLY, AUTH.FRESH,
   *   DEPUTY.UNKNOWN, IDEMPOTENCY.REUSED
   */
  end(
    identity: Identity,
    unitId: string,
    about: { readonly grantId: string; readonly paper: string },
    key: string,
  ): Promise<readonly Deputy[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      const unit = await ownUnit(records, identity, 'nameDeputy', unitId);
      await requireFresh(records, sessionOf(identity));
      const { grantId, paper } = about;
      await onceByKey(records, identity, { act: 'endDeputy', key, content: [unitId, about] }, async () => {
        const known = (await deputiesOf(records, unitId)).find(({ grant }) => grant.id === grantId);
        if (known === undefined || !isOpen(known.grant, await records.now()))
          throw new DomainError('DEPUTY.UNKNOWN');
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
      if (account === undefined || account.disabledAt !== undefined)
        throw new DomainError('DEPUTY.NOT_OF_UNIT');
      await requireOfUnit(records, account, unit);
      return account;
    }
    if (person === undefined) throw new DomainError('DEPUTY.NOT_OF_UNIT');
    const [known, ...others] = await records.accounts.ofAddress(person.email.toLowerCase());
    // An account of two people is nothing that a head gives a role to.
    if (others.length > 0) throw new DomainError('DEPUTY.NOT_OF_UNIT');
    if (known !== undefined) {
      await requireOfUnit(records, known, unit);
      return known;
    }
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
 * Only people of the unit act for its head: who has a role there, or was a deputy there before, and no role anywhere else.
 *
 * @throws DomainError DEPUTY.NOT_OF_UNIT
 */
async function requireOfUnit(
  { accounts, now }: Stores<'accounts' | 'now'>,
  { id }: PersonAccount,
  unit: Unit,
): Promise<void> {
  const at = await now();
  const grants = await accounts.grantsOf([id]);
  const isHere = ({ scope }: GivenGrant) => scope.level === 'unit' && scope.unitId === unit.id;
  const isOfUnit = grants.some(
    (grant) => isHere(grant) && (isInForce(grant, at) || grant.deputyFor !== undefined),
  );
  const isElsewhere = grants.some((grant) => !isHere(grant) && isOpen(grant, at));
  if (!isOfUnit || isElsewhere) throw new DomainError('DEPUTY.NOT_OF_UNIT');
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
