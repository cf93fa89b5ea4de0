import type { EntryLine, EntryList, EntryTable } from '#libs/certification';
import { DomainError, type Problem } from '#libs/contracts';
import type { PaperEntriesAnswer, PaperEntryAnswer } from '#libs/contracts/http';
import { visibleCycle } from '../access/visible-cycle.js';
import type { ApplyRequest } from '../commands/apply-command.use-case.js';
import type { Command, CommandOutcome } from '../commands/commands.port.js';
import type { OutcomeStores } from '../commands/decide-command.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { ListFile, ListFiles } from '../lists/list-files.port.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import { listContent } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { entryDesk, requireEnters } from './entry-desk.js';
import { type EntryPlan, type PlannedEntry, planEntries } from './plan-entries.js';

type Needs = OutcomeStores & Stores<'requests'>;

/** Rows of one file; each is a paper of its own. */
const MOST_ROWS = 2_000;

/** Brings one command that was taken in to its outcome. */
interface Applying {
  execute(request: ApplyRequest): Promise<unknown>;
}

/** Told of a command that could not be brought to its outcome at once. */
export interface EntryLog {
  warn(event: string, detail: Record<string, unknown>): void;
}

/**
 * Takes papers of many units from one workbook, each as if it had been typed alone: by the same right, the same judge, the same typist on
 * record. While a row has a fault nothing is entered. From the commit on all of them are commands that were taken in: they are brought to their
 * outcomes one after the other at once, and whatever dies meanwhile, by the dispatcher.
 */
export class EnterPapers {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly lists: Pick<ListFiles, 'entries'>,
    private readonly applying: Applying,
    private readonly log: EntryLog,
  ) {}

  /**
   * The same file sent again enters nothing twice, under the same key or another.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE, IDEMPOTENCY.REUSED, ENTRY.REFUSED with each fault by sheet, row and column
   */
  async execute(
    identity: Identity,
    { cycleId, idempotencyKey }: { readonly cycleId: string; readonly idempotencyKey: string },
    file: ListFile,
    dryRun: boolean,
  ): Promise<PaperEntriesAnswer> {
    const tables = await this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireEnters(identity);
      return (await entryDesk(records, this.rules, cycle)).tables;
    });
    const list = await this.read(file, tables);
    const request = {
      act: 'enterPapers',
      key: idempotencyKey,
      content: [cycleId, listContent(file)],
      dryRun,
    };
    const told = await this.unitOfWork.inTransaction((records) =>
      onceByKey(records, identity, request, async () => {
        const plan = await this.plan(records, identity, cycleId, inOrder(list.lines, tables));
        const problems = [...list.problems, ...plan.problems];
        // Commands of a dry run exist nowhere.
        if (dryRun) return { items: plan.entries.map((entry) => tried(answerOf(entry))), problems };
        if (problems.length > 0) {
          throw new DomainError('ENTRY.REFUSED', { count: String(problems.length) }, problems);
        }
        const items: PaperEntryAnswer[] = [];
        for (const entry of plan.entries) items.push(taken(answerOf(await takenIn(records, entry))));
        return { items, problems: [] };
      }),
    );
    if (dryRun) return { dryRun, ...told };
    const items: PaperEntryAnswer[] = [];
    for (const item of told.items) items.push(await this.carriedOut(item));
    return { dryRun, items, problems: told.problems };
  }

  private async read(file: ListFile, tables: readonly EntryTable[]): Promise<EntryList> {
    const list = await this.lists.entries(file, tables);
    if ('unreadable' in list) throw new DomainError('ENTRY.REFUSED', { count: '1' }, list.unreadable);
    if (list.lines.length <= MOST_ROWS) return list;
    const message = `Chỉ nhận ${MOST_ROWS} dòng một lần; chia phần còn lại sang tệp khác.`;
    return { ...list, lines: [], problems: [{ code: 'ENTRY.TOO_MANY', place: 'tệp', message }] };
  }

  private async plan(
    records: Needs,
    identity: Identity,
    cycleId: string,
    lines: readonly EntryLine[],
  ): Promise<EntryPlan> {
    const cycle = await visibleCycle(records, identity, cycleId);
    return planEntries(records, this.rules, identity, cycle, lines, await records.now());
  }

  /** The row with what its command came to; what cannot be decided now stays taken in. */
  private async carriedOut(item: PaperEntryAnswer): Promise<PaperEntryAnswer> {
    const { commandId } = item;
    if (commandId === undefined || item.state === 'done') return item;
    const find = () => this.unitOfWork.inTransaction(({ commands }) => commands.find(commandId));
    const command = await find();
    if (command === undefined) throw new Error(`command ${commandId} was taken in and is gone`);
    if (command.status === 'received') await this.decide(command);
    const { status, outcome } = (command.status === 'received' ? await find() : command) ?? command;
    return { ...item, ...outcomeOf(outcome), state: status };
  }

  private async decide(command: Command): Promise<void> {
    const { id: commandId, cycleId, unitId, updateName } = command;
    try {
      const first = await this.unitOfWork.inTransaction(({ commands }) =>
        commands.oldestPending(cycleId, unitId),
      );
      // What came before it is on its way and comes first; the dispatcher brings this one after it.
      if (first?.id === commandId) await this.applying.execute({ commandId, cycleId, unitId, updateName });
    } catch (error) {
      this.log.warn('entry.left', { commandId, error: String(error) });
    }
  }
}

