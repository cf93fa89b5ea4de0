import { packDayWords } from './figure-words.js';
import { isRecord } from './walk.js';

type Node = Readonly<Record<string, unknown>>;

/** `stageSets.<set>.stages.<step>` */
const isStagePath = (path: readonly string[]): boolean =>
  path.length === 4 && path[0] === 'stageSets' && path[2] === 'stages';

/**
 * A step with its receiver and its papers named by a document, where the guidance letter of the year says them
 * (`stageSets.hang-nam.stages.dossier.receiver`, `….documents`); everything else as it is.
 *
 * @param isGuided whether the letter sets what has that path
 */
export const guidedNames = (
  node: Node,
  path: readonly string[],
  isGuided: (path: string) => boolean,
): Node => {
  if (!isStagePath(path)) return node;
  const [receiver, documents] = ['receiver', 'documents'].map((field) =>
    isGuided([...path, field].join('.')),
  );
  if (receiver !== true && documents !== true) return node;
  return {
    ...node,
    named: {
      ...(isRecord(node['named']) && node['named']),
      ...(receiver === true && isRecord(node['receiver']) && { receiver: Object.keys(node['receiver']) }),
      ...(documents === true && { documents: true }),
    },
  };
};

/**
 * A last day in the words of the letter that sets it: the document of the duty speaks of a time without a day ("Quý I hằng năm"),
 * and those words are not the letter's.
 */
export const guidedDay = (node: Node): Node => {
  const { day, operator, words } = node;
  if (typeof words !== 'string' || /\d{1,2}\/\d{1,2}/.test(words)) return node;
  // What is told for some kinds of units alone has the day of the step.
  if (typeof day !== 'string') return { ...node, words: '' };
  return { ...node, words: `${operator === 'before' ? 'trước' : 'hết'} ngày ${packDayWords(day)}` };
};
