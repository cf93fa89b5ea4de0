// Runs a drill: a test that lasts too long for every day. Leaves a record of it in reports/drills.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, projectRoot } from './ensure.mjs';
import { fetchServers, readResult, runJest } from './jest.mjs';

const LIMIT_MS = 120 * 60_000;
const ENDING = '.drill.spec.ts';
const drillsDir = path.join(projectRoot, 'test/drills');
const recordsDir = path.join(projectRoot, 'reports/drills');

/** All drills by name, each with what its file says first about it. */
export function drills(folder = drillsDir) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => {
      const [, said = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(path.join(folder, file), 'utf8')) ?? [];
      const about = said.replace(/\s*\n\s*\*?\s*/g, ' ').trim();
      return { name: file.slice(0, -ENDING.length), file: path.join(folder, file), about };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const git = (...args) => spawnSync('git', args, { cwd: projectRoot, encoding: 'utf8' }).stdout?.trim();
const round = (numbers) => numbers.map((each) => Math.round(each * 100) / 100);

/** What a hand-over needs to judge a drill: which code, under which seed and load, with which verdict. */
export function record({ name, seed, started, ended, load, result, code }) {
  const tests = result?.tests ?? [];
  const passed = code === 0 && result !== undefined && result.failed === 0 && result.passed > 0;
  return {
    drill: name,
    verdict: passed ? 'passed' : 'failed',
    commit: git('rev-parse', 'HEAD') ?? null,
    // What was not committed was part of the drill too.
    changed: (git('status', '--porcelain') ?? '').split('\n').filter(Boolean).length,
    seed,
    startedAt: new Date(started).toISOString(),
    seconds: Math.round((ended - started) / 1000),
    load: { before: round(load.before), after: round(load.after), cpus: cpus().length },
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    tests,
  };
}

function list() {
  process.stdout.write('npm run drill <tên> [-- --seed=7]; kết quả ở reports/drills.\n');
  for (const { name, about } of drills()) process.stdout.write(`  ${name}: ${about}\n`);
}

async function run(name, seed) {
  const drill = drills().find((each) => each.name === name);
  if (drill === undefined) {
    process.stderr.write(`Không có cuộc thử dài nào tên "${name}".\n`);
    list();
    return 2;
  }
  ensureInstalled();
  ensureBuilt();
  fetchServers();
  const scratch = mkdtempSync(path.join(tmpdir(), 'antq-drill-'));
  try {
    const outputFile = path.join(scratch, 'jest.json');
    const [started, before] = [Date.now(), loadavg()];
    const env = { TZ: 'UTC', ANTQ_DRILL: name, ANTQ_DRILL_SEED: String(seed) };
    const args = ['--selectProjects', 'drills', '--runTestsByPath', drill.file];
    const { code } = await runJest(args, { outputFile, limitMs: LIMIT_MS, env });
    let result;
    try {
      result = readResult(outputFile);
    } catch {
      // Stopped before there was one: a failed drill.
    }
    const load = { before, after: loadavg() };
    const written = record({ name, seed, started, ended: Date.now(), load, result, code });
    mkdirSync(recordsDir, { recursive: true });
    const file = path.join(recordsDir, `${written.startedAt.replace(/[:.]/g, '-')}-${name}.json`);
    writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`);
    process.stdout.write(`${name}: ${written.verdict}, ${written.seconds} s; ${path.relative('.', file)}\n`);
    return written.verdict === 'passed' ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, ...more] = process.argv.slice(2);
  const seed = Number(/^--seed=(\d+)$/.exec(more[0] ?? '--seed=7')?.[1]);
  if (name === undefined) list();
  else if (!Number.isSafeInteger(seed)) {
    process.stderr.write('Hạt giống là một số nguyên: --seed=7\n');
    process.exitCode = 2;
  } else process.exitCode = await run(name, seed);
}
