// Builds, runs jest, and ends with one line that people and programs can read: "N passed, N failed".
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt, ensureInstalled } from './ensure.mjs';
import { fetchServers, readResult, runJest } from './jest.mjs';

const limitMinutes = Number(process.env.ANTQ_TEST_LIMIT_MINUTES ?? 58);
/** One for all runs, counted from when the servers are there. */
let deadline = Number.POSITIVE_INFINITY;
const reports = mkdtempSync(path.join(tmpdir(), 'antq-test-'));

/** Rules about days must not depend on where the host stands: their specs run again under other zones. */
const zones = ['America/New_York', 'Asia/Ho_Chi_Minh'];
const zoneSpecs = ['--selectProjects=unit', '--testPathPatterns=libs/(calendar|policy|unit-year)/'];

/** Specs that cannot run on this machine leave the reason as a text file in the report folder. */
function reasonsForSkipping() {
  const texts = readdirSync(reports)
    .filter((name) => name.endsWith('.skipped.txt'))
    .map((name) => readFileSync(path.join(reports, name), 'utf8').trim());
  return [...new Set(texts)];
}

/** A case that takes longer belongs to the drills. */
const SLOW_SECONDS = 30;

/** The cases that take long, the longest first: one line each, so that nobody has to look for what makes a run slow. */
function slowCases(tests) {
  const slow = tests.filter(({ seconds }) => seconds > SLOW_SECONDS).sort((a, b) => b.seconds - a.seconds);
  return slow.map(({ name, seconds }) => `${Math.round(seconds)} giây: ${name}\n`);
}

async function runAndCount(args, zone) {
  const outputFile = path.join(reports, `jest-${zone.replaceAll('/', '-')}.json`);
  const env = { TZ: zone, ANTQ_TEST_REPORTS: reports };
  const run = await runJest(args, { outputFile, limitMs: deadline - Date.now(), env });
  try {
    const { passed, failed, skipped, tests } = readResult(outputFile);
    process.stdout.write(slowCases(tests).join(''));
    const counts = { passed, failed, skipped };
    if (run.stopped || (run.code !== 0 && counts.failed === 0)) counts.failed += 1;
    return { code: run.code, stopped: run.stopped, ...counts };
  } catch {
    process.stdout.write('Jest kết thúc mà không để lại kết quả.\n');
    return { code: run.code || 1, stopped: run.stopped, passed: 0, failed: 1, skipped: 0 };
  }
}

const total = { code: 0, passed: 0, failed: 0, skipped: 0 };
try {
  ensureInstalled();
  ensureBuilt();
  fetchServers();
  deadline = Date.now() + limitMinutes * 60_000;
  const asked = process.argv.slice(2);
  const runs = [[asked, 'UTC'], ...(asked.length > 0 ? [] : zones.map((zone) => [zoneSpecs, zone]))];
  for (const [args, zone] of runs) {
    const { code, passed, failed, skipped, stopped } = await runAndCount(args, zone);
    total.code ||= code;
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    if (stopped) break;
  }
} catch (error) {
  process.stdout.write(`${error.message}\n`);
  total.failed += 1;
}
for (const reason of reasonsForSkipping()) process.stdout.write(`Bỏ qua: ${reason}\n`);
rmSync(reports, { recursive: true, force: true });
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 ? total.code || 1 : total.code;
