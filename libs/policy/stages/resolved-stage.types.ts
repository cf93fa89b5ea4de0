import type { RuleStatus } from '../sources/sources.schema.js';
import type { ReportForm } from './report-form.schema.js';
import type { DeadlineOperator, PackStage, StageAct, StageKind, StageRole } from './stages.schema.js';

/** One stage of one unit's year with its days worked out. Days are YYYY-MM-DD in Asia/Ho_Chi_Minh, instants ISO 8601 UTC. */
export interface ResolvedStage {
  readonly key: string;
  readonly name: string;
  readonly shortName?: string;
  readonly kind: StageKind;
  readonly act: StageAct;
  readonly role?: StageRole;
  /** `asked` where nobody is ever late with it. */
  readonly obligation?: PackStage['obligation'];
  readonly actor: string;
  /** Body key of the receiver at the unit's level. */
  readonly receiver?: string;
  readonly named?: PackStage['named'];
  readonly requires: PackStage['requires'];
  /** Key of the units' stage whose missing papers this report names. */
  readonly reportsOn?: string;
  /** Key of the earlier report that this one brings up to date. */
  readonly supplements?: string;
  /** How the report is filled in task by task; absent where it is handed in as it is. */
  readonly form?: ReportForm;
  readonly sheet?: PackStage['sheet'];
  readonly opensDay: string;
  /** First instant at which the stage accepts its act. */
  readonly opensAt: string;
  readonly opensStatus?: RuleStatus;
  /** Day from which single items may be prepared, when earlier than `opensDay`. */
  readonly itemsFromDay?: string;
  readonly due?: {
    readonly operator: DeadlineOperator;
    /** The day named in the document. */
    readonly day: string;
    /** Last day in time, the one people are told. */
    readonly lastDay: string;
    /** First late instant. */
    readonly lateFrom: string;
    readonly words: string;
    readonly src: string;
    readonly status: RuleStatus;
  };
  readonly cutOff?: {
    readonly lastDay: string;
    /** First instant at which the stage no longer accepts its act. */
    readonly closedFrom: string;
    readonly src: string;
    readonly status: RuleStatus;
  };
  readonly documents?: readonly string[];
  /** What is different for some kinds of units; none once it is worked out for one kind. */
  readonly variants?: PackStage['variants'];
  readonly note?: string;
  readonly src: string;
  readonly status: RuleStatus;
}
