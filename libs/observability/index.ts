export { exitWithReason } from './exit-with-reason.js';
export { FaultPointSwitch } from './fault-points.js';
export type { Logger } from './logger.js';
export { createLogger, surviveUnwritableOutput } from './logger.js';
export { Metrics, type StepDone } from './metrics.js';
export { serveMetrics } from './metrics-server.js';
export { READY_MESSAGE, tellReady } from './ready.js';
export { STOP_SIGNALS, StopRequest } from './stop-request.js';
