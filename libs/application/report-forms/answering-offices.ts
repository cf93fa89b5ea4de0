import { isInScope, type Scope } from '#libs/access';
import type { ResolvedStage } from '#libs/policy';
import { hasOutcome, isAfterSuggested, type StageState, stageOf } from '#libs/unit-year';
import type { CycleBody } from '../documents/documents.port.js';
import type { RuleBook } from '../reminders/due-lines.js';
import { NO_WORDS, wordsOf } from '../report-words/report-words.js';
import { reportStateOf } from '../reports/subject-stages.js';
import type { Stores } from '../transaction/records.port.js';
import type { AnsweringOffice } from './report-texts.port.js';

export interface AnsweringRequest {
  readonly cycleId: string;
  /** Key of the stage. */
  readonly stage: string;
  /** Of whom it is asked; whoever owes the report in the cycle where it is absent. */
  readonly scope?: Scope;
  readonly communes?: readonly string[];
  /** The cycle's now. */
  readonly now: string;
}

/** Who owes the report, by the names of communes, each with the words of what it has handed in. */
export async function answeringOffices(
  { documents }: Stores<'documents'>,
  book: Pick<RuleBook, 'of'>,
  { cycleId, stage: key, scope, communes, now }: AnsweringRequest,
): Promise<readonly AnsweringOffice[]> {
  const bodies = await documents.bodies(cycleId, communes);
  const owing = bodies.flatMap((body) => {
    const stage = stageOf(book.of(body).graph, key);
    const isMeant = stage !== undefined && (scope === undefined || isInScope(scope, body));
    return isMeant ? [{ body, stage, handedIn: handedInBy(body, key) }] : [];
  });
  const contents = await documents.bodiesOf(owing.flatMap(({ handedIn }) => handedIn?.commandId ?? []));
  return owing.map(({ body, stage, handedIn }) => ({
    ...{ body, stage, state: reportStateOf(body, stage, now) },
    ...arrivalOf(stage, handedIn),
    words: handedIn?.commandId === undefined ? NO_WORDS : wordsOf(contents.get(handedIn.commandId)),
  }));
}

/** When it came, and whether after its last day; nothing where it has not. */
export function arrivalOf(
  stage: ResolvedStage,
  handedIn: StageState | undefined,
): Pick<AnsweringOffice, 'at' | 'late' | 'afterSuggested'> {
  if (handedIn === undefined) return {};
  const { effectiveAt: at, late } = handedIn;
  return { at, late, afterSuggested: isAfterSuggested(stage, handedIn) ? true : undefined };
}

/** How the office handed it in; undefined while it has not, or it went back. */
export function handedInBy({ state }: Pick<CycleBody, 'state'>, key: string) {
  const now = state.stages[key];
  return hasOutcome(now) ? now : undefined;
}
