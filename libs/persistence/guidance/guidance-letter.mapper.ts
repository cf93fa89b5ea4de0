import type { Confirmation, GuidanceLetter } from '#libs/application';
import type { GuidanceLetterRow } from './guidance-letter.rows.js';

/** Letters of one cycle in the order of their versions. */
export function toGuidanceLetters(rows: readonly GuidanceLetterRow[]): readonly GuidanceLetter[] {
  return rows.map(({ version, number, date, signer, issuer, figures, replaces, ...row }) => ({
    ...{ version, number, date, signer, issuer, figures },
    replaces: replaces ?? undefined,
    replacedBy: rows.find((later) => later.replaces === version)?.version,
    by: row.recordedByName,
    effectiveAt: row.recordedAt.toISOString(),
  }));
}

/** What a letter confirms, figure by figure. */
export function confirmationsOf(letter: GuidanceLetter): readonly Confirmation[] {
  const { version, number, date, issuer, replacedBy: until, by, effectiveAt } = letter;
  return letter.figures.map((figure) => ({
    ...{ figure, number, date, issuer, version, by, effectiveAt },
    ...(until !== undefined && { until }),
  }));
}
