// Builds, runs jest, and ends with one line that people and programs can read: "N passed, N failed".
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt, ensureInstalled, projectRoot } from './ensure.mjs';

const limitMinutes = Number(process.env.ANTQ_TEST_LIMIT_MINUTES ?? 40);
const reports = mkdtempSync(path.join(tmpdir(), 'antq-test-'));
const outputFile = path.join(reports, 'jest.json');

function count() {
  const result = JSON.parse(readFileSync(outputFile, 'utf8'));
  // A suite that could not even be loaded has no tests to count, yet it is a failure.
  const unloadable = result.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length;
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unloadable,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/** Specs that cannot run on this machine leave the reason as a text file in the report folder. */
function reasonsForSkipping() {
  const texts = readdirSync(reports)
    .filter((name) => name.endsWith('.skipped.txt'))
    .map((name) => readFileSync(path.join(reports, name), 'utf8').trim());
  return [...new Set(texts)];
}

function runJest() {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        path.join(projectRoot, 'node_modules/jest/bin/jest.js'),
        '--json',
        `--outputFile=${outputFile}`,
        ...process.argv.slice(2),
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
          ANTQ_TEST_REPORTS: reports,
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
      process.stdout.write(`Quá ${limitMinutes} phút, dừng kiểm thử.\n`);
      stopped = true;
      end('SIGKILL');
    }, limitMinutes * 60_000);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        stopped = true;
        end('SIGTERM');
        setTimeout(() => end('SIGKILL'), 5_000).unref();
      });
    }
    child.on('error', () => resolve({ code: 1, stopped }));
    child.on('exit', (code) => {
      clearTimeout(limit);
      resolve({ code: code ?? 1, stopped });
    });
  });
}

let code = 1;
let counts = { passed: 0, failed: 1, skipped: 0 };
try {
  ensureInstalled();
  ensureBuilt();
  const run = await runJest();
  code = run.code;
  try {
    counts = count();
    if (run.stopped || (code !== 0 && counts.failed === 0)) counts.failed += 1;
  } catch {
    process.stdout.write('Jest kết thúc mà không để lại kết quả.\n');
  }
} catch (error) {
  process.stdout.write(`${error.message}\n`);
}
for (const reason of reasonsForSkipping()) process.stdout.write(`Bỏ qua: ${reason}\n`);
rmSync(reports, { recursive: true, force: true });
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
process.exitCode = counts.failed > 0 ? code || 1 : code;
