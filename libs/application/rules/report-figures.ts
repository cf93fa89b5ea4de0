import { dateOf } from '#libs/calendar';
import type { ReportFigures } from '#libs/contracts';
import { endOfWindow, unitStages } from '#libs/policy';
import type { FigureRecords, ResultCount, StageCount } from '../ports/figures.port.js';
import type { Cycle, UnitYear } from '../ports/records.port.js';
import type { Rules } from './cycle-rules.js';

type Report = Pick<UnitYear, 'communeCode' | 'provinceCode'>;

/**
 * The numbers that a body's report stands on, counted when it is handed in: over the units of its commune, or over all
 * of the cycle for a body of the province. Provisional while the assessment window is open (Thông tư 124/2021/TT-BCA,
 * Điều 8.2), because what happens until its end still counts.
 *
 * @param asOf the cycle's now
 */
export async function reportFigures(
  records: FigureRecords,
  cycle: Pick<Cycle, 'id' | 'year'>,
  rules: Rules,
  { communeCode, provinceCode }: Report,
  asOf: string,
): Promise<ReportFigures> {
  const commune = communeCode === provinceCode ? undefined : communeCode;
  const counts = await records.stages(cycle.id, commune);
  const results = await records.results(cycle.id, commune);
  return {
    asOf,
    provisional: asOf < endOfWindow(rules.pack, cycle.year),
    area: communeCode,
    units: sum(results),
    stages: unitStages(rules.stages).map(({ key, name }) => ({
      stage: key,
      name,
      ...standingOf(
        counts.filter(({ stage }) => stage === key),
        dateOf(asOf),
      ),
    })),
    recognised: sum(results.filter(({ recognised }) => recognised === true)),
    notRecognised: sum(results.filter(({ recognised }) => recognised === false)),
    classes: rules.pack.classes.map(({ key, name }) => ({
      key,
      name,
      units: sum(results.filter(({ classKey }) => classKey === key)),
    })),
    notSubmitted: sum(results.filter(({ notSubmitted }) => notSubmitted)),
  };
}

function standingOf(counts: readonly StageCount[], today: string) {
  const open = counts.filter(({ status }) => status === 'awaiting' || status === 'returned');
  return {
    done: sum(counts) - sum(open),
    open: sum(open),
    overdue: sum(open.filter(({ dueDay }) => dueDay !== '' && dueDay < today)),
  };
}

const sum = (counts: readonly Pick<ResultCount, 'n'>[]) => counts.reduce((total, { n }) => total + n, 0);
