import { judgingLevel, type ManagementLevel, type PolicyPack } from '#libs/policy';

export type DelegationFault = 'DELEGATION.SELF_BODY' | 'DELEGATION.LEVEL' | 'DELEGATION.SAME';

/**
 * Why a unit may not be given to a level to be judged there. "Thuộc thẩm quyền hoặc được ủy quyền quản lý" (Thông tư
 * 124/2021/TT-BCA, Điều 10; KH 33, III.5) lets a unit be delegated, but never to where it would be its own judge, nor to
 * a level that is not in force on that day.
 *
 * @param today YYYY-MM-DD
 */
export function delegationFault(
  pack: PolicyPack,
  unit: {
    readonly name: string;
    readonly managedBy: ManagementLevel;
    readonly delegatedTo?: ManagementLevel;
  },
  to: ManagementLevel,
  today: string,
): DelegationFault | undefined {
  const present = judgingLevel(pack, unit);
  if (present.rule !== undefined && present.level !== to) return 'DELEGATION.SELF_BODY';
  const isInForce = pack.areaLevels.some(
    ({ level, from, to: last }) =>
      level === to && (from === undefined || from <= today) && (last === undefined || today <= last),
  );
  if (!isInForce) return 'DELEGATION.LEVEL';
  return present.level === to ? 'DELEGATION.SAME' : undefined;
}
