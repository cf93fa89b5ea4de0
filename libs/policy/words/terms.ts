import type { PolicyPack } from '../pack.schema.js';

/**
 * What a pack has its own words for. `reportChannel` says how papers reach the police of the province, with its
 * preposition; `standardBasis` and `directiveBasis` name the documents behind the standard and the movement.
 */
export type TermKey =
  | 'units'
  | 'school'
  | 'standard'
  | 'movement'
  | 'steering'
  | 'reportChannel'
  | 'planBasis'
  | 'standardBasis'
  | 'directiveBasis';

/** Words that fit every document; packs stored before `terms` was a section have none of their own. */
const GENERAL: Readonly<Record<TermKey, string>> = {
  units: 'cơ quan, doanh nghiệp, cơ sở giáo dục',
  school: 'cơ sở giáo dục',
  standard: 'An toàn về an ninh, trật tự',
  movement: 'toàn dân bảo vệ an ninh Tổ quốc',
  steering: 'Ban Chỉ đạo các cấp',
  reportChannel: '',
  planBasis: 'văn bản chỉ đạo của cấp trên',
  standardBasis: 'quy định của Bộ Công an',
  directiveBasis: 'chỉ thị của Bộ Công an',
};

export const TERM_KEYS = Object.keys(GENERAL) as readonly TermKey[];

/** The pack's own words for something, without quotation marks; general ones where it has none. */
export const term = (pack: Pick<PolicyPack, 'terms'>, key: TermKey): string =>
  pack.terms.find((each) => each.key === key)?.text ?? GENERAL[key];
