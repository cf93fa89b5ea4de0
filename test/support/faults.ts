import { FAULT_POINT_NAMES, type FaultPoints } from '#libs/application';
import { FaultPointSwitch } from '#libs/observability';

/** Fault points that strike as set, e.g. `afterFactCommit@1:throw`; none where nothing is set. */
export const faultsAt = (setting = ''): FaultPoints => new FaultPointSwitch(FAULT_POINT_NAMES, setting);
