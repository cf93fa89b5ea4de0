import { scopeCode } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { Identity } from '../identity/identity.js';
import type { ReportContent } from '../reports/figures.port.js';
import type { Stores } from '../transaction/records.port.js';
import { codeOf, isAsKept, isPartAsKept } from './freeze-digest.js';
import type { FigureFreeze } from './freezes.port.js';

type Needs = Stores<'freezes' | 'units'>;

/** Kept figures of one area with everything that was kept of it. */
export interface FrozenReport {
  readonly freeze: FigureFreeze;
  readonly content: ReportContent;
  /** Whether all that was read is what was kept, by the digests. */
  readonly isIntact: boolean;
}

/** What an account may see of what was kept in a cycle: of its area, of those within, and its own part of the province's. */
export async function freezesSeen(
  records: Needs,
  { scope }: Pick<Identity, 'scope'>,
  cycle: { readonly id: string; readonly provinceCode: string },
): Promise<readonly FigureFreeze[]> {
  const { level } = scope;
  if (level === 'tinh') return records.freezes.list(cycle.id);
  const within =
    level === 'huyen'
      ? (await records.units.communes(cycle.provinceCode))
          .filter(({ districtCode }) => districtCode === scope.districtCode)
          .map(({ code }) => code)
      : [];
  return records.freezes.list(cycle.id, [scopeCode(scope), ...within, cycle.provinceCode]);
}

/**
 * What was kept of an area, by the code or the id of kept figures.
 *
 * @throws DomainError FREEZE.UNKNOWN, also where the area has no part in them
 */
export async function frozenReport(
  records: Needs,
  seen: readonly FigureFreeze[],
  named: string,
  areaCode: string,
): Promise<FrozenReport> {
  const freeze = seen.find((each) => each.id === named || codeOf(each) === named);
  const isWhole = freeze?.areaCode === areaCode;
  const parts =
    freeze === undefined ? [] : await records.freezes.parts(freeze.id, isWhole ? undefined : areaCode);
  const own = parts.find((part) => part.areaCode === areaCode);
  if (freeze === undefined || own === undefined) throw new DomainError('FREEZE.UNKNOWN', { freeze: named });
  return {
    freeze,
    content: { ...own.content, units: parts.flatMap(({ content }) => content.units) },
    isIntact: isWhole ? isAsKept(freeze, parts) : parts.every(isPartAsKept),
  };
}

/** The newest that nothing supersedes of an area; undefined where none was kept. */
export const latestOf = (seen: readonly FigureFreeze[], areaCode: string): FigureFreeze | undefined =>
  seen.find(
    (freeze) => freeze.areaCode === areaCode && !seen.some(({ supersedes }) => supersedes === freeze.id),
  );
