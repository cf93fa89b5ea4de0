import type { PolicyPack } from '../pack.schema.js';
import { stageSetFor } from '../stages/stages.js';
import { KIND_NAMES } from './figure-words.js';
import { figuresOf, type PolicyFigure, sectionOf } from './figures.js';

/** What a guidance letter sets: an assumed value of the pack, or whereto and with which papers a step is handed in. */
export type GuidedFigure = Pick<PolicyFigure, 'path' | 'section' | 'text' | 'value'>;

/**
 * What no letter of an office founds: where the rules hold, of which period they judge and what areas and kinds of units there are; laws
 * that nobody has read; who decides, why a decision of another body is taken back and who is kept from awards, which is for those to
 * say who decide it; the right to complain by law, and the form that papers have by decree.
 */
const OTHERS_DOCUMENTS = [
  ...['jurisdiction', 'assessmentWindow', 'areaLevels', 'unitKinds'],
  ...['legalBasis', 'bodies', 'routing', 'readings.classBody'],
  ...['certification.appeal', 'certification.revocation'],
  ...['certification.exclusionOverride', 'gaps.NOT_SUBMITTED'],
  ...['letterheads', 'documents'],
];

/**
 * Everything of a pack that stands in no document and that a guidance letter can set for a year, in the order of the
 * pack; what an earlier document confirms is not among it. Throws `POLICY.YEAR_NOT_COVERED`.
 *
 * @param pack with what was confirmed in the cycle
 */
export const guidedFigures = (pack: PolicyPack, year: number): readonly GuidedFigure[] => {
  const { key: set } = stageSetFor(pack, year);
  const assumed = figuresOf(pack).filter(({ status, path }) => {
    const [part, within] = path.split('.');
    const isOthers = OTHERS_DOCUMENTS.some((each) => path === each || path.startsWith(`${each}.`));
    return status === 'assumed' && !isOthers && (part !== 'stageSets' || within === set);
  });
  return [
    ...assumed.map(({ path, section, text, value }) => ({
      path,
      section,
      text: inOwnWords(pack, text),
      value,
    })),
    ...handedIn(pack, year),
  ];
};

/** Kinds of units as the documents of the pack call them: a letter of 2021 speaks of nhà trường alone. */
const inOwnWords = ({ unitKinds }: PolicyPack, text: string): string =>
  unitKinds.reduce(
    (said, { key, name }) => said.replaceAll(KIND_NAMES[key] ?? name, name.toLocaleLowerCase('vi')),
    text,
  );

/** Whereto each step is handed in, and with which papers, where the step's own document does not name it. */
function handedIn(pack: PolicyPack, year: number): readonly GuidedFigure[] {
  const set = stageSetFor(pack, year);
  const nameOf = (body: string) => pack.bodies.find(({ key }) => key === body)?.name ?? body;
  return set.stages
    .filter(({ act }) => act === 'submit')
    .flatMap(({ key, name, receiver = {}, documents, named }) => {
      const path = `stageSets.${set.key}.stages.${key}`;
      const section = sectionOf('stageSets');
      const unnamed = Object.entries(receiver).filter(
        ([level]) => named?.receiver?.some((each) => each === level) !== true,
      );
      const receivers = [...new Set(unnamed.map(([, body]) => nameOf(body)))].join('; ');
      const papers = named?.documents === true ? '' : documents.join('; ');
      return [
        { path: `${path}.receiver`, section, text: `${name}: nơi nhận`, value: receivers },
        { path: `${path}.documents`, section, text: `${name}: giấy tờ gửi`, value: papers },
      ].filter(({ value }) => value !== '');
    });
}

/** What of the figures somebody means by a path, a part of one (`classes`, `dossier`), or the key of one; none where nothing has that name. */
export const guidedNamed = (figures: readonly GuidedFigure[], named: string): readonly GuidedFigure[] => {
  const exact = figures.filter(({ path }) => path === named || path.startsWith(`${named}.`));
  return exact.length > 0 ? exact : figures.filter(({ path }) => path.split('.').includes(named));
};

/** The figures without the last days that the letter sets otherwise: they are moved, not confirmed. */
export const withoutMoved = (
  figures: readonly GuidedFigure[],
  moved: readonly { readonly stage: string; readonly level: string }[],
): readonly GuidedFigure[] =>
  figures.filter(({ path }) => {
    const at = path.split('.');
    const [stage, field, level] = at.slice(3);
    if (at[0] !== 'stageSets' || at.at(field === 'due' ? 4 : -1) !== 'due') return true;
    return !moved.some((each) => each.stage === stage && (each.level === '*' || each.level === level));
  });
