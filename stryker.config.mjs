import { MUTATED_LIBS } from './test/mutation/libs.mjs';

export default {
  plugins: ['./test/mutation/runner.mjs'],
  testRunner: 'in-process',
  testRunnerNodeArgs: ['--conditions=@antq/source'],
  coverageAnalysis: 'perTest',
  mutate: [
    `libs/{${MUTATED_LIBS.join(',')}}/**/*.ts`,
    '!libs/**/*.spec.ts',
    '!libs/**/*.support.ts',
    '!libs/**/*.types.ts',
    '!libs/**/index.ts',
  ],
  ignorePatterns: ['/.data', '/dist', '/coverage', '/reports', '/infra/local/data', '/test/replay/histories'],
  concurrency: 2,
  timeoutMS: 20000,
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  tempDirName: '.stryker-tmp',
};
