import type { UnitInput } from '#libs/application';
import { cite } from '#libs/policy';
import { numberText } from '../layout/cells.js';
import type { DocumentLayout } from '../layout/layout.types.js';
import { templateBlocks } from '../layout/paper-template.js';
import {
  groundsBlock,
  issuerOf,
  layoutOf,
  letterheadBlock,
  paperDate,
  signatureBlock,
  starOf,
  templateValues,
} from './words.js';

/**
 * Thông báo không công nhận to one unit, by the body that decides on it: by which decision, why, and how it may
 * complain. The reason is that of the appraisal; where none was recorded a person writes it. Without a decision behind it
 * the paper is marked as a draft, so that nobody takes it for one.
 */
export function refusalNotice(input: UnitInput): DocumentLayout {
  const { pack, unit, document } = input;
  const { decision } = unit;
  const { appeal } = pack.certification;
  const issuer = issuerOf(input);
  const decided =
    decision === undefined
      ? []
      : [`Quyết định số ${decision.number} ${paperDate(input, decision.date)} của ${issuer}`];
  const values = {
    ...templateValues(input),
    issuer,
    decided: decision !== undefined,
    unit: unit.name,
    code: unit.unitId,
    notSubmitted: unit.notSubmitted,
    appraisal: unit.appraisalNote ?? '',
    appeal:
      appeal === undefined
        ? ''
        : {
            days: numberText(appeal.withinDays),
            star: starOf(appeal),
            source: cite(pack, appeal.withinSrc ?? appeal.src),
          },
    appealAssumed: appeal?.status === 'assumed',
  };
  const parts = {
    letterhead: letterheadBlock(input),
    grounds: groundsBlock(input, decided),
    signatures: signatureBlock(input),
  };
  return layoutOf(input, `${document.name}: ${unit.name}`, [
    { orientation: 'portrait', blocks: templateBlocks('refusal-notice', values, parts) },
  ]);
}
