import type { Scope } from '#libs/access';
import type { CommandBody } from '#libs/contracts';
import type { CommandOutcome, CommandStatus } from '../commands/commands.port.js';
import type { PageAfter } from '../read-model/page.port.js';
import type { DecisionCorrection } from './corrections.port.js';
import type { DecisionDocument } from './decisions.port.js';

/** Lists about decisions; each is limited to the asker's scope. */
export interface DecisionModel {
  /** Decisions of which the asker sees a unit, the newest first. */
  decisions(cycleId: string, scope: Scope, page: PageAfter): Promise<readonly DecisionLine[]>;
  /** One decision with its progress over the units that the asker sees; undefined where there are none. */
  decision(cycleId: string, scope: Scope, id: string): Promise<DecisionLine | undefined>;
  decisionUnits(cycleId: string, scope: Scope, id: string): Promise<readonly DecisionUnitLine[]>;
}

/** A decision as it is named now, with what was corrected in it, the oldest first. */
export interface DecisionLine extends DecisionDocument {
  readonly corrections: readonly DecisionCorrection[];
  readonly total: number;
  readonly applied: number;
  readonly refused: number;
}

export interface DecisionUnitLine {
  readonly unitId: string;
  readonly unitName: string;
  readonly commandId: string;
  readonly status: CommandStatus;
  readonly body: CommandBody;
  readonly outcome?: CommandOutcome;
}
