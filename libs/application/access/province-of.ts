import { areaCodeOf } from '#libs/access';
import type { Identity } from '../identity/identity.js';
import type { ReadModel } from '../read-model/read-model.port.js';

/** The province an account belongs to, whatever the level of its scope; empty where it is in none. */
export async function provinceOf(
  readModel: Pick<ReadModel, 'provinceOf' | 'units'>,
  { scope }: Identity,
): Promise<string> {
  if (scope.level === 'tinh' || scope.level === 'sector') return scope.provinceCode;
  const area = areaCodeOf(scope);
  if (area !== undefined) return (await readModel.provinceOf(area)) ?? '';
  const [unit] = await readModel.units(scope, { limit: 1 });
  return unit?.provinceCode ?? '';
}
