export { FaultPointSwitch } from './fault-points.js';
export type { Logger } from './logger.js';
export { createLogger } from './logger.js';
