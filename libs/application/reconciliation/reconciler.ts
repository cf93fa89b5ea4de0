import { formatInstant } from '#libs/calendar';
import { foldFacts, isOver, type StageGraph, type StageLine, stageLines } from '#libs/unit-year';
import { counterCells } from '../counters/counter-changes.js';
import type { CounterCell } from '../counters/counters.port.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Runs } from '../runs/runs.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { FactRecord, UnitYear } from '../unit-years/unit-years.port.js';
import { CounterDaysCheck } from './counter-days-check.js';

type Needs = Stores<
  | 'choices'
  | 'commands'
  | 'counters'
  | 'cycles'
  | 'messages'
  | 'migrations'
  | 'now'
  | 'reminders'
  | 'unitYears'
>;

/** One disagreement between what should follow from the facts and what stands in the records or runs. */
export interface Finding {
  readonly kind:
    | 'projectionDiffers'
    | 'stageDiffers'
    | 'counterDiffers'
    | 'counterDayDiffers'
    | 'commandStuck'
    | 'runBehind'
    | 'receiptMissing'
    | 'reminderStuck'
    | 'reminderMailMissing'
    | 'runMissing'
    | 'runWithoutYear'
    | 'evidenceFileMissing'
    | 'evidenceFileUnnamed';
  readonly object: string;
  readonly detail: string;
}

const STUCK_AFTER_SECONDS = 120;
/** For so long a run may lag behind what the door decided before it is a finding. */
const UNHEARD_FOR_SECONDS = 600;
const PAGE = 200;
/** Further looks at runs that do not fit their years; each comes a little later. */
const LOOKS_AGAIN = 2;
const LOOK_AGAIN_AFTER_MS = 1_000;

/**
 * Compares projections with the fold of their facts, commands with the clock, submissions with receipts, years with
 * runs; of units and of bodies alike.
 */
export class Reconciler {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
  ) {}

  /**
   * Everything found in one cycle; empty when all agree. A run begins and ends a moment after its year, and lists of
   * runs lag, so a run that does not fit counts only where it still does not fit on looking again.
   */
  async check(cycleId: string): Promise<readonly Finding[]> {
    let findings = await this.look(cycleId);
    for (let again = 0; again < LOOKS_AGAIN && findings.some(isAboutRun); again += 1) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER_MS));
      const before = new Set(findings.filter(isAboutRun).map(keyOf));
      findings = (await this.look(cycleId)).filter((each) => !isAboutRun(each) || before.has(keyOf(each)));
    }
    return findings;
  }

  private async look(cycleId: string): Promise<readonly Finding[]> {
    const expectedRuns = new Set<string>();
    // One unchanging view, or every command applied meanwhile would look like a difference.
    const findings = await this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await records.cycles.find(cycleId);
      if (cycle === undefined) return [];
      const counted = new Map<string, number>();
      const found: Finding[] = [];
      const days = await CounterDaysCheck.begin(records, this.rules, cycle);
      let after: string | undefined;
      for (;;) {
        const page = await records.migrations.subjects(cycleId, after ?? '', PAGE, false);
        const ids = page.map((unit) => unit.unitId);
        const facts = factsByUnit(await records.unitYears.facts(cycleId, ids));
        const lines = await records.unitYears.lines(cycleId, ids);
        for (const unit of page) {
          const own = facts.get(unit.unitId) ?? [];
          // One that a migration put outside has a past in the counters.
          await days.add(unit, own);
          if (unit.standing === 'outside') continue;
          const { graph } = await this.rules.of(records, cycle, unit);
          for (const cell of counterCells(graph, unit)) {
            counted.set(cellKey(cell), (counted.get(cellKey(cell)) ?? 0) + 1);
          }
          found.push(...projectionDiffers(graph, unit, own));
          found.push(...linesDiffer(graph, unit, lines.get(unit.unitId) ?? []));
          if (!isOver(graph, unit.state)) expectedRuns.add(unit.unitId);
        }
        after = page.at(-1)?.unitId;
        if (after === undefined) break;
      }
      return [
        ...found,
        ...countersThatDiffer(await records.counters.all(cycleId), counted),
        ...daysThatDiffer(days.differences(await records.counters.days(cycleId))),
      ];
    });
    return [
      ...findings,
      ...(await this.checkCommands(cycleId)),
      ...(await this.checkRuns(cycleId, expectedRuns)),
    ];
  }

  private async checkCommands(cycleId: string): Promise<Finding[]> {
    return this.unitOfWork.inTransaction(async (records) => {
      const stuck = await records.commands.stuck(cycleId, STUCK_AFTER_SECONDS);
      const missing = await records.messages.submissionsWithoutReceipt(cycleId);
      const astray = await records.reminders.astray(cycleId, STUCK_AFTER_SECONDS);
      return [
        ...stuck.map(
          (command): Finding => ({
            kind: 'commandStuck',
            object: command.id,
            detail: `tiếp nhận lúc ${formatInstant(command.receivedAt)}, chưa có kết quả`,
          }),
        ),
        ...missing.map(
          (commandId): Finding => ({
            kind: 'receiptMissing',
            object: commandId,
            detail: 'hồ sơ đã nhận mà không có thư biên nhận',
          }),
        ),
        ...astray.map(
          ({ unitId, stage, dueDay, rung, state }): Finding => ({
            kind: state === 'planned' ? 'reminderStuck' : 'reminderMailMissing',
            object: `${unitId}/${stage}/${dueDay}/${rung}`,
            detail:
              state === 'planned'
                ? 'lời nhắc đã lập mà chưa thành thư'
                : 'lời nhắc ghi đã gửi mà không có thư',
          }),
        ),
      ];
    });
  }

  /** A run that has yet to hear of what was decided is a finding of its own, and only after a while. */
  private async checkRuns(cycleId: string, expected: ReadonlySet<string>): Promise<Finding[]> {
    const open = new Set(await this.runs.openUnitIds(cycleId));
    const lagging = await this.unitOfWork.inTransaction((records) => records.commands.unheard(cycleId));
    const unheard = new Set(lagging.map(({ unitId }) => unitId));
    const behind = lagging.filter(({ lagSeconds }) => lagSeconds > UNHEARD_FOR_SECONDS);
    const missing = [...expected].filter((id) => !open.has(id) && !unheard.has(id));
    const superfluous = [...open].filter((id) => !expected.has(id) && !unheard.has(id));
    return [
      ...behind.map(
        ({ unitId, lagSeconds }): Finding => ({
          kind: 'runBehind',
          object: unitId,
          detail: `tiến trình chưa biết kết quả đã có từ ${Math.round(lagSeconds / 60)} phút trước`,
        }),
      ),
      ...missing.map(
        (object): Finding => ({
          kind: 'runMissing',
          object,
          detail: 'chu kỳ của đơn vị chưa hết mà không có tiến trình nào',
        }),
      ),
      ...superfluous.map(
        (object): Finding => ({
          kind: 'runWithoutYear',
          object,
          detail: 'tiến trình còn mở dù chu kỳ của đơn vị đã hết',
        }),
      ),
    ];
  }
}

