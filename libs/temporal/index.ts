export {
  checkSearchAttributes,
  connectionOptions,
  lazyClient,
  type TemporalClient,
  type TemporalSettings,
  TemporalSetupError,
} from './connection.js';
export { TemporalProbe } from './probes.js';
export { TemporalRuns } from './temporal-runs.js';
