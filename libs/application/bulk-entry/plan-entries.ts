import { type EntryLine, entryPlace } from '#libs/certification';
import { type CommandBody, DomainError, type Problem, sentenceOf } from '#libs/contracts';
import { commandBody } from '#libs/contracts/http';
import { hasOutcome } from '#libs/unit-year';
import { askForCode, type UnitCodes, unitsByCode } from '../access/unit-codes.js';
import { askCommand } from '../commands/ask-command.js';
import type { Command, CommandOutcome } from '../commands/commands.port.js';
import { type OutcomeStores, weigh } from '../commands/decide-command.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** One row as it would be entered, or stands already. */
export interface PlannedEntry {
  readonly line: EntryLine;
  readonly unitId: string;
  readonly unitName: string;
  readonly stageName: string;
  /** The command that enters it; one that was taken in before where `isDone`. */
  readonly command: Command;
  readonly isDone: boolean;
  readonly outcome?: CommandOutcome;
}

export interface EntryPlan {
  readonly entries: readonly PlannedEntry[];
  readonly problems: readonly Problem[];
}

type Submit = Extract<CommandBody, { kind: 'submit' }>;

/**
 * What it would come to to enter these papers one after the other, each judged as the door judges it, on what the rows before it leave of
 * its unit. Nothing is written.
 *
 * @param receivedAt the instant at which the file came, ISO 8601
 */
export async function planEntries(
  records: OutcomeStores,
  rules: CycleRules,
  identity: Identity,
  cycle: Cycle,
  lines: readonly EntryLine[],
  receivedAt: string,
): Promise<EntryPlan> {
  const codes = await unitsByCode(
    records,
    identity,
    lines.map(({ unit }) => unit),
  );
  const planner = new EntryPlanner(records, rules, identity, cycle, codes, receivedAt);
  for (const line of lines) await planner.take(line);
  return planner;
}

class EntryPlanner implements EntryPlan {
  readonly entries: PlannedEntry[] = [];
  readonly problems: Problem[] = [];
  /** Years as the rows so far leave them, with how many rows each has. */
  private readonly years = new Map<string, { readonly unit: UnitYear; readonly rows: number }>();

  constructor(
    private readonly records: OutcomeStores,
    private readonly rules: CycleRules,
    private readonly identity: Identity,
    private readonly cycle: Cycle,
    private readonly codes: UnitCodes,
    private readonly receivedAt: string,
  ) {}

