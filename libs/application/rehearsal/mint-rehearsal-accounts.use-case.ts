import { type ActingScope, scopeCode } from '#libs/access';
import { DomainError, roleName } from '#libs/contracts';
import { type ActorRole, LEVELS } from '#libs/policy';
import { requireInProvince } from '../access/rights.js';
import { visibleCycle } from '../access/visible-cycle.js';
import { auditActorOf } from '../audit/system-actor.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { MintedToken, TokenSeed } from '../identity/tokens.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { Office } from '../units/units.port.js';
import { rehearsed } from './step-rehearsal.use-case.js';

type Needs = Stores<'audit' | 'cycles' | 'migrations' | 'rehearsal' | 'requests' | 'units'>;

export interface WantedAccount {
  readonly role: ActorRole;
  readonly scope: ActingScope;
  /** Office that the account belongs to; where absent, the one that the pack lets the role act for. */
  readonly officeCode?: string;
}

export interface MintedAccount {
  readonly role: ActorRole;
  readonly scope: ActingScope;
  readonly name: string;
  readonly officeCode?: string;
  readonly officeKind?: string;
  /** Shown this once. */
  readonly token: string;
}

/** The key of a request, and the secret that came with it. */
export interface MintKey {
  readonly key: string;
  readonly secret: string;
}

type KnownOffice = Office & { readonly kind?: string };

/** Makes accounts that act in one rehearsal only, so that a rehearsal needs nobody's own account. */
export class MintRehearsalAccounts {
  /** @param newToken the same again for the same seed, at random without one */
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly newToken: (seed?: TokenSeed) => MintedToken,
  ) {}

  /**
   * An account of the same role and scope that was made before gets the new token; its old one is worth nothing then.
   * The same key makes nothing more and gives the same tokens.
   *
   * @throws DomainError IDEMPOTENCY.REUSED, CYCLE.UNKNOWN, REHEARSAL.ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA, UNIT.NOT_IN_SCOPE,
   *   AREA.UNKNOWN, OFFICE.UNKNOWN
   */
  async execute(
    identity: Identity,
    cycleId: string,
    wanted: readonly WantedAccount[],
    request?: MintKey,
  ): Promise<readonly MintedAccount[]> {
    const tokens = wanted.map((_account, index) =>
      this.newToken(
        request && { secret: request.secret, place: [cycleId, request.key, String(index)].join('\n') },
      ),
    );
    const accounts = await this.unitOfWork.inTransaction(async (records) => {
      const { provinceCode } = await visibleCycle(records, identity, cycleId);
      const found = await records.cycles.lock(cycleId);
      if (found !== undefined) requireInProvince(identity, 'mintAccounts', provinceCode);
      const cycle = rehearsed(found, cycleId);
      const keyed = { act: 'mintAccounts', key: request?.key, content: [cycleId, wanted] } as const;
      return onceByKey(records, identity, keyed, () => this.mint(records, identity, cycle, wanted, tokens));
    });
    return accounts.map((account, index) => ({ ...account, token: tokens[index]?.token ?? '' }));
  }

  /** @returns the accounts without their tokens, which nobody but the account may know */
  private async mint(
    records: Needs,
    identity: Identity,
    cycle: Cycle,
    wanted: readonly WantedAccount[],
    tokens: readonly MintedToken[],
  ): Promise<readonly Omit<MintedAccount, 'token'>[]> {
    await checkScopes(records, cycle, wanted);
    const officeOf = await this.offices(records, cycle, wanted);
    const accounts = wanted.map(({ role, scope, officeCode }) => {
      const office = officeOf(role, scope, officeCode);
      const name = office?.name ?? `${roleName(role)} ${scopeCode(scope)}`;
      return { role, scope, name, officeCode: office?.code, officeKind: office?.kind };
    });
    await records.rehearsal.saveAccounts(
      cycle.id,
      accounts.map((account, index) => ({ ...account, digest: tokens[index]?.digest ?? '' })),
    );
    await records.audit.append({
      cycleId: cycle.id,
      areaCode: cycle.provinceCode,
      ...auditActorOf(identity),
      action: 'rehearsal.accountsMinted',
      object: cycle.id,
      detail: wanted,
    });
    return accounts;
  }

  /** Answers which office an account of a role and scope belongs to; undefined for units' people and administrators. */
  private async offices(
    records: Needs,
    cycle: Cycle,
    wanted: readonly WantedAccount[],
  ): Promise<(role: ActorRole, scope: ActingScope, officeCode?: string) => KnownOffice | undefined> {
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
