const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@antq/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // A running installation's files come and go while jest looks around.
  modulePathIgnorePatterns: ['<rootDir>/\\.data/', '<rootDir>/\\.stryker-tmp/'],
  testPathIgnorePatterns: ['/node_modules/', '/fixtures/'],
});

const withRealParts = (name) => project(name, [`<rootDir>/test/${name}/**/*.spec.ts`]);

export default {
  coverageProvider: 'v8',
  // Suites with real parts wait a quarter of their time for their own servers and clocks: three at once keep two cores busy,
  // and each still has time enough.
  maxWorkers: 3,
  testSequencer: `${import.meta.dirname}/test/support/longest-first.mjs`,
  // A project's own testTimeout is not read; a cold start of a real server on a busy machine takes half a minute.
  testTimeout: 120_000,
  globalTeardown: `${import.meta.dirname}/test/support/database/leftovers.mjs`,
  projects: [
    project('unit', ['<rootDir>/{apps,libs,workflows,activities,infra}/**/*.spec.ts']),
    withRealParts('architecture'),
    withRealParts('integration'),
    withRealParts('workflow'),
    withRealParts('replay'),
    withRealParts('e2e'),
    withRealParts('web'),
    withRealParts('faults'),
    // Too long for every day: `npm run drill` runs them one by one.
    ...(process.env.ANTQ_DRILL === undefined ? [] : [withRealParts('drills')]),
    // Measures: `npm run bench`.
    ...(process.env.ANTQ_BENCH === undefined ? [] : [withRealParts('bench')]),
  ],
};
