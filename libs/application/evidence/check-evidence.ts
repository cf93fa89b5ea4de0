import { formatDay } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import {
  assessmentWindowOf,
  type EvidenceRules,
  evidenceRulesOf,
  type PolicyPack,
  type UnitKind,
} from '#libs/policy';
import { criteriaOf } from '#libs/scoring';
import { endingOf, nameFault } from './file-name.js';
import type { ReceivedFile } from './storage.port.js';

/** What is said of a piece of evidence by whoever adds it. */
export interface EvidenceFields {
  readonly criterion?: string;
  /** The step whose paper the file shows, instead of a criterion. */
  readonly stage?: string;
  readonly title: string;
  /** Day that it speaks of, YYYY-MM-DD. */
  readonly effectiveOn: string;
  /** Number of the paper, where no file is handed over. */
  readonly reference?: string;
  /** Whether what the pack asks to declare is declared. */
  readonly declared: boolean;
}

export interface NamedFile {
  readonly name: string;
  readonly received: ReceivedFile;
}

/** Years around that of the cycle among which a day is looked for. */
const YEARS_AROUND = 3;

/**
 * Whether the evidence may stand under its criterion.
 *
 * @param today of the cycle, YYYY-MM-DD
 * @returns the words that were declared, where the pack asks for some
 * @throws DomainError EVIDENCE.* with what is wrong
 */
export function checkEvidence(
  pack: PolicyPack,
  unit: { readonly kind: UnitKind; readonly year: number },
  fields: EvidenceFields,
  file: NamedFile | undefined,
  today: string,
): string | undefined {
  const { criterion = '' } = fields;
  const leaf = criteriaOf(pack.criteria).get(criterion);
  if (leaf === undefined || (leaf.children?.length ?? 0) > 0) {
    const known = [...criteriaOf(pack.criteria).values()]
      .filter(({ children }) => (children?.length ?? 0) === 0)
      .map(({ key }) => key);
    throw new DomainError('EVIDENCE.CRITERION', { criterion, known: known.join(', ') });
  }
  checkDay(pack, unit, fields.effectiveOn, today);
  const rules = evidenceRulesOf(pack);
  const own = rules.criteria.find(({ key }) => key === criterion);
  if (own?.declaration !== undefined && !fields.declared) {
    throw new DomainError('EVIDENCE.DECLARATION', {
      criterion,
      declaration: own.declaration,
    });
  }
  if (file === undefined) {
    if (fields.reference === undefined) throw new DomainError('EVIDENCE.NOTHING', {});
    return own?.declaration;
  }
  if (own?.referenceOnly === true) {
    throw new DomainError('EVIDENCE.REFERENCE_ONLY', { criterion });
  }
  checkFile(rules, file);
  return own?.declaration;
}

/**
 * Whether the photo or scan of a paper may stand under its step: a paper may come whenever the step is open, so its day need not lie
 * in the assessment window.
 *
 * @param known keys of the steps that a unit hands in, and of the decisions that it may complain of
 * @throws DomainError STAGE.UNKNOWN, EVIDENCE.* with what is wrong
 */
export function checkScan(
  pack: PolicyPack,
  known: readonly string[],
  { stage = '', effectiveOn }: EvidenceFields,
  file: NamedFile | undefined,
  today: string,
): void {
  if (!known.includes(stage)) throw new DomainError('STAGE.UNKNOWN', { stage, known: known.join(', ') });
  if (effectiveOn > today) throw new DomainError('EVIDENCE.DAY_AHEAD', { day: effectiveOn });
  if (file === undefined) throw new DomainError('EVIDENCE.NOTHING', {});
  checkFile(evidenceRulesOf(pack), file);
}

/** Inside the window of the cycle's year; a day of another window is told with its cycle. */
function checkDay(
  pack: PolicyPack,
  { kind, year }: { readonly kind: UnitKind; readonly year: number },
  day: string,
  today: string,
): void {
  const windowOf = (each: number) => assessmentWindowOf(pack, kind, each);
  const { from, to } = windowOf(year);
  if (day < from || day > to) {
    const years = Array.from({ length: 2 * YEARS_AROUND + 1 }, (_, index) => year - YEARS_AROUND + index);
    const other = years.find(
      (each) => each !== year && day >= windowOf(each).from && day <= windowOf(each).to,
    );
    const belongs =
      other === undefined
        ? undefined
        : `năm ${other} (${formatDay(windowOf(other).from)} – ${formatDay(windowOf(other).to)})`;
    throw new DomainError('EVIDENCE.OUTSIDE_WINDOW', { day, belongs, year: String(year), from, to });
  }
  if (day > today) throw new DomainError('EVIDENCE.DAY_AHEAD', { day });
}

function checkFile(rules: EvidenceRules, { name, received }: NamedFile): void {
  const fault = nameFault(name);
  if (fault !== undefined) throw new DomainError('EVIDENCE.NAME', { fault });
  if (received.isTooLarge) {
    const most = String(Math.floor((rules.maxBytes / 1_048_576) * 10) / 10).replace('.', ',');
    throw new DomainError('EVIDENCE.TOO_LARGE', { name, most });
  }
  if (received.bytes === 0) throw new DomainError('EVIDENCE.EMPTY', { name });
  const types = rules.types.map((type) => type.name).join(', ');
  const type = rules.types.find(({ key }) => key === received.type);
  if (type === undefined) throw new DomainError('EVIDENCE.TYPE', { name, types });
  if (received.alsoReadsAs !== undefined) {
    throw new DomainError('EVIDENCE.MIXED', { name, type: type.name, other: received.alsoReadsAs });
  }
  if (!type.extensions.includes(endingOf(name))) {
    throw new DomainError('EVIDENCE.NAME_MISMATCH', {
      name,
      type: type.name,
      endings: type.extensions.map((each) => `.${each}`).join(', '),
    });
  }
}