const isAboutRun = ({ kind }: Finding) => kind === 'runMissing' || kind === 'runWithoutYear';
const keyOf = ({ kind, object }: Finding) => `${kind}/${object}`;

function factsByUnit(records: readonly FactRecord[]): Map<string, FactRecord[]> {
  const facts = new Map<string, FactRecord[]>();
  for (const each of records) facts.set(each.unitId, [...(facts.get(each.unitId) ?? []), each]);
  return facts;
}

const daysThatDiffer = (differences: ReturnType<CounterDaysCheck['differences']>): Finding[] =>
  differences.map(({ object, written, told }) => ({
    kind: 'counterDayDiffers',
    object,
    detail: `thay đổi trong ngày ghi ${written}, sự kiện cộng lại được ${told}`,
  }));

function projectionDiffers(graph: StageGraph, unit: UnitYear, facts: readonly FactRecord[]): Finding[] {
  const folded = foldFacts(
    graph,
    facts.map(({ fact }) => fact),
  );
  if (canonical(folded) === canonical(unit.state)) return [];
  const detail = `sự kiện cộng lại là phiên bản ${folded.version}, bản ghi là phiên bản ${unit.state.version}`;
  return [{ kind: 'projectionDiffers', object: unit.unitId, detail }];
}

function linesDiffer(graph: StageGraph, unit: UnitYear, stored: readonly StageLine[]): Finding[] {
  const textOf = (line: StageLine | undefined) => canonical(line ?? null);
  const kept = new Map(stored.map((line) => [line.stage, line]));
  const due = new Map(stageLines(graph, unit.state).map((line) => [line.stage, line]));
  return [...new Set([...kept.keys(), ...due.keys()])]
    .filter((stage) => textOf(kept.get(stage)) !== textOf(due.get(stage)))
    .map((stage) => ({
      kind: 'stageDiffers',
      object: `${unit.unitId}/${stage}`,
      detail: 'dòng của bước không khớp với trạng thái của đơn vị',
    }));
}

function countersThatDiffer(
  stored: readonly (CounterCell & { readonly n: number })[],
  counted: ReadonlyMap<string, number>,
): Finding[] {
  const kept = new Map(stored.filter((cell) => cell.n !== 0).map((cell) => [cellKey(cell), cell.n]));
  return [...new Set([...kept.keys(), ...counted.keys()])]
    .filter((key) => kept.get(key) !== counted.get(key))
    .map((key) => ({
      kind: 'counterDiffers',
      object: key,
      detail: `bộ đếm ghi ${kept.get(key) ?? 0}, đếm lại từ đơn vị được ${counted.get(key) ?? 0}`,
    }));
}

function cellKey(cell: {
  readonly communeCode: string;
  readonly unitKind: string;
  readonly level: string;
  readonly stage: string;
  readonly dueDay: string;
  readonly status: string;
}): string {
  return [cell.communeCode, cell.unitKind, cell.level, cell.stage, cell.dueDay, cell.status].join('|');
}

/** jsonb forgets the order of fields and drops undefined, so both sides are brought to one form. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  );
}
