import {
  type CycleAnswer,
  type PolicyAnswer,
  type RehearsalAccountAnswer,
  type RehearsalAnswer,
  type UnitYearAnswer,
  type UnitYearRowAnswer,
} from '#libs/contracts/http';
import { LEVELS, type UnitProfile } from '#libs/policy';
import type { RealClock } from './clock.js';
import { type DriverOptions, drive, inTurns, type Refused } from './driver.js';
import { populate } from './population.js';
import type { Population, PopulationBody, PopulationUnit } from './population.types.js';
import { RehearsalError } from './rehearsal.error.js';
import type { RehearsalApi, WantedAccount } from './rehearsal-api.js';
import { type Comparison, compare, listDifferences } from './verify.js';

export interface RunOptions {
  readonly policy: string;
  readonly year: number;
  readonly province?: string;
  readonly communes?: number;
  readonly seed: number;
  readonly label: string;
  /** Real milliseconds that a day takes at least. */
  readonly dayMs: number;
  readonly keepGoing: boolean;
  /** Goes on with a rehearsal of this label that is there. */
  readonly resume: boolean;
}

/** A rehearsal that is open, with its population and the accounts that act in it. */
export interface Rehearsal {
  readonly cycle: CycleAnswer;
  readonly policy: PolicyAnswer;
  readonly accounts: readonly RehearsalAccountAnswer[];
  readonly population: Population;
}

/** How a rehearsal ended, beside how it had to end. */
export interface RunResult extends Comparison {
  readonly refused: readonly Refused[];
  readonly exclusions: { readonly expected: readonly string[]; readonly found: readonly string[] };
  readonly audit: { readonly ok: boolean; readonly rows: number; readonly chains: number };
  readonly reconciliation: {
    readonly ok: boolean;
    readonly findings: readonly { readonly kind: string; readonly object: string; readonly detail: string }[];
  };
  readonly totals: NonNullable<RehearsalAnswer['totals']>;
  /** Mailboxes that were made to refuse their mails. */
  readonly deadMailboxes: number;
  readonly durationMs: number;
}

const OPENING_POLL_MS = 300;
const AT_ONCE = 16;
/** Roles of the offices of a commune, of a district and of the province. */
const OFFICE_ROLES = ['appraiser', 'deciding-body', 'supervisor'] as const;

/**
 * Opens a rehearsal, or finds the one to be resumed, and waits until all its units are open.
 *
 * @throws RehearsalError where one of this label is there and not to be resumed, or the other way round
 */
export async function openRehearsal(
  host: RealClock,
  api: RehearsalApi,
  options: Omit<RunOptions, 'seed' | 'dayMs' | 'keepGoing'>,
  onOpening: (cycle: CycleAnswer) => void,
): Promise<CycleAnswer> {
  const { policy: policyId, year, province, communes, label } = options;
  const known = (await api.cycles()).items.find(
    (cycle) => cycle.label === label && cycle.year === year && cycle.policy.id === policyId,
  );
  if (known !== undefined && !options.resume)
    throw new RehearsalError({ kind: 'exists', cycle: known, label });
  if (known === undefined && options.resume)
    throw new RehearsalError({ kind: 'nothingToResume', label, year });
  const cycle =
    known ??
    (await api.open({
      policy: policyId,
      year,
      rehearsal: label,
      ...(province !== undefined && { province }),
      ...(communes !== undefined && { communes }),
    }));
  return untilOpen(host, api, cycle, onOpening);
}

/** Waits until all units of a cycle are open. */
export async function untilOpen(
  host: RealClock,
  api: RehearsalApi,
  first: CycleAnswer,
  onOpening: (cycle: CycleAnswer) => void,
): Promise<CycleAnswer> {
  let cycle = first;
  while (cycle.state === 'opening') {
    onOpening(cycle);
    await host.pause(OPENING_POLL_MS);
    cycle = await api.cycle(cycle.id);
  }
  return cycle;
}

/**
 * Draws the year of a rehearsal that is open: the same again for the same seed and units.
 *
 * @param mint makes the accounts that act in it; those of an earlier draw are worth nothing then
 * @throws RehearsalError where its offices are not those that can act
 */
export async function drawYear(
  api: RehearsalApi,
  cycle: CycleAnswer,
  seed: number,
  mint: (accounts: readonly WantedAccount[]) => Promise<readonly RehearsalAccountAnswer[]>,
): Promise<Rehearsal> {
  const policy = await api.policy(cycle.policy.id, cycle.year);
  const inside = (await api.years(cycle.id, { standing: 'inside' })).filter(({ kind }) => kind !== 'body');
  const wanted = new Set(inside.map(({ unitId }) => unitId));
  const units = (await api.units()).filter(({ id }) => wanted.has(id)).map(populationUnit);
  const offices = await api.years(cycle.id, { kind: 'body' });
  const accounts = await mint(accountsFor(cycle.provinceCode, units, offices));
  const bodies = bodiesOf(policy, accounts);
  checkBodies(offices, bodies);
  const population = populate({ seed, provinceCode: cycle.provinceCode, policy, units, bodies });
  return { cycle, policy, accounts, population };
}

/**
 * Lives the year and compares it with what was drawn.
 *
 * @param deadMailboxes how many mailboxes refuse their mails
 */
