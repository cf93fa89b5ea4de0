// Runs jest in a process group of its own and reads what it found. Plain node: shared by tests and drills.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './ensure.mjs';

/** On a machine that has no Temporal server yet this may take minutes, which are not the tests'. */
export function fetchServers() {
  spawnSync(process.execPath, [path.join(projectRoot, 'dist/infra/local/fetch-servers.main.js')], {
    stdio: 'inherit',
    timeout: 15 * 60_000,
  });
}

/** Reads a result file of jest: how many tests passed, failed and were skipped, and each test with its seconds. */
export function readResult(outputFile) {
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  // A suite that could not even be loaded has no tests to count, yet it is a failure.
  const unloadable = result.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length;
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unloadable,
    skipped: result.numPendingTests + result.numTodoTests,
    tests: result.testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName, status, duration }) => ({
        name: fullName,
        status,
        seconds: Math.round((duration ?? 0) / 100) / 10,
      })),
    ),
  };
}

/**
 * Resolves to jest's exit code and whether it was stopped, by a signal or after `limitMs`.
 *
 * @param args arguments of jest
 * @param env more environment than this process has
 */
export function runJest(args, { outputFile, limitMs, env = {} }) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        path.join(projectRoot, 'node_modules/jest/bin/jest.js'),
        '--json',
        `--outputFile=${outputFile}`,
        ...args,
      ],
      {
        cwd: projectRoot,
        stdio: 'inherit',
        // A group of its own, so that the limit ends the workers too.
        detached: true,
        env: {
          ...process.env,
          NODE_OPTIONS:
            `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
          ...env,
        },
      },
    );
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // Already gone.
      }
    };
    let stopped = false;
    const limit = setTimeout(() => {
      process.stdout.write(`Quá ${Math.round(limitMs / 60_000)} phút, dừng kiểm thử.\n`);
      stopped = true;
      end('SIGKILL');
    }, limitMs);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        stopped = true;
        end('SIGTERM');
        setTimeout(() => end('SIGKILL'), 5_000).unref();
      });
    }
    child.on('error', () => {
      clearTimeout(limit);
      resolve({ code: 1, stopped });
    });
    child.on('exit', (code) => {
      clearTimeout(limit);
      resolve({ code: code ?? 1, stopped });
    });
  });
}
