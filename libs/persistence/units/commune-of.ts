import { type EntityManager, In } from 'typeorm';
import { AreaRow } from '../areas/area.rows.js';
import type { UnitCommune } from './unit.mapper.js';

/** Names and districts of communes by their codes. */
export async function communesOf(
  manager: EntityManager,
  codes: readonly string[],
): Promise<(code: string) => UnitCommune> {
  const rows = await manager.findBy(AreaRow, { code: In([...new Set(codes)]) });
  const parents = await manager.findBy(AreaRow, {
    code: In(rows.flatMap(({ parentCode }) => (parentCode === null ? [] : [parentCode]))),
    kind: 'huyen',
  });
  const districts = new Set(parents.map(({ code }) => code));
  const known = new Map(
    rows.map(({ code, name, parentCode }): [string, UnitCommune] => [
      code,
      {
        communeName: name,
        districtCode: parentCode !== null && districts.has(parentCode) ? parentCode : undefined,
      },
    ]),
  );
  return (code) => known.get(code) ?? { communeName: code };
}
