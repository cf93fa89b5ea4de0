import type { PolicyCiteAnswer, PolicyDiffAnswer, PolicyFigureAnswer } from '#libs/contracts/http';
import {
  cite,
  diffPacks,
  findFigures,
  type PolicyFigure,
  type PolicyPack,
  type PolicySide,
} from '#libs/policy';
import { policyRow } from './policy-answer.js';

/** A figure with the words of its source. */
const figureAnswer = (pack: PolicyPack, { src, ...figure }: PolicyFigure): PolicyFigureAnswer => ({
  ...figure,
  citation: cite(pack, src),
});

export function policyDiffAnswer(a: PolicyPack, b: PolicyPack): PolicyDiffAnswer {
  const rows = diffPacks(a, b);
  const side = (pack: PolicyPack, each: PolicySide | undefined) =>
    each && {
      value: each.value,
      // The name of the place where a pack holds stands in no document.
      citation: each.src === '' ? '' : cite(pack, each.src),
      status: each.status,
    };
  return {
    a: policyRow(a),
    b: policyRow(b),
    rows: rows
      .filter(({ same }) => !same)
      .map((row) => ({
        section: row.section,
        path: row.path,
        text: row.text,
        a: side(a, row.a),
        b: side(b, row.b),
      })),
    same: rows.filter(({ same }) => same).length,
  };
}

export function policyCiteAnswer(pack: PolicyPack, figure: string): PolicyCiteAnswer {
  return {
    id: pack.id,
    figure,
    items: findFigures(pack, figure).flatMap((each) => {
      const source = pack.sources[each.src];
      return source === undefined ? [] : [{ ...figureAnswer(pack, each), ...source }];
    }),
  };
}
