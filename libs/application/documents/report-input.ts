import { isClassApart, type ReportPaper } from '#libs/policy';
import type { VisibleCycle } from '../access/visible-cycle.js';
import type { LevelRules } from '../cycle-rules/cycle-days.js';
import { frozenText } from '../freezes/freeze-answer.js';
import type { FigureFreeze } from '../freezes/freezes.port.js';
import { frozenChanges } from '../freezes/frozen-changes.js';
import { freezesSeen, frozenReport, latestOf } from '../freezes/frozen-report.js';
import type { Identity } from '../identity/identity.js';
import { reportContent } from '../reports/report-content.js';
import type { Stores } from '../transaction/records.port.js';
import type { DocumentScene, FreezeNaming, ReportInput } from './document-input.port.js';

type Needs = Stores<'figures' | 'freezes' | 'papers' | 'registers' | 'units'>;

/** Of which area a report is made, and of which figures. */
export interface ReportWanted {
  readonly kind: ReportPaper;
  readonly areaCode: string;
  /** Code or id of figures that were kept; as they stand now where none is named. */
  readonly freeze: string | undefined;
}

/**
 * What a report is written from: figures that were kept, with what has changed since, or those of now.
 *
 * @throws DomainError FREEZE.UNKNOWN
 */
export async function reportInput(
  records: Needs,
  identity: Identity,
  cycle: VisibleCycle,
  levels: LevelRules,
  scene: DocumentScene,
  { kind, areaCode, freeze }: ReportWanted,
): Promise<ReportInput> {
  const counted = await reportContent(records, cycle, levels, scene.document, areaCode, scene.asOf);
  const seen = await freezesSeen(records, identity, cycle);
  const frozen = freeze === undefined ? undefined : await frozenReport(records, seen, freeze, areaCode);
  const content = frozen?.content ?? counted;
  const { provisional, period = scene.period } = content.figures;
  const input = { ...scene, ...content, kind, provisional, period };
  if (frozen !== undefined) {
    const changes = frozenChanges(frozen.content, counted, isClassApart(levels.tinh.stages));
    return { ...input, freeze: { ...namingOf(frozen.freeze), isIntact: frozen.isIntact, changes } };
  }
  const latest = latestOf(seen, areaCode);
  return latest === undefined ? input : { ...input, latestFreeze: namingOf(latest) };
}

const namingOf = (freeze: FigureFreeze): FreezeNaming => ({ name: freeze.name, text: frozenText(freeze) });
