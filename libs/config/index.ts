export type { CliSettings } from './cli-settings.js';
export { readCliSettings } from './cli-settings.js';
export type { Config } from './config.js';
export { readConfig } from './config.js';
export { installationKey } from './installation-key.js';
export type { Limit, Limits } from './limits.js';
export { keepFilesToOwner } from './own-files.js';
export { readPackFiles } from './pack-files.js';
export { signInHindrance } from './sign-in.js';
