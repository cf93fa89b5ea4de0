import type { Fact } from '#libs/unit-year';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Evidence } from './evidence.port.js';

/** Số đến and ngày đến of a paper that came. */
export interface ShownPaper {
  readonly arrivalNumber: string;
  /** YYYY-MM-DD. */
  readonly day: string;
}

/** The paper whose receipt, or whose complaint, a photo or scan stands behind; undefined where it stands behind none. */
export async function paperShownBy(
  { commands, unitYears }: Stores<'commands' | 'unitYears'>,
  { cycleId, unitId }: Pick<UnitYear, 'cycleId' | 'unitId'>,
  { id, stage }: Pick<Evidence, 'id' | 'stage'>,
): Promise<ShownPaper | undefined> {
  if (stage === undefined) return undefined;
  const arrivals = new Set<string>();
  let receipt = '';
  for (const { commandId, fact } of await unitYears.facts(cycleId, [unitId])) {
    if (!('stage' in fact) || fact.stage !== stage) continue;
    if (fact.kind === 'paper.receiptWithdrawn') arrivals.delete(receipt);
    if (fact.kind === 'paper.received') receipt = commandId;
    if (isArrival(fact)) arrivals.add(commandId);
  }
  for (const commandId of arrivals) {
    const body = (await commands.find(commandId))?.body;
    const paper = body?.kind === 'appeal' ? body.onBehalf : body?.kind === 'receivePaper' ? body : undefined;
    if (paper?.scan === id) return { arrivalNumber: paper.arrivalNumber, day: paper.arrivedOn };
  }
  return undefined;
}

const isArrival = ({ kind }: Fact): boolean => kind === 'paper.received' || kind === 'result.appealed';
