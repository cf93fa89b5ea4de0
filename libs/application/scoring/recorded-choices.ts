import { dateOf, formatDay } from '#libs/calendar';
import type { SheetRecord } from '../papers/papers.port.js';
import type { Records } from '../transaction/records.port.js';
import type { GapChoice } from './choices.port.js';

/**
 * The recorded choices in force for a unit, by gap: the unit's own go before those of the whole cycle, later ones before
 * earlier ones.
 */
export async function recordedChoices(
  records: Pick<Records, 'choices'>,
  cycleId: string,
  unitId: string,
): Promise<ReadonlyMap<string, GapChoice>> {
  const all = await records.choices.of(cycleId, unitId);
  const ofCycle = all.filter((choice) => choice.unitId === undefined);
  const ofUnit = all.filter((choice) => choice.unitId !== undefined);
  return new Map([...ofCycle, ...ofUnit].map((choice) => [choice.gap, choice]));
}

/** Who decided a choice, when and why, in one line for people. */
export function choiceBasis({ by, recordedAt, reason, unitId }: GapChoice): string {
  const whose = unitId === undefined ? 'cho cả chu kỳ' : 'riêng đơn vị';
  return `${by.name}, ${formatDay(dateOf(recordedAt))}, ${whose}: ${reason}`;
}

/** The sheet with the recorded choices above its own, and on whose decision each of them rests. */
export function withRecordedChoices<Sheet extends Pick<SheetRecord, 'gapChoices'>>(
  sheet: Sheet,
  recorded: ReadonlyMap<string, GapChoice>,
): Sheet & Pick<SheetRecord, 'gapChoices' | 'choiceBasis'> {
  const choices = [...recorded.values()];
  return {
    ...sheet,
    gapChoices: {
      ...sheet.gapChoices,
      ...Object.fromEntries(choices.map(({ gap, option }) => [gap, option])),
    },
    choiceBasis: Object.fromEntries(choices.map((choice) => [choice.gap, choiceBasis(choice)])),
  };
}
