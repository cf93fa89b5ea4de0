import { LEVEL_NAMES } from '../levels.js';
import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';

/** A gap that is answered by another level judging must say what the routing of the same key does. */
export const checkJudges = ({ gaps, routing }: PolicyPack, report: Report<'PACK.GAP_ROUTING'>): void => {
  for (const { key, options } of gaps) {
    const toLevel = routing.find((rule) => rule.key === key)?.toLevel;
    for (const { key: option, effect } of options) {
      if (toLevel === undefined || effect?.judgedBy === undefined || effect.judgedBy === toLevel) continue;
      report(
        'PACK.GAP_ROUTING',
        `gaps.${key}.options.${option}`,
        `Trường hợp này nói cấp ${LEVEL_NAMES[effect.judgedBy]} quyết định, phần phân cấp nói cấp ${LEVEL_NAMES[toLevel]}.`,
      );
    }
  }
};
