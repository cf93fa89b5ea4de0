import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { drills, record } from '../../infra/local/drill.mjs';
import { codeInFirstCells } from './markdown.js';

const root = path.resolve(import.meta.dirname, '../..');

describe('the drills', () => {
  it('are there, and each says what it shows', () => {
    expect(drills().length).toBeGreaterThan(3);
    for (const { name, about } of drills()) expect([name, about.length > 40]).toEqual([name, true]);
  });

  it('each have a shorter form in the tests of every day', () => {
    for (const { name, about } of drills()) {
      const forms = about.match(/test\/\S+\.spec\.ts/g) ?? [];
      expect([name, forms.length > 0]).toEqual([name, true]);
      expect([name, forms.filter((form) => !existsSync(path.join(root, form)))]).toEqual([name, []]);
    }
  });

  it('are all listed for whoever hands work over', () => {
    const page = readFileSync(path.join(root, 'docs/development.md'), 'utf8');
    expect(codeInFirstCells(page, 'Drills')).toEqual(drills().map(({ name }) => name));
  });

  it('leave a record: which code, seed and load, and which verdict', () => {
    const test = (status: string) => ({ name: 'ends well', status, seconds: 1.5 });
    const run = (code: number, status?: string) =>
      record({
        name: 'five-packs',
        seed: 11,
        started: 1_000,
        ended: 61_000,
        load: { before: [1.234, 1, 1], after: [2, 1, 1] },
        result:
          status === undefined
            ? undefined
            : {
                passed: status === 'passed' ? 1 : 0,
                failed: status === 'failed' ? 1 : 0,
                skipped: 0,
                tests: [test(status)],
              },
        code,
      });
    expect(run(0, 'passed')).toMatchObject({
      drill: 'five-packs',
      verdict: 'passed',
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      seed: 11,
      seconds: 60,
      load: { before: [1.23, 1, 1], after: [2, 1, 1], cpus: expect.any(Number) },
      tests: [{ name: 'ends well', status: 'passed', seconds: 1.5 }],
    });
    // Stopped, failed, or with nothing that ran.
    const others = [run(1), run(1, 'failed'), run(0, 'failed'), run(0, 'pending'), run(1, 'passed')];
    expect(others.map(({ verdict }) => verdict)).toEqual(others.map(() => 'failed'));
  });
});
