import type { CommandBody } from '#libs/contracts';
import type { SheetLine } from '../papers/papers.port.js';
import type { Records } from '../transaction/records.port.js';

/** A paper that was given back, and what came in answer. */
export interface Return {
  readonly stage: string;
  readonly round: number;
  /** Version of the year that the return made. */
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  /** Criteria that were returned, as they were named; absent where the whole paper was. */
  readonly items?: readonly string[];
  /** Last day for the answer, YYYY-MM-DD. */
  readonly answerBy?: string;
  readonly answered?: ReturnAnswer;
}

export interface ReturnAnswer {
  /** The instant that counts as that of the answer. */
  readonly at: string;
  readonly late: boolean;
  /** Version of the year that the answer made. */
  readonly version: number;
  readonly lines: readonly SheetLine[];
}

type BodyOf<K extends CommandBody['kind']> = Extract<CommandBody, { kind: K }>;

/** Every return of a unit's year, oldest first; the answer is the next time the same stage was handed in. */
export async function returnsOf(
  records: Pick<Records, 'commands'>,
  facts: Awaited<ReturnType<Records['unitYears']['facts']>>,
): Promise<readonly Return[]> {
  const returns: Return[] = [];
  for (const { fact, commandId, round, version, recordedAt } of facts) {
    if (fact.kind === 'stage.returned') {
      const command = await records.commands.find(commandId);
      const body = command?.body as BodyOf<'return'>;
      returns.push({
        stage: fact.stage,
        round,
        version,
        at: command?.effectiveAt ?? recordedAt,
        by: command?.actor.name ?? '',
        reason: body.reason,
        items: body.items === undefined || body.items.length === 0 ? undefined : body.items,
        answerBy: body.answerBy,
      });
    }
    if (fact.kind === 'stage.submitted') {
      const at = returns.findLastIndex(({ stage }) => stage === fact.stage);
      const open = returns[at];
      if (open === undefined || open.answered !== undefined) continue;
      const body = (await records.commands.find(commandId))?.body as BodyOf<'submit'>;
      const answered = { at: fact.effectiveAt, late: fact.late, version, lines: body.sheet ?? [] };
      returns[at] = { ...open, answered };
    }
  }
  return returns;
}

/**
 * The items that alone may change when the stage is handed in again: those of its last return, also after an answer was
 * withdrawn. Undefined where nothing was returned since the stage was last begun anew, or the whole paper was.
 */
export async function itemsInHand(
  records: Pick<Records, 'unitYears' | 'commands'>,
  cycleId: string,
  unitId: string,
  stage: string,
): Promise<readonly string[] | undefined> {
  const facts = await records.unitYears.facts(cycleId, [unitId]);
  const begun = facts.findLastIndex(
    ({ fact }) => fact.kind === 'year.restarted' && fact.superseded.includes(stage),
  );
  const last = facts
    .slice(begun + 1)
    .findLast(({ fact }) => fact.kind === 'stage.returned' && fact.stage === stage);
  if (last === undefined) return undefined;
  const { items } = (await records.commands.find(last.commandId))?.body as BodyOf<'return'>;
  return items === undefined || items.length === 0 ? undefined : items;
}
