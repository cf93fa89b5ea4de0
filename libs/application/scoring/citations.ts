import { assessmentWindowOf, type PolicyPack, type UnitKind } from '#libs/policy';
import { type Citable, checkCitations, type ScoreProblem, uncitedCriteria } from '#libs/scoring';
import type { SheetLine } from '../papers/papers.port.js';
import type { Records } from '../transaction/records.port.js';

/** Whose citations are resolved: nothing of another unit or cycle is found. */
export interface CitingUnit {
  readonly cycleId: string;
  readonly unitId: string;
  readonly kind: UnitKind;
  readonly year: number;
}

/** What the ids stand for; ids of nothing are left out. */
async function citablesOf(
  records: Pick<Records, 'evidence' | 'registers'>,
  pack: PolicyPack,
  { cycleId, unitId }: CitingUnit,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Citable>> {
  const evidence = await records.evidence.ofIds(cycleId, unitId, ids);
  const entries = await records.registers.ofIds(cycleId, unitId, ids);
  const nameOf = (key: string) => pack.registers.find((register) => register.key === key)?.name ?? key;
  return new Map([
    ...evidence.map(({ id, title, effectiveOn, withdrawn }): [string, Citable] => [
      id,
      { id, title, effectiveOn, withdrawn: withdrawn !== undefined },
    ]),
    ...entries.map(({ id, register, effectiveOn, state }): [string, Citable] => [
      id,
      { id, title: `mục của sổ “${nameOf(register)}”`, effectiveOn, withdrawn: state === 'withdrawn' },
    ]),
  ]);
}

/** Citations of a column that do not hold. */
export async function citationProblems(
  records: Pick<Records, 'evidence' | 'registers'>,
  pack: PolicyPack,
  unit: CitingUnit,
  lines: readonly SheetLine[],
): Promise<readonly ScoreProblem[]> {
  const ids = [...new Set(lines.flatMap(({ cites = [] }) => cites))];
  if (ids.length === 0) return [];
  const known = await citablesOf(records, pack, unit, ids);
  return checkCitations(lines, known, assessmentWindowOf(pack, unit.kind, unit.year));
}

/** Lines without those of their citations that do not hold any more; a line that cites nothing then has none. */
export async function withoutLostCitations(
  records: Pick<Records, 'evidence' | 'registers'>,
  pack: PolicyPack,
  unit: CitingUnit,
  lines: readonly SheetLine[],
): Promise<readonly SheetLine[]> {
  const ids = [...new Set(lines.flatMap(({ cites = [] }) => cites))];
  if (ids.length === 0) return lines;
  const known = await citablesOf(records, pack, unit, ids);
  const window = assessmentWindowOf(pack, unit.kind, unit.year);
  const holds = ({ criterion }: SheetLine, id: string): boolean =>
    checkCitations([{ criterion, cites: [id] }], known, window).length === 0;
  return lines.map((line) => {
    const held = line.cites?.filter((id) => holds(line, id)) ?? [];
    return { ...line, cites: held.length === 0 ? undefined : held };
  });
}

/** Criteria that claim points and cite nothing. */
export const uncited = (pack: PolicyPack, lines: readonly SheetLine[]): readonly string[] =>
  uncitedCriteria(
    pack.criteria,
    lines.map(({ criterion, cites, points, awards }) => ({
      criterion,
      cites,
      claims: (points ?? 0) > 0 || (awards?.collectives ?? 0) + (awards?.persons ?? 0) > 0,
    })),
  );