/** The row with its command stored; with the one that another request has stored for the same row meanwhile. */
async function takenIn({ commands }: Needs, entry: PlannedEntry): Promise<PlannedEntry> {
  const { command, isDone } = entry;
  if (isDone || (await commands.insertOnce(command)) === 'inserted') return entry;
  const earlier = await commands.findByKey(command.actor.actorId, command.idempotencyKey);
  if (earlier === undefined) throw new Error('a command with this key was there and is gone');
  return { ...entry, command: earlier, isDone: true };
}

/** Rows of one unit in the order of its year, so that a dossier comes after the sheet that it rests on. */
const inOrder = (lines: readonly EntryLine[], tables: readonly EntryTable[]): readonly EntryLine[] => {
  const at = new Map(tables.map(({ stage }, index) => [stage, index]));
  return [...lines].sort((a, b) => (at.get(a.stage) ?? 0) - (at.get(b.stage) ?? 0));
};

const answerOf = ({
  line,
  unitId,
  unitName,
  stageName,
  command,
  isDone,
  outcome,
}: PlannedEntry): PaperEntryAnswer => ({
  ...{ sheet: line.sheet, line: line.line, unitId, unitName, stage: line.stage, stageName },
  ...{ state: isDone ? 'done' : 'ready', commandId: command.id },
  ...outcomeOf(outcome),
});

/** A row that would be entered. */
const tried = (item: PaperEntryAnswer): PaperEntryAnswer =>
  item.state === 'ready' ? { ...item, commandId: undefined } : item;

/** A row whose command was taken in. */
const taken = (item: PaperEntryAnswer): PaperEntryAnswer =>
  item.state === 'ready' ? { ...item, state: 'received' } : item;

const outcomeOf = (
  outcome: CommandOutcome | undefined,
): Pick<PaperEntryAnswer, 'late' | 'afterSuggested' | 'remarks'> => ({
  late: outcome?.late,
  afterSuggested: outcome?.afterSuggested,
  remarks: [
    ...(outcome?.detail === undefined ? [] : [outcome.detail]),
    ...(outcome?.problems ?? []).map(({ place, message }: Problem) => `${place}: ${message}`),
    ...(outcome?.remarks ?? []),
    ...(outcome?.missing ?? []).map((item) => `còn thiếu: ${item}`),
  ],
});
