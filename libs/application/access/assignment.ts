import { scopeCode } from '#libs/access';
import { addDays } from '#libs/calendar';
import { type CommandBody, DomainError } from '#libs/contracts';
import { LEVEL_NAMES, type ManagementLevel } from '#libs/policy';
import { standingAppeal } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import { judgingLevelOf } from '../cycle-rules/judging-level.js';
import type { Identity } from '../identity/identity.js';
import type { Records } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

const ADMINISTRATOR_ACTS: ReadonlySet<CommandBody['kind']> = new Set([
  'extend',
  'pause',
  'resume',
  'restart',
  'close',
  'delegate',
]);
/** What a body may not do about itself. */
const DECIDING: ReadonlySet<CommandBody['kind']> = new Set([
  'decide',
  'revoke',
  'answerAppeal',
  'decideExemplar',
  'overrideExclusion',
]);
const OFFICE_ROLES: ReadonlySet<Identity['role']> = new Set(['appraiser', 'deciding-body', 'supervisor']);

/**
 * Checks that the account may do this to this unit: administrators steer, offices act for the units of their level
 * ("được phân công, phân cấp quản lý", Hướng dẫn 413), and no body decides on itself (`SELF_BODY`).
 * A body's own papers are handed in by that body, and returned only by an office of the kind that receives them.
 * An office whose area is not in force any more acts no longer; whoever succeeds it does.
 * Whether the role fits the stage is the state machine's question.
 *
 * @param today the cycle's today, YYYY-MM-DD
 * @throws DomainError ACTOR.ADMINISTRATOR_ONLY, ACTOR.AREA_ENDED, ACTOR.NOT_ASSIGNED, DECISION.SELF_BODY
 */
export async function checkAssignment(
  records: Records,
  identity: Identity,
  rules: Rules,
  unit: UnitYear,
  body: CommandBody,
  today: string,
): Promise<void> {
  if (ADMINISTRATOR_ACTS.has(body.kind) && identity.role !== 'administrator') {
    throw new DomainError('ACTOR.ADMINISTRATOR_ONLY');
  }
  if (!OFFICE_ROLES.has(identity.role)) return;
  await checkInForce(records, identity, today);
  if (unit.bodyKey !== undefined) {
    if (!(await mayAtBody(records, identity, rules, unit, body))) {
      throw new DomainError('ACTOR.NOT_ASSIGNED', { unit: unit.unitId, assigned: 'cơ quan nhận báo cáo' });
    }
    return;
  }
  if (DECIDING.has(body.kind) && identity.officeCode !== undefined) {
    const office = await records.units.office(identity.officeCode);
    if (office !== undefined && isSameBody(office, unit)) {
      throw new DomainError('DECISION.SELF_BODY', { office: office.name });
    }
  }
  const level = await levelInForce(records, unit, levelFor(rules, unit, body), today);
  if (identity.scope.level !== level) {
    const where = level === 'tinh' ? '' : ' nơi đơn vị đóng';
    const assigned = `cơ quan cấp ${LEVEL_NAMES[level]}${where}`;
    throw new DomainError('ACTOR.NOT_ASSIGNED', { unit: unit.unitId, assigned });
  }
}

/**
 * An office acts as long as its area is in force.
 *
 * @throws DomainError ACTOR.AREA_ENDED
 */
export async function checkInForce(records: Records, { scope }: Identity, today: string): Promise<void> {
  const area = await records.units.area(scopeCode(scope));
  if (area?.validTo === undefined || area.validTo >= today) return;
  throw new DomainError('ACTOR.AREA_ENDED', {
    area: area.name,
    day: addDays(area.validTo, 1),
    successor: area.successor?.name,
  });
}

/** The level that acts for a unit: that of the successor once the area it belongs to has ended. */
async function levelInForce(
  records: Records,
  { communeCode, districtCode }: UnitYear,
  level: ManagementLevel,
  today: string,
): Promise<ManagementLevel> {
  if (level === 'tinh') return level;
  const area = await records.units.area((level === 'huyen' ? districtCode : undefined) ?? communeCode);
  const isEnded = area?.validTo !== undefined && area.validTo < today;
  return (isEnded ? area.successor?.kind : undefined) ?? level;
}

/** The level that acts on a unit: the one that judges it, and the one above for a second complaint. */
function levelFor({ pack }: Rules, unit: UnitYear, body: CommandBody): ManagementLevel {
  if (body.kind === 'answerAppeal' && standingAppeal(unit.state.stages[body.stage])?.instance === 2)
    return 'tinh';
  return judgingLevelOf(pack, unit);
}

async function mayAtBody(
  records: Records,
  { officeCode, scope }: Identity,
  rules: Rules,
  unit: UnitYear,
  body: CommandBody,
): Promise<boolean> {
  const isOwn = officeCode === unit.unitId;
  if (body.kind !== 'return') return isOwn || scope.level === 'tinh';
  if (isOwn || officeCode === undefined) return false;
  const receiver = rules.graph.find(({ key }) => key === body.stage)?.receiver;
  const kind = rules.pack.bodies.find(({ key }) => key === receiver)?.officeKind;
  return kind !== undefined && (await records.units.office(officeCode))?.kind === kind;
}

function isSameBody(
  office: { readonly name: string; readonly areaCode?: string | undefined },
  unit: UnitYear,
): boolean {
  const plain = (name: string) => name.normalize('NFC').toLocaleLowerCase('vi').replace(/\s+/g, ' ').trim();
  return (
    plain(office.name) === plain(unit.unitName) && (office.areaCode ?? unit.communeCode) === unit.communeCode
  );
}
