import { readdirSync } from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { tests } from './globals.mjs';
import { libOf, libsIn } from './libs.mjs';

/**
 * Runs the specs of pure libs in one process that stays: the code under test has no state, so a mutant is switched on
 * and off without loading anything again. Jest loads every module anew for every mutant, which takes hours here.
 */
class InProcessRunner {
  /** Stryker's own place in the global scope, by which instrumented code knows which mutant is on. */
  #stryker = (globalThis.__stryker__ ??= {});
  #loaded = false;
  #libs;

  constructor({ mutate }) {
    this.#libs = libsIn(mutate);
  }

  capabilities() {
    // A mutant of code that runs while modules load needs a process of its own; Stryker starts one then.
    return { reloadEnvironment: false };
  }

  async init() {
    register('./hooks.mjs', import.meta.url);
  }

  async dryRun({ coverageAnalysis }) {
    await this.#load();
    const results = [];
    for (const { id, run } of tests) {
      if (coverageAnalysis === 'perTest') this.#stryker.currentTestId = id;
      const started = Date.now();
      const failure = await failureOf(run);
      const timeSpentMs = Date.now() - started;
      const about = { id, name: id, timeSpentMs };
      results.push(
        failure === undefined
          ? { ...about, status: 'success' }
          : { ...about, status: 'failed', failureMessage: failure },
      );
    }
    this.#stryker.currentTestId = undefined;
    return { status: 'complete', tests: results, mutantCoverage: this.#stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    const stryker = this.#stryker;
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    stryker.activeMutant = activeMutant.id;
    try {
      if (mutantActivation === 'static') {
        // A process of its own: the specs of the other libs would only be loaded.
        const lib = libOf(activeMutant.fileName);
        const failure = await failureOf(() => this.#load(lib === undefined ? this.#libs : [lib]));
        if (failure !== undefined) return killed(['load'], failure, 1);
      } else {
        stryker.activeMutant = undefined;
        await this.#load();
        stryker.activeMutant = activeMutant.id;
      }
      const wanted = testFilter && new Set(testFilter);
      const chosen = tests.filter(({ id }) => wanted === undefined || wanted.has(id));
      for (const [index, { id, run }] of chosen.entries()) {
        const failure = await failureOf(run);
        if (stryker.hitLimit !== undefined && stryker.hitCount > stryker.hitLimit) {
          return { status: 'timeout', reason: `more than ${hitLimit} hits` };
        }
        if (failure !== undefined) return killed([id], failure, index + 1);
      }
      return { status: 'survived', nrOfTests: chosen.length };
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  async #load(libs = this.#libs) {
    if (this.#loaded) return;
    this.#loaded = true;
    const root = process.cwd();
    const load = (file) => import(pathToFileURL(path.join(root, file)).href);
    await load('test/support/mutation-setup.ts');
    const specs = libs.flatMap((lib) =>
      readdirSync(path.join(root, 'libs', lib))
        .filter((name) => name.endsWith('.spec.ts'))
        .map((name) => `libs/${lib}/${name}`),
    );
    for (const spec of specs) await load(spec);
  }
}

const killed = (killedBy, failureMessage, nrOfTests) => ({
  status: 'killed',
  killedBy,
  failureMessage,
  nrOfTests,
});

async function failureOf(run) {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const create = (options) => new InProcessRunner(options);
create.inject = ['options'];

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', factory: create }];
