export { checkSearchAttributes, lazyClient, type TemporalSettings, TemporalSetupError } from './connection.js';
export { type PartProbe, probeTemporal } from './probes.js';
export { TemporalRuns } from './temporal-runs.js';
