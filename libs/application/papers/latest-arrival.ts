import type { Fact } from '#libs/unit-year';
import type { Command, CommandRecords } from '../commands/commands.port.js';
import type { FactRecord } from '../unit-years/unit-years.port.js';

/** A paper that came: by its receipt, or entered with its content at once. */
interface Arrival {
  readonly record: FactRecord;
  readonly command: Command;
  readonly arrivalNumber: string;
  readonly arrivedOn: string;
}

/** The latest paper of a step that came and was not taken back; none that a restart asks for anew. */
export async function latestArrival(
  { commands }: { readonly commands: Pick<CommandRecords, 'find'> },
  facts: readonly FactRecord[],
  stage: string,
): Promise<Arrival | undefined> {
  const ofStage = facts.filter(
    ({ fact }) => ('stage' in fact && fact.stage === stage) || asksAnew(fact, stage),
  );
  for (const record of [...ofStage].reverse()) {
    const { kind } = record.fact;
    if (kind === 'paper.receiptWithdrawn' || kind === 'year.restarted') return undefined;
    if (kind !== 'paper.received' && kind !== 'stage.submitted') continue;
    const command = await commands.find(record.commandId);
    const { body } = command ?? {};
    const paper = body?.kind === 'submit' ? body.onBehalf : body?.kind === 'receivePaper' ? body : undefined;
    // A receipt that stands before its content is what the slip was printed from.
    const receipt = kind === 'stage.submitted' ? receiptBefore(ofStage, record) : undefined;
    if (receipt !== undefined) return latestArrival({ commands }, upTo(ofStage, receipt), stage);
    if (command !== undefined && paper !== undefined) return { record, command, ...numberOf(paper) };
  }
  return undefined;
}

const numberOf = ({ arrivalNumber, arrivedOn }: { arrivalNumber: string; arrivedOn: string }) => ({
  arrivalNumber,
  arrivedOn,
});

/** Whether the paper of the step is asked for anew: a restart took it, and it does not lie at the office for the next round. */
const asksAnew = (fact: Fact, stage: string): boolean =>
  fact.kind === 'year.restarted' && fact.superseded.includes(stage) && fact.keeps?.includes(stage) !== true;

/** The receipt whose content a submission is: the last act on the step before it, where that is one. */
function receiptBefore(ofStage: readonly FactRecord[], { version }: FactRecord): FactRecord | undefined {
  const before = ofStage.filter((each) => each.version < version && PAPER_OR_SENT.has(each.fact.kind)).at(-1);
  return before?.fact.kind === 'paper.received' ? before : undefined;
}

const PAPER_OR_SENT: ReadonlySet<Fact['kind']> = new Set([
  'year.restarted',
  'paper.received',
  'paper.receiptWithdrawn',
  'stage.submitted',
]);

/** The facts up to one of them. */
export const upTo = (facts: readonly FactRecord[], { version }: FactRecord): readonly FactRecord[] =>
  facts.filter((each) => each.version <= version);
