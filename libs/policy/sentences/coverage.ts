import type { PolicyPack } from '../pack.schema.js';
import { allCriteria } from '../scoring/all-criteria.js';
import type { CoverageHolder, CoveredDocument, CoveredSentence } from './coverage.schema.js';

/** The register in which a pack has its tasks of activities. */
const ACTIVITIES = 'activities';

/** What overseers are told, by the parts of the rules about it. */
const TOLD_NAMES: Readonly<Record<string, string>> = {
  lists: 'Danh sách quá hạn, sắp hết hạn',
  deadMailboxes: 'Danh sách địa chỉ thư hỏng',
  monthly: 'Trang tháng',
};

/** How far a sentence is held: wholly, in part with a reason, or outside the product with one. */
export type SentenceStanding = 'held' | 'partly' | 'outside';

export const standingOf = ({ heldBy, reason }: CoveredSentence): SentenceStanding => {
  if (heldBy.length === 0) return 'outside';
  return reason === undefined ? 'held' : 'partly';
};

/** How many sentences of a document are held, partly held, and outside. */
export const coverageCounts = ({
  sentences,
}: CoveredDocument): Readonly<Record<SentenceStanding, number>> => {
  const counts = { held: 0, partly: 0, outside: 0 };
  for (const sentence of sentences) counts[standingOf(sentence)] += 1;
  return counts;
};

/** What a holder is called in its pack; undefined where the pack has none of that key, or for an act, which no pack names. */
export function holderName(pack: PolicyPack, { kind, key }: CoverageHolder): string | undefined {
  const nameIn = (list: readonly { readonly key: string; readonly name: string }[]) =>
    list.find((each) => each.key === key)?.name;
  switch (kind) {
    case 'stage':
      return nameIn(pack.stageSets.flatMap(({ stages }) => stages));
    case 'register':
      return nameIn(pack.registers);
    case 'activity':
      return taskNames(pack).get(key);
    case 'target':
      return nameIn(pack.targets);
    case 'criterion':
      return allCriteria(pack.criteria).find((each) => each.key === key)?.text;
    case 'duty':
      return nameIn(pack.duties);
    case 'consequence':
      return pack.consequences.find((each) => each.key === key)?.text;
    case 'paper':
      return nameIn(pack.documents);
    case 'told':
      return pack.oversight === undefined ? undefined : TOLD_NAMES[key];
    case 'basis':
      return pack.legalBasis.find(({ src }) => src === key)?.text;
    case 'act':
      return undefined;
  }
}

/** Keys and names of the tasks under which activities are recorded. */
function taskNames({ registers }: PolicyPack): ReadonlyMap<string, string> {
  const fields = registers.find(({ key }) => key === ACTIVITIES)?.fields ?? [];
  return new Map(
    fields.flatMap((field) =>
      field.type === 'choice' && field.key === 'task'
        ? field.options.map(({ key, text }): [string, string] => [key, text])
        : [],
    ),
  );
}
