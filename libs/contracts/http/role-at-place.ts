import { z } from 'zod';
import { ACTOR_ROLES, LEVELS } from '#libs/policy/vocabulary';
import { code } from './fields.js';

/** A role and where it is had; of a sector the code is `<province>:<kind of units>`. */
export const roleAtPlace = {
  role: z.enum(ACTOR_ROLES),
  scope: z.strictObject({ level: z.enum(['unit', ...LEVELS, 'sector']), code }),
};

interface RoleAtPlace {
  readonly role: string;
  readonly scope: { readonly level: string };
}

const PATH = ['scope', 'level'];

/** A unit's people are of one unit, everybody else of an area. */
export const isAtItsPlace = ({ role, scope: { level } }: RoleAtPlace): boolean =>
  role.startsWith('unit-') === (level === 'unit');
export const AT_ITS_PLACE = {
  path: PATH,
  message: 'cán bộ đầu mối và thủ trưởng đi với một đơn vị (unit); các vai trò khác đi với một địa bàn',
};

/** Roles that oversee the units of a sector. */
const OF_SECTOR: readonly string[] = ['supervisor', 'auditor', 'screen'];

export const isOverSector = ({ role, scope: { level } }: RoleAtPlace): boolean =>
  level !== 'sector' || OF_SECTOR.includes(role);
export const OVER_SECTOR = {
  path: PATH,
  message: `ngành (sector) chỉ dành cho các vai trò ${OF_SECTOR.join(', ')}`,
};

export const scopeAnswer = z.object({ level: z.string(), code: z.string() });
