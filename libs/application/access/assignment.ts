import {
  type CommandAct,
  isOfficeRole,
  mayAct,
  type Permission,
  possibleRelations,
  type Relation,
  RIGHTS,
  type Rights,
  relationsTo,
  scopeCode,
} from '#libs/access';
import { addDays } from '#libs/calendar';
import { type CommandBody, DomainError } from '#libs/contracts';
import { LEVEL_NAMES, type ManagementLevel } from '#libs/policy';
import { standingAppeal } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { denied } from './rights.js';

type Needs = Stores<'units'>;

/** What somebody wants to do about a unit; with the stage where the act has one. */
export interface AskedAct {
  readonly act: Permission;
  readonly stage?: string;
}

/** What is done to a body's paper by an office of the kind that receives it. */
const RECEIVERS_ACTS: readonly Permission[] = ['return', 'receivePaper', 'withdrawReceipt'];

/** The act of a command as the table of rights names it. */
export function askedBy(body: CommandBody): AskedAct & { readonly act: CommandAct } {
  if (body.kind === 'migrate') throw new Error('a migration is decided with its cycle, never by itself');
  return { act: actOf(body), stage: 'stage' in body ? body.stage : undefined };
}

/** Some acts bear another name where they are another one's: of a paper that came to an office, and of an answer to a request. */
function actOf(body: Exclude<CommandBody, { kind: 'migrate' }>): CommandAct {
  const isOnBehalf = 'onBehalf' in body && body.onBehalf !== undefined;
  if (isOnBehalf && body.kind === 'submit') return 'submitOnBehalf';
  if (isOnBehalf && body.kind === 'appeal') return 'appealOnBehalf';
  return body.kind === 'extend' && body.request !== undefined ? 'answerExtension' : body.kind;
}

/**
 * Checks that the account may do this to this unit: administrators steer, offices act for the units of their level
 * ("được phân công, phân cấp quản lý", Hướng dẫn 413), and no body decides on itself (`SELF_BODY`).
 * A body's own papers are handed in by that body, and returned only by an office of the kind that receives them.
 * An office whose area is not in force any more acts no longer; whoever succeeds it does.
 * The role for an act that the state machine judges is the machine's question.
 *
 * @param unit the year as `findUnitYear` found it, inside the account's scope
 * @param today the cycle's today, YYYY-MM-DD
 * @throws DomainError with the code of the table; ACTOR.AREA_ENDED, ACTOR.NOT_ASSIGNED, DECISION.SELF_BODY
 */
export async function checkAssignment(
  records: Needs,
  identity: Identity,
  rules: Rules,
  unit: UnitYear,
  asked: AskedAct,
  today: string,
): Promise<void> {
  const { act } = asked;
  const right = (RIGHTS as Rights)[act];
  const ever = mayAct(RIGHTS, identity.role, act, possibleRelations(identity));
  if (!ever.granted && right.judged !== true) throw denied(ever.code, act);
  if (isOfficeRole(identity.role)) {
    await checkInForce(records, identity, today);
    if (right.notItself === true) await checkNotItself(records, identity, unit);
  }
  const { assigned, held } = await standingTo(records, identity, rules, unit, asked, today);
  const verdict = mayAct(RIGHTS, identity.role, act, held);
  if (verdict.granted || (verdict.lacks === 'role' && right.judged === true)) return;
  if (verdict.code !== 'ACTOR.NOT_ASSIGNED') throw denied(verdict.code, act);
  throw new DomainError(verdict.code, { unit: unit.unitId, assigned });
}

/** How the account stands to the unit for this act, and in words who the act is assigned to. */
async function standingTo(
  records: Needs,
  identity: Identity,
  rules: Rules,
  unit: UnitYear,
  asked: AskedAct,
  today: string,
): Promise<{ readonly held: ReadonlySet<Relation>; readonly assigned: string }> {
  if (!isOfficeRole(identity.role)) return { held: relationsTo(identity, unit), assigned: '' };
  if (unit.bodyKey !== undefined) {
    const isReceiver =
      RECEIVERS_ACTS.includes(asked.act) && (await receives(records, identity, rules, asked.stage));
    return { held: relationsTo(identity, unit, { isReceiver }), assigned: 'cơ quan nhận báo cáo' };
  }
  const level = await levelInForce(records, unit, levelFor(rules, unit, asked), today);
  const where = level === 'tinh' ? '' : ' nơi đơn vị đóng';
  return {
    held: relationsTo(identity, unit, { level }),
    assigned: `cơ quan cấp ${LEVEL_NAMES[level]}${where}`,
  };
}

/**
 * An office acts as long as its area is in force.
 *
 * @throws DomainError ACTOR.AREA_ENDED
 */
export async function checkInForce(records: Needs, { scope }: Identity, today: string): Promise<void> {
  const area = await records.units.area(scopeCode(scope));
  if (area?.validTo === undefined || area.validTo >= today) return;
  throw new DomainError('ACTOR.AREA_ENDED', {
    area: area.name,
    day: addDays(area.validTo, 1),
    successor: area.successor?.name,
  });
}

async function checkNotItself(records: Needs, { officeCode }: Identity, unit: UnitYear): Promise<void> {
  if (officeCode === undefined || unit.bodyKey !== undefined) return;
  const office = await records.units.office(officeCode);
  if (office === undefined || !isSameBody(office, unit)) return;
  throw new DomainError('DECISION.SELF_BODY', { office: office.name });
}

/** The level that acts for a unit: that of the successor once the area it belongs to has ended. */
async function levelInForce(
  records: Needs,
  { communeCode, districtCode }: UnitYear,
  level: ManagementLevel,
  today: string,
): Promise<ManagementLevel> {
  if (level === 'tinh') return level;
  const area = await records.units.area((level === 'huyen' ? districtCode : undefined) ?? communeCode);
  const isEnded = area?.validTo !== undefined && area.validTo < today;
  return (isEnded ? area.successor?.kind : undefined) ?? level;
}

/** The level that acts on a unit: the one that judges it, and the pack's for a second complaint. */
function levelFor({ pack }: Rules, unit: UnitYear, { act, stage = '' }: AskedAct): ManagementLevel {
  const isSecond = act === 'answerAppeal' && standingAppeal(unit.state.stages[stage])?.instance === 2;
  return (isSecond ? pack.certification.appeal?.secondAnsweredBy : undefined) ?? judgingLevelOf(pack, unit);
}

/** Whether the account's office is of the kind that receives what is handed in at the stage. */
async function receives(
  records: Needs,
  { officeCode }: Identity,
  { graph, pack }: Rules,
  stage: string | undefined,
): Promise<boolean> {
  const receiver = graph.find(({ key }) => key === stage)?.receiver;
  const kind = pack.bodies.find(({ key }) => key === receiver)?.officeKind;
  if (kind === undefined || officeCode === undefined) return false;
  return (await records.units.office(officeCode))?.kind === kind;
}

function isSameBody(office: { readonly name: string; readonly areaCode?: string }, unit: UnitYear): boolean {
  const plain = (name: string) => name.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim();
  return (
    plain(office.name) === plain(unit.unitName) && (office.areaCode ?? unit.communeCode) === unit.communeCode
  );
}
