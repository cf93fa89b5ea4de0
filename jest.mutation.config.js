import config from './jest.config.js';

const unit = config.projects.find(({ displayName }) => displayName === 'unit');

/** The specs beside the pure libs alone, for mutation testing, which runs them once for every mutant. */
export default {
  ...unit,
  testMatch: ['<rootDir>/libs/{scoring,unit-year}/**/*.spec.ts'],
  setupFiles: [...(unit.setupFiles ?? []), '<rootDir>/test/support/mutation-setup.ts'],
};
