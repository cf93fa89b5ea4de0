// Measures: runs a bench, which writes figures, and leaves them in reports/bench with commit, load and machine.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { record } from './drill.mjs';
import { ensureBuilt, ensureInstalled, projectRoot } from './ensure.mjs';
import { fetchServers, readResult, runJest } from './jest.mjs';

const LIMIT_MS = 30 * 60_000;
const ENDING = '.bench.spec.ts';
const benchDir = path.join(projectRoot, 'test/bench');
const recordsDir = path.join(projectRoot, 'reports/bench');

const names = readdirSync(benchDir)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .sort();

function print(figures) {
  for (const { name, value, unit, bar } of figures) {
    const beside = bar === undefined ? '' : `  (${bar.met ? 'đạt' : 'chưa đạt'}: ${bar.words})`;
    process.stdout.write(`  ${name}: ${value} ${unit}${beside}\n`);
  }
}

async function run(name) {
  ensureInstalled();
  ensureBuilt();
  fetchServers();
  const scratch = mkdtempSync(path.join(tmpdir(), 'antq-bench-'));
  try {
    const [outputFile, figuresFile] = ['jest.json', 'figures.json'].map((file) => path.join(scratch, file));
    const [started, before] = [Date.now(), loadavg()];
    const env = { TZ: 'UTC', ANTQ_BENCH: figuresFile };
    const args = ['--selectProjects', 'bench', '--runTestsByPath', path.join(benchDir, `${name}${ENDING}`)];
    const { code } = await runJest(args, { outputFile, limitMs: LIMIT_MS, env });
    let [result, figures] = [undefined, []];
    try {
      result = readResult(outputFile);
      figures = JSON.parse(readFileSync(figuresFile, 'utf8'));
    } catch {
      // Stopped before there was one: a failed run.
    }
    const load = { before, after: loadavg() };
    const written = record({ name, started, ended: Date.now(), load, result, code });
    mkdirSync(recordsDir, { recursive: true });
    const file = path.join(recordsDir, `${written.startedAt.replace(/[:.]/g, '-')}-${name}.json`);
    writeFileSync(
      file,
      `${JSON.stringify({ ...written, drill: undefined, bench: name, figures }, null, 2)}\n`,
    );
    process.stdout.write(`${name}: ${written.seconds} s; ${path.relative('.', file)}\n`);
    print(figures);
    return written.verdict === 'passed' ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const [name] = process.argv.slice(2);
if (names.includes(name)) process.exitCode = await run(name);
else {
  process.stdout.write(`npm run bench -- <${names.join(' | ')}>; kết quả ở reports/bench.\n`);
  process.exitCode = name === undefined ? 0 : 2;
}
