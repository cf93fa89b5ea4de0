import type { PolicyPack } from '../pack.schema.js';
import type { RuleStatus } from '../sources/sources.schema.js';
import { figureLabel, figureValue } from './figure-words.js';
import { walk } from './walk.js';

/** One rule of a pack that names its source, in words. */
export interface PolicyFigure {
  /** Keys down to the place, e.g. `stageSets.hang-nam.stages.dossier.due.*`. */
  readonly path: string;
  /** Vietnamese: the part of the pack, a heading. */
  readonly section: string;
  /** Vietnamese: what it is about. */
  readonly text: string;
  /** Vietnamese: what it says. */
  readonly value: string;
  readonly src: string;
  readonly status: RuleStatus;
}

/** One figure or reading that no document states yet. */
export type AssumedValue = Pick<PolicyFigure, 'path' | 'text' | 'value'>;

const SECTIONS: Readonly<Record<string, string>> = {
  jurisdiction: 'Phạm vi và kỳ đánh giá',
  assessmentWindow: 'Phạm vi và kỳ đánh giá',
  areaLevels: 'Phạm vi và kỳ đánh giá',
  unitKinds: 'Phạm vi và kỳ đánh giá',
  eligibility: 'Phạm vi và kỳ đánh giá',
  terms: 'Cách gọi trong văn bản',
  legalBasis: 'Căn cứ pháp lý',
  bodies: 'Cơ quan',
  routing: 'Cơ quan',
  stageSets: 'Các bước của năm',
  targets: 'Chỉ tiêu',
  criteria: 'Tiêu chí chấm điểm',
  scale: 'Tiêu chí chấm điểm',
  evidenceRules: 'Minh chứng',
  classes: 'Phân loại và hệ quả',
  consequences: 'Phân loại và hệ quả',
  certification: 'Công nhận, khiếu nại, thu hồi',
  letterheads: 'Văn bản, thể thức',
  documents: 'Văn bản, thể thức',
  duties: 'Việc khác văn bản giao',
  registers: 'Sổ theo dõi',
  gaps: 'Trường hợp văn bản chưa nói rõ',
  readings: 'Cách hiểu và lịch nhắc',
  reminders: 'Cách hiểu và lịch nhắc',
  oversight: 'Cách hiểu và lịch nhắc',
};

/** Vietnamese heading of a part of a pack. */
export const sectionOf = (part: string): string => SECTIONS[part] ?? '';

export const SECTION_NAMES = [...new Set(Object.values(SECTIONS))];

/** Every rule of a whole pack that names its source, in the order of the pack. */
export const figuresOf = (pack: PolicyPack): readonly PolicyFigure[] => {
  const found: PolicyFigure[] = [];
  walk(pack, (node, path, around) => {
    if (typeof node['src'] !== 'string' || typeof node['status'] !== 'string') return;
    found.push({
      path: path.join('.'),
      section: sectionOf(path[0] ?? ''),
      text: figureLabel(node, path, around),
      value: figureValue(pack, node, path, around),
      src: node['src'],
      status: node['status'] as RuleStatus,
    });
  });
  return found;
};

/** Everything of a pack that no document states, in the order of the pack. */
export const assumedOf = (pack: PolicyPack): readonly AssumedValue[] =>
  figuresOf(pack)
    .filter(({ status }) => status === 'assumed')
    .map(({ path, text, value }) => ({ path, text, value }));
