import { type Scope, scopeCode } from '#libs/access';
import { DomainError, roleName } from '#libs/contracts';
import { type ActorRole, LEVELS } from '#libs/policy';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Office } from '../units/units.port.js';
import { rehearsed } from './step-rehearsal.use-case.js';

type Needs = Stores<'audit' | 'cycles' | 'migrations' | 'rehearsal' | 'units'>;

export interface WantedAccount {
  readonly role: ActorRole;
  readonly scope: Scope;
  /** Office that the account belongs to; where absent, the one that the pack lets the role act for. */
  readonly officeCode?: string;
}

export interface MintedAccount {
  readonly role: ActorRole;
  readonly scope: Scope;
  readonly name: string;
  readonly officeCode?: string;
  readonly officeKind?: string;
  /** Shown this once. */
  readonly token: string;
}

type KnownOffice = Office & { readonly kind?: string };

/** Makes accounts that act in one rehearsal only, so that a rehearsal needs nobody's own account. */
export class MintRehearsalAccounts {
  /** @param newToken makes a token and the digest by which it is found */
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly newToken: () => { readonly token: string; readonly digest: string },
  ) {}

  /**
   * An account of the same role and scope that was made before gets the new token; its old one is worth nothing then.
   *
   * @throws DomainError CYCLE.UNKNOWN, REHEARSAL.ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, UNIT.NOT_IN_SCOPE,
   *   AREA.UNKNOWN, OFFICE.UNKNOWN
   */
  async execute(
    identity: Identity,
    cycleId: string,
    wanted: readonly WantedAccount[],
  ): Promise<readonly MintedAccount[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      const found = await records.cycles.lock(cycleId);
      if (found !== undefined) requireInProvince(identity, 'mintAccounts', provinceCode);
      const cycle = rehearsed(found, cycleId);
      await checkScopes(records, cycle, wanted);
      const officeOf = await this.offices(records, cycle, wanted);
      const accounts = wanted.map(({ role, scope, officeCode }) => {
        const office = officeOf(role, scope, officeCode);
        const name = office?.name ?? `${roleName(role)} ${scopeCode(scope)}`;
        return { role, scope, name, officeCode: office?.code, officeKind: office?.kind, ...this.newToken() };
      });
      await records.rehearsal.saveAccounts(cycleId, accounts);
      await records.audit.append({
        cycleId,
        areaCode: cycle.provinceCode,
        actorId: identity.tokenId,
        actorRole: identity.role,
        action: 'rehearsal.accountsMinted',
        object: cycleId,
        detail: wanted,
      });
      return accounts.map(({ digest: _digest, ...account }) => account);
    });
  }

  /** Answers which office an account of a role and scope belongs to; undefined for units' people and administrators. */
  private async offices(
    records: Needs,
    cycle: Cycle,
    wanted: readonly WantedAccount[],
  ): Promise<(role: ActorRole, scope: Scope, officeCode?: string) => KnownOffice | undefined> {
    const kinds = new Map<string, string | undefined>();
    for (const level of LEVELS) {
      const { pack, graph } = await this.rules.of(records, cycle, { managedBy: level });
      for (const { actor, act, receiver } of graph) {
        if (act === 'submit') continue;
        kinds.set(`${actor}/${level}`, pack.bodies.find(({ key }) => key === receiver)?.officeKind);
      }
    }
    const all = [...new Set(kinds.values())].filter((kind) => kind !== undefined);
    const known: readonly KnownOffice[] = await records.units.officesOf(cycle, all);
    const named = new Map<string, KnownOffice>();
    for (const { officeCode } of wanted) {
      if (officeCode === undefined || named.has(officeCode)) continue;
      const office =
        known.find(({ code }) => code === officeCode) ?? (await records.units.office(officeCode));
      if (office !== undefined) named.set(officeCode, office);
    }
    return (role, scope, officeCode) => {
      if (scope.level === 'unit') return undefined;
      if (officeCode !== undefined) {
        const office = named.get(officeCode);
        if (office?.areaCode === scopeCode(scope)) return office;
        throw new DomainError('OFFICE.UNKNOWN', { office: officeCode });
      }
      const kind = kinds.get(`${role}/${scope.level}`);
      return known.find((office) => office.kind === kind && office.areaCode === scopeCode(scope));
    };
  }
}

/** Every place asked for must lie in the rehearsal. */
async function checkScopes(records: Needs, cycle: Cycle, wanted: readonly WantedAccount[]): Promise<void> {
  const { communes: only } = cycle;
  const inside = (await records.units.communes(cycle.provinceCode)).filter(
    ({ code }) => only === undefined || only.includes(code),
  );
  const areas = new Set(
    inside.flatMap(({ code, districtCode }) => [`xa/${code}`, `huyen/${districtCode ?? ''}`]),
  );
  const unitIds = wanted.flatMap(({ scope }) => (scope.level === 'unit' ? [scope.unitId] : []));
  const units = new Set(await records.rehearsal.unitsOf(cycle.id, unitIds));
  for (const { scope } of wanted) {
    if (scope.level === 'unit' && !units.has(scope.unitId)) {
      throw new DomainError('UNIT.NOT_IN_SCOPE', { unit: scope.unitId });
    }
    const isKnown =
      scope.level === 'unit' ||
      (scope.level === 'tinh'
        ? scope.provinceCode === cycle.provinceCode
        : areas.has(`${scope.level}/${scopeCode(scope)}`));
    if (!isKnown) throw new DomainError('AREA.UNKNOWN', { area: scopeCode(scope) });
  }
}
