import { type CommandBody, DomainError } from '#libs/contracts';
import { judgingLevel, type PolicyPack } from '#libs/policy';
import type { Identity } from '../ports/identity.js';
import type { Records, UnitYear } from '../ports/records.port.js';

const ADMINISTRATOR_ACTS: ReadonlySet<CommandBody['kind']> = new Set([
  'extend',
  'pause',
  'resume',
  'restart',
  'close',
]);
const OFFICE_ROLES: ReadonlySet<Identity['role']> = new Set(['appraiser', 'deciding-body', 'supervisor']);

/**
 * Checks that the account may do this to this unit: administrators steer, offices act for the units of their level
 * ("được phân công, phân cấp quản lý", Hướng dẫn 413), and no body decides on itself (`SELF_BODY`).
 * A body's own papers are handed in by that body; the province, which receives them, may return them.
 * Whether the role fits the stage is the state machine's question.
 *
 * @throws DomainError ACTOR.ADMINISTRATOR_ONLY, ACTOR.NOT_ASSIGNED, DECISION.SELF_BODY
 */
export async function checkAssignment(
  records: Records,
  identity: Identity,
  pack: PolicyPack,
  unit: UnitYear,
  body: CommandBody,
): Promise<void> {
  if (ADMINISTRATOR_ACTS.has(body.kind) && identity.role !== 'administrator') {
    throw new DomainError('ACTOR.ADMINISTRATOR_ONLY');
  }
  if (!OFFICE_ROLES.has(identity.role)) return;
  if (unit.bodyKey !== undefined) {
    checkBody(identity, unit, body);
    return;
  }
  if (body.kind === 'decide' && identity.officeCode !== undefined) {
    const office = await records.units.office(identity.officeCode);
    if (office !== undefined && isSameBody(office, unit)) {
      throw new DomainError('DECISION.SELF_BODY', { office: office.name, unit: unit.unitId });
    }
  }
  const { level } = judgingLevel(pack, { name: unit.unitName, managedBy: unit.managedBy });
  if (identity.scope.level !== level) {
    const assigned = level === 'tinh' ? 'cơ quan cấp tỉnh' : 'cơ quan cấp xã nơi đơn vị đóng';
    throw new DomainError('ACTOR.NOT_ASSIGNED', { unit: unit.unitId, assigned });
  }
}

function checkBody(identity: Identity, unit: UnitYear, body: CommandBody): void {
  const isOwn = identity.officeCode === unit.unitId;
  if (isOwn && body.kind !== 'return') return;
  if (!isOwn && identity.scope.level === 'tinh') return;
  throw new DomainError('ACTOR.NOT_ASSIGNED', { unit: unit.unitId, assigned: 'cơ quan nhận báo cáo' });
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