export async function liveRehearsal(
  host: RealClock,
  api: RehearsalApi,
  { cycle, accounts, population }: Rehearsal,
  options: Omit<DriverOptions, 'onProgress'>,
  deadMailboxes: number,
  onProgress: DriverOptions['onProgress'],
): Promise<RunResult> {
  const since = host.now();
  const { units, bodies, acts, endsAt } = population;
  const { label, keepGoing, dayMs } = options;
  const port = api.port(cycle.id, dayMs, accounts);
  const refused = await drive(host, port, acts, endsAt, { label, keepGoing, dayMs, onProgress });

  const years = new Map<string, UnitYearAnswer>();
  await inTurns([...units, ...bodies], AT_ONCE, async ({ id }) => {
    years.set(id, await api.year(cycle.id, id));
  });
  const compared = compare(units, bodies, years);
  const exclusions = {
    expected: units.filter(({ excluded }) => excluded).map(({ id }) => id),
    // What a pack only proposes is on the list too, and excludes nobody.
    found: (await api.exclusions(cycle.id))
      .filter(({ effect, notSubmitted }) => effect === 'excluded' || notSubmitted)
      .map(({ unitId }) => unitId),
  };
  const audit = await api.verifyAudit(cycle.id);
  const reconciliation = await api.reconcile(cycle.id);
  const { totals } = await api.state(cycle.id, true);
  if (totals === undefined) throw new RehearsalError({ kind: 'noTotals' });
  return {
    ...compared,
    differences: [...compared.differences, ...listDifferences(exclusions.expected, exclusions.found)],
    refused,
    exclusions,
    audit: { ok: audit.ok, rows: audit.rows, chains: audit.chains },
    reconciliation: { ok: reconciliation.ok, findings: reconciliation.findings },
    totals,
    deadMailboxes,
    durationMs: Math.round(host.now() - since),
  };
}

/** Whether everything ended as it was drawn, and the system's own checks are clean. */
export const isAsDrawn = (result: RunResult): boolean =>
  result.differences.length === 0 &&
  result.refused.length === 0 &&
  result.audit.ok &&
  result.reconciliation.ok &&
  areMailsAsDrawn(result);

/** Whether every mail has ended, some of them delivered, and some undelivered just where mailboxes refuse. */
export const areMailsAsDrawn = ({
  totals: { mails },
  deadMailboxes,
}: Pick<RunResult, 'totals' | 'deadMailboxes'>): boolean =>
  mails.waiting === 0 && mails.accepted > 0 && mails.failed > 0 === deadMailboxes > 0;

function populationUnit(unit: Awaited<ReturnType<RehearsalApi['units']>>[number]): PopulationUnit {
  const { id, name, communeCode, districtCode, kind, subKind, managedBy, size, flags, contacts } = unit;
  return {
    id,
    name,
    communeCode,
    districtCode,
    // The answer holds the profile in words that are also its keys.
    profile: { kind, subKind, managedBy, size, ...flags } as UnitProfile,
    email: contacts.find(({ role }) => role === 'officer')?.email ?? unit.email,
  };
}

/** An account for each unit's head and each office; a place may owe papers without a unit that is judged. */
function accountsFor(
  provinceCode: string,
  units: readonly PopulationUnit[],
  offices: readonly UnitYearRowAnswer[],
): WantedAccount[] {
  const placesOf = (level: string) =>
    offices.filter(({ managedBy }) => managedBy === level).map(({ communeCode }) => communeCode);
  const sorted = (codes: readonly string[]) => [...new Set(codes)].sort();
  const communes = sorted([...units.map(({ communeCode }) => communeCode), ...placesOf('xa')]);
  const districts = sorted([
    ...units.flatMap(({ districtCode }) => districtCode ?? []),
    ...placesOf('huyen'),
  ]);
  return [
    ...OFFICE_ROLES.map((role) => ({ role, scope: { level: 'tinh' as const, provinceCode } })),
    ...districts.flatMap((districtCode) =>
      OFFICE_ROLES.map((role) => ({ role, scope: { level: 'huyen' as const, districtCode } })),
    ),
    ...communes.flatMap((communeCode) =>
      OFFICE_ROLES.map((role) => ({ role, scope: { level: 'xa' as const, communeCode } })),
    ),
    ...units.map(({ id }) => ({ role: 'unit-head' as const, scope: { level: 'unit' as const, unitId: id } })),
  ];
}

/** The offices that owe papers of their own: those of each body that a stage of its own names. */
function bodiesOf(policy: PolicyAnswer, accounts: readonly RehearsalAccountAnswer[]): PopulationBody[] {
  const keys = [...new Set(policy.stages.filter(({ kind }) => kind === 'area').map(({ actor }) => actor))];
  return keys.flatMap((bodyKey) => {
    const body = policy.bodies.find(({ key }) => key === bodyKey);
    const level = LEVELS.find((each) => each === body?.level);
    if (body === undefined || level === undefined) return [];
    const { officeKind } = body;
    return accounts.flatMap((account) =>
      account.officeKind === officeKind && account.officeCode !== undefined
        ? [{ id: account.officeCode, bodyKey, level }]
        : [],
    );
  });
}

/** The offices that the cycle holds must be those that can act. */
function checkBodies(offices: readonly UnitYearRowAnswer[], bodies: readonly PopulationBody[]): void {
  const held = offices.map(({ unitId }) => unitId).sort();
  const acting = bodies.map(({ id }) => id).sort();
  if (held.join() === acting.join()) return;
  const lone = [...held.filter((id) => !acting.includes(id)), ...acting.filter((id) => !held.includes(id))];
  throw new RehearsalError({ kind: 'officesDiffer', offices: lone });
}
