export { FaultPointSwitch, InjectedFault } from './fault-points.js';
export { createLogger } from './logger.js';
export type { Logger } from './logger.js';
