import type { Contradiction, Finding, ScoredLine } from './registers.types.js';

const hundredths = (points: number): number => Math.round(points * 100);
const shown = (value: number): string => String(value).replace('.', ',');

/**
 * The lines of one column that say more than the registers: full points beside an incident, more awards than are
 * entered, points for a model that nobody entered. The column is taken all the same; whoever gives such points at the
 * higher level says why.
 */
export function contradictionsOf(
  findings: readonly Finding[],
  lines: readonly ScoredLine[],
): readonly Contradiction[] {
  return lines.flatMap((line) =>
    findings
      .filter((finding) => finding.criterion === line.criterion && exceeds(line, finding))
      .map(({ criterion, register, text }) => ({ criterion, register, line: said(line), finding: text })),
  );
}

function exceeds({ points = 0, awards }: ScoredLine, finding: Finding): boolean {
  if (awards !== undefined && finding.awards !== undefined) {
    return awards.collectives > finding.awards.collectives || awards.persons > finding.awards.persons;
  }
  const { mostPoints = Number.POSITIVE_INFINITY } = finding;
  return hundredths(points) > hundredths(mostPoints);
}

const said = ({ points = 0, awards }: ScoredLine): string =>
  awards === undefined
    ? `${shown(points)} điểm`
    : `${awards.collectives} tập thể, ${awards.persons} cá nhân được khen`;
