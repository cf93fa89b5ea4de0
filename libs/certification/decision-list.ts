import type { CertificationProblem } from './certification.types.js';

/** What is wrong with the list of a decision as a list: nobody stands in it twice. */
export function checkDecisionList(units: readonly string[]): readonly CertificationProblem[] {
  const twice = new Set(units.filter((unit, index) => units.indexOf(unit) !== index));
  return [...twice].map((unit) => ({
    code: 'DECISION.UNIT_TWICE',
    place: unit,
    message: `Đơn vị ${unit} có hai dòng trong danh sách. Hãy giữ lại một dòng.`,
  }));
}
