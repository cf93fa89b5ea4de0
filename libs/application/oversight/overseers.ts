import type { ManagementLevel } from '#libs/policy';
import type { Stores } from '../transaction/records.port.js';
import type { Office } from '../units/units.port.js';
import type { ListedLine } from './listed-lines.js';
import type { OversightScene } from './oversight-scene.js';

/** An office that is told of what others owe. */
export interface Overseer {
  readonly office: Office & { readonly email: string };
  /** Commune of which it may draw up the letter that urges; `province` for all, absent where it draws up none. */
  readonly letters?: 'province' | { readonly communeCode: string };
  /** Whether a line is its to know. */
  readonly answersFor: (listed: ListedLine) => boolean;
}

/** The offices of bodies in a cycle's area that can be written to, in the order of the keys. */
export async function overseerOffices(
  records: Stores<'units'>,
  { basis: { cycle, book }, today }: OversightScene,
  keys: readonly string[],
): Promise<
  readonly { readonly body: string; readonly level: ManagementLevel; readonly office: Overseer['office'] }[]
> {
  const bodies = keys.flatMap((key) => book.pack.bodies.filter((body) => body.key === key));
  const offices = await records.units.officesOf(
    cycle,
    bodies.map(({ officeKind }) => officeKind),
  );
  return bodies.flatMap(({ key, officeKind, level }) =>
    offices
      .filter(({ kind, validTo }) => kind === officeKind && (validTo === undefined || validTo >= today))
      .flatMap((office) => (hasAddress(office) && level !== 'bo' ? [{ body: key, level, office }] : [])),
  );
}

/** Who gets lists in a cycle's area, in the order of the rules; without offices that have no address or have ended. */
export async function overseersOf(
  records: Stores<'oversight' | 'units'>,
  scene: OversightScene,
): Promise<readonly Overseer[]> {
  const { lists } = scene.rules;
  const offices = await overseerOffices(records, scene, lists.to);
  const sectors = lists.sectors ? await records.oversight.sectors(scene.basis.cycle.provinceCode) : [];
  return [
    ...offices.map(({ office, level }) => overseerOf(office, level)),
    ...sectors.flatMap(({ oversees, ...office }): Overseer[] =>
      hasAddress(office)
        ? [{ office, answersFor: (listed) => isOfUnits(listed) && listed.line.kind === oversees }]
        : [],
    ),
  ];
}

function overseerOf(office: Overseer['office'], level: ManagementLevel): Overseer {
  if (level === 'tinh') {
    return {
      office,
      letters: 'province',
      // Of what it owes itself it is reminded.
      answersFor: ({ line, owedBy }) => (owedBy?.code ?? line.unitId) !== office.code,
    };
  }
  const place = ({ communeCode, districtCode }: ListedLine['line']) =>
    level === 'xa' ? communeCode : districtCode;
  return {
    office,
    letters: level === 'xa' && office.areaCode !== undefined ? { communeCode: office.areaCode } : undefined,
    // Beside what its units owe, the office that proposes their classes is told that they are still to be given.
    answersFor: (listed) =>
      listed.proposedBy?.code === office.code ||
      (isOfUnits(listed) && listed.line.managedBy === level && place(listed.line) === office.areaCode),
  };
}

/** What a unit hands in itself. */
const isOfUnits = ({ line, stage }: ListedLine): boolean =>
  line.bodyKey === undefined && stage.act === 'submit';

const hasAddress = (office: Office): office is Overseer['office'] => office.email !== undefined;
