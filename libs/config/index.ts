export type { CliSettings } from './cli-settings.js';
export { readCliSettings } from './cli-settings.js';
export type { Config } from './config.js';
export { ConfigError, readConfig } from './config.js';