  async take(line: EntryLine): Promise<void> {
    const { arrivalNumber, arrivedOn, ...content } = line.content;
    const onBehalf = { arrivalNumber, arrivedOn };
    const parsed = commandBody.safeParse({ kind: 'submit', stage: line.stage, ...content, onBehalf });
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues)
        this.report(line, 'INPUT.FIELD', wordsOf(path), message);
      return;
    }
    try {
      await this.judge(line, parsed.data as Submit);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.refused(line, error.code, sentenceOf(error), error.problems);
    }
  }

  private async judge(line: EntryLine, body: Submit): Promise<void> {
    const { records, rules, identity, cycle } = this;
    const unitId = this.codes.idOf(line.unit);
    const known = this.years.get(unitId);
    const rows = known?.rows ?? 0;
    const held = known?.unit ?? (await records.unitYears.find(cycle.id, unitId));
    const { key, earlier, differs = false } = await this.entered(unitId, body, held);
    if (differs) {
      this.report(line, 'ENTRY.OTHER_CONTENT', undefined, OTHER_CONTENT);
      return;
    }
    // One after the other, so that whoever decides them later takes them in this order.
    const receivedAt = new Date(Date.parse(this.receivedAt) + rows).toISOString();
    const request = { cycleId: cycle.id, unitId, idempotencyKey: key, body };
    const bodyDigest = requestDigest([cycle.id, unitId, body]);
    if (earlier !== undefined && held !== undefined) {
      const stageName = await this.nameOf(held, body.stage);
      const { unitName } = held;
      this.entries.push({ line, unitId, unitName, stageName, command: earlier, isDone: true });
      return;
    }
    const asked = await askCommand(records, rules, identity, request, { bodyDigest, receivedAt, held });
    const weighed = await weigh(records, rules, asked);
    const { code = '', detail = '', problems } = weighed.outcome;
    if (weighed.status === 'refused') {
      this.refused(line, code, detail, problems);
      return;
    }
    this.years.set(unitId, { unit: weighed.after, rows: rows + 1 });
    const { unitName } = asked.unit;
    const stageName = weighed.outcome.stageName ?? body.stage;
    const { command } = asked;
    this.entries.push({
      line,
      unitId,
      unitName,
      stageName,
      command,
      isDone: false,
      outcome: weighed.outcome,
    });
  }

  /**
   * The command by which the same paper stands, or is about to: that of the same row, or of anybody under the same số đến and ngày đến; and the
   * key of the row where there is none. The same row on what stands of its step is the same request, under whatever key the file is sent.
   * `differs` where another content stands under the same số đến.
   */
  private async entered(
    unitId: string,
    body: Submit,
    held: UnitYear | undefined,
  ): Promise<{ readonly key: string; readonly earlier?: Command; readonly differs?: boolean }> {
    const now = held?.state.stages[body.stage];
    const stands = [now?.round ?? 1, now?.status ?? 'awaiting', now?.commandId ?? ''];
    const keyOf = (more: readonly unknown[] = []) =>
      `nhap/${requestDigest([this.cycle.id, unitId, body, stands, ...more])}`;
    const standing = hasOutcome(now) ? await this.records.commands.find(now?.commandId ?? '') : undefined;
    if (standing?.body.kind === 'submit' && isSamePaper(standing.body, body))
      return {
        key: keyOf(),
        earlier: standing,
        differs: contentDigest(standing.body) !== contentDigest(body),
      };
    const before = await this.records.commands.findByKey(this.identity.actorId, keyOf());
    if (before?.status === 'received') return { key: keyOf(), earlier: before };
    // What was taken back since may be entered again as it was.
    return { key: before === undefined ? keyOf() : keyOf([held?.state.version]) };
  }

  private async nameOf(unit: UnitYear, stage: string): Promise<string> {
    const { stages } = await this.rules.of(this.records, this.cycle, unit);
    return stages.find(({ key }) => key === stage)?.name ?? stage;
  }

  private refused(
    line: EntryLine,
    code: string,
    sentence: string,
    problems: readonly Problem[] | undefined = [],
  ): void {
    const meant = code === 'UNIT.NOT_IN_SCOPE' ? this.codes.meantBy(line.unit) : undefined;
    if (meant !== undefined) this.report(line, code, 'Mã đơn vị', askForCode(line.unit, meant));
    else if (problems.length === 0) this.report(line, code, undefined, sentence);
    else for (const each of problems) this.report(line, each.code, each.place, each.message);
  }

  private report(
    { sheet, line }: EntryLine,
    code: string,
    column: string | undefined,
    message: string,
  ): void {
    this.problems.push({ code, place: entryPlace(sheet, line, column), message });
  }
}

const isSamePaper = ({ onBehalf: stands }: Submit, { onBehalf: asked }: Submit): boolean =>
  stands !== undefined &&
  (asked?.arrivalNumber === undefined ||
    (asked.arrivalNumber === stands.arrivalNumber && asked.arrivedOn === stands.arrivedOn));

/** What a paper says, whatever it came under; a field that is not there and one that is undefined are the same. */
const contentDigest = ({ onBehalf: _cameUnder, ...content }: Submit): string =>
  requestDigest(JSON.parse(JSON.stringify(content)));

const OTHER_CONTENT =
  'Văn bản này đã nhập trước đó với nội dung khác. Muốn sửa, hãy trả lại hoặc rút văn bản đã nhập rồi nhập lại; nếu không, hãy bỏ dòng này.';

const FIELDS: Readonly<Record<string, string>> = {
  'paper.number': 'Số văn bản',
  'paper.date': 'Ngày văn bản',
  'paper.summary': 'Trích yếu',
  'onBehalf.arrivalNumber': 'Số đến',
  'onBehalf.arrivedOn': 'Ngày đến',
  'registrations.pledges.pledged': 'Số phòng, ban, tổ, đội đã cam kết',
  'registrations.pledges.total': 'Tổng số phòng, ban, tổ, đội',
};

const wordsOf = (path: readonly PropertyKey[]): string => {
  const name = path.map(String).join('.');
  return FIELDS[name] ?? name;
};
