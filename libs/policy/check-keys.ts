import type { PolicyPack } from './pack.schema.js';
import type { Report } from './report.js';
import { allCriteria } from './scoring/all-criteria.js';

/** What is pointed at by its key stands once. */
export const checkKeys = (pack: PolicyPack, report: Report<'PACK.KEY_TWICE'>): void => {
  const unique = (keys: readonly string[], path: string): void => {
    for (const key of new Set(keys.filter((each, index) => keys.indexOf(each) !== index))) {
      report('PACK.KEY_TWICE', `${path}.${key}`, `Khóa “${key}” ghi hai lần.`);
    }
  };
  for (const field of [
    'unitKinds',
    'eligibility',
    'bodies',
    'routing',
    'stageSets',
    'targets',
    'gaps',
    'classes',
    'consequences',
    'readings',
    'terms',
    'duties',
    'registers',
    'letterheads',
    'documents',
  ] as const) {
    unique(
      pack[field].map(({ key }) => key),
      field,
    );
  }
  unique(
    pack.certification.dossier.items.map(({ key }) => key),
    'certification.dossier.items',
  );
  unique(
    pack.certification.revocation.map(({ key }) => key),
    'certification.revocation',
  );
  unique(
    allCriteria(pack.criteria).map(({ key }) => key),
    'criteria',
  );
  for (const set of pack.stageSets)
    unique(
      set.stages.map(({ key }) => key),
      `stageSets.${set.key}.stages`,
    );
};
