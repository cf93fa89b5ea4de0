export {
  checkSearchAttributes,
  connectionOptions,
  lazyClient,
  type TemporalClient,
  type TemporalSettings,
} from './connection.js';
export { TemporalProbe } from './probes.js';
export { TemporalRuns } from './temporal-runs.js';
