import { mayAct, possibleRelations, type Relation, rightsOfRegister, rolesOf, scopeCode } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { ManagementLevel, PackRegister } from '#libs/policy';
import type { RecordingSide } from '#libs/registers';
import type { CommandActor } from '../commands/commands.port.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { checkAssignment, checkInForce } from './assignment.js';

type Needs = Stores<'units'>;

/** What is recorded: a new entry, or a change of one that stands. */
export interface Recording {
  readonly register: Pick<PackRegister, 'name' | 'recordedBy'>;
  /** Whether a paper of the unit is entered on its behalf. */
  readonly onBehalf: boolean;
  /** The entry that is corrected or withdrawn. */
  readonly before?: {
    readonly side: RecordingSide;
    readonly actor: Pick<CommandActor, 'name' | 'officeCode'>;
  };
}

const RECORDER_NAMES: Readonly<Record<RecordingSide, string>> = { unit: 'đơn vị', police: 'Công an' };

/**
 * Whether the account may record in this register. A unit's people record its own facts; a paper of the unit is entered
 * on behalf by an administrator, or by the police of the level that judges the unit; what the police record is
 * recorded by whichever police the unit lies within, for it happened before their eyes, and corrected or withdrawn by
 * the office that recorded it, by the one that succeeds it, or by one of a higher level.
 *
 * @param unit the year as `findUnitYear` found it, inside the account's scope
 * @param today the cycle's today, YYYY-MM-DD
 * @throws DomainError ACTOR.NOT_RECORDER, ACTOR.NOT_ASSIGNED, ACTOR.AREA_ENDED
 */
export async function requireRecorder(
  records: Needs,
  identity: Identity,
  rules: Rules,
  unit: UnitYear,
  { register, onBehalf, before }: Recording,
  today: string,
): Promise<void> {
  const { role } = identity;
  const sides = register.recordedBy.filter((side) => before === undefined || side === before.side);
  const table = rightsOfRegister(sides);
  const act = onBehalf ? 'recordEntryOnBehalf' : before === undefined ? 'recordEntry' : 'changeEntry';
  if (!mayAct(table, role, act, possibleRelations(identity)).granted) {
    throw new DomainError('ACTOR.NOT_RECORDER', {
      register: register.name,
      recorders: sides.map((side) => RECORDER_NAMES[side]).join(' hoặc '),
      onBehalf: String(rolesOf(table, 'recordEntryOnBehalf').includes(role)),
    });
  }
  if (role !== 'appraiser') return;
  await checkInForce(records, identity, today);
  if (onBehalf) return checkAssignment(records, identity, rules, unit, { act }, today);
  if (before === undefined) return;
  const { held, recorder } = await standingToEntry(records, identity, before.actor, today);
  if (mayAct(table, role, act, held).granted) return;
  throw new DomainError('ACTOR.NOT_ASSIGNED', { unit: unit.unitId, assigned: recorder });
}

const RANKS: Readonly<Record<ManagementLevel, number>> = { xa: 0, huyen: 1, tinh: 2 };

/** How an office stands to the entry of another one, and in words whose entry it is. */
async function standingToEntry(
  records: Needs,
  { officeCode, scope }: Identity,
  actor: Pick<CommandActor, 'name' | 'officeCode'>,
  today: string,
): Promise<{ readonly held: ReadonlySet<Relation>; readonly recorder: string }> {
  const held = new Set<Relation>();
  const isOwn = actor.officeCode === undefined || actor.officeCode === officeCode;
  if (isOwn || scope.level === 'unit') return { held: held.add('recordingOffice'), recorder: actor.name };
  const office = await records.units.office(actor.officeCode);
  const area = office?.areaCode === undefined ? undefined : await records.units.area(office.areaCode);
  const isAbove = area !== undefined && scope.level !== 'sector' && RANKS[scope.level] > RANKS[area.kind];
  const isEnded = area?.validTo !== undefined && area.validTo < today;
  if (isAbove || (isEnded && area.successor?.code === scopeCode(scope))) held.add('recordingOffice');
  return { held, recorder: office?.name ?? actor.name };
}
