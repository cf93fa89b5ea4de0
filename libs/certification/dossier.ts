import type { PackDossier } from '#libs/policy';
import type { CertificationProblem, Dossier, DossierEntry, DossierLine } from './certification.types.js';

/** What else of the year may stand for an item of the checklist. */
export interface DossierContext {
  /** Whether the result of a stage stands. */
  readonly stands: (stage: string) => boolean;
  /** Whether the dossier came with a covering paper (number, date or summary). */
  readonly hasPaper: boolean;
}

/**
 * Lays what was handed in beside the checklist of the pack. An item is there when it is named with evidence or with a
 * number and date, when the step it is the paper of stands, or, for the covering paper, when one came.
 */
export function dossierOf(
  rules: PackDossier,
  entries: readonly DossierEntry[],
  context: DossierContext,
): Dossier {
  const lines = rules.items.map((item): DossierLine => {
    const { key, name, required, src, status } = item;
    const entry = entries.find((each) => each.item === key && isFilled(each));
    const byStage =
      (item.stage !== undefined && context.stands(item.stage)) ||
      (item.coveringPaper === true && context.hasPaper);
    const by =
      entry === undefined
        ? byStage
          ? 'stage'
          : 'nothing'
        : (entry.evidence ?? []).length > 0
          ? 'evidence'
          : 'paper';
    return { key, name, required, by, entry, src, status };
  });
  return {
    lines,
    missing: lines.filter(({ required, by }) => required && by === 'nothing').map(({ name }) => name),
    problems: problemsOf(rules, entries),
  };
}

const isFilled = ({ evidence, number, date }: DossierEntry) =>
  (evidence ?? []).length > 0 || (number !== undefined && date !== undefined);

function problemsOf(rules: PackDossier, entries: readonly DossierEntry[]): readonly CertificationProblem[] {
  const known = new Map(rules.items.map(({ key, name }) => [key, name]));
  return entries.flatMap((entry, index): CertificationProblem[] => {
    const name = known.get(entry.item);
    if (name === undefined) {
      const message = `Không có thành phần “${entry.item}”. Các mã dùng được: ${[...known.keys()].join(', ')}.`;
      return [{ code: 'DOSSIER.ITEM_UNKNOWN', place: `thành phần ${entry.item}`, message }];
    }
    if (entries.findIndex(({ item }) => item === entry.item) !== index) {
      const message = `${name} ghi hai lần. Hãy gộp thành một dòng.`;
      return [{ code: 'DOSSIER.ITEM_TWICE', place: `thành phần ${entry.item}`, message }];
    }
    if (isFilled(entry)) return [];
    const message = `${name} chưa có tài liệu. Hãy ghi mã minh chứng, hoặc số và ngày văn bản.`;
    return [{ code: 'DOSSIER.ITEM_EMPTY', place: `thành phần ${entry.item}`, message }];
  });
}
