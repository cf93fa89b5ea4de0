import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { applicationReads, breaks, keeps, persistenceReads, type Tree } from './arrows.fixtures.js';
import { Houses } from './arrows.houses.js';

const root = path.resolve(import.meta.dirname, '../..');
const folders = ['apps', 'libs', 'workflows', 'activities', 'infra', 'test'];
const config = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs')) as IConfiguration;
const rules = config.forbidden ?? [];

/** Reads the imports under `baseDir` with the rules of the house: which were broken, and where. */
async function violations(baseDir: string): Promise<readonly Violation[]> {
  const { tsConfig: _, enhancedResolveOptions, ...options } = config.options ?? {};
  const { output } = await cruise(
    folders,
    { ...options, baseDir, validate: true, ruleSet: { forbidden: rules } },
    enhancedResolveOptions,
  );
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    from,
    line: `${rule.name}: ${from} → ${to}`,
  }));
}

interface Violation {
  /** The file whose import breaks the rule. */
  readonly from: string;
  readonly line: string;
}

interface PackageJson {
  imports: Record<string, unknown>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** A house with the imports map and the declared packages of the real one, and stubs for the packages. */
async function build(baseDir: string, tree: Tree): Promise<void> {
  const { imports, dependencies, devDependencies } = JSON.parse(
    await readFile(path.join(root, 'package.json'), 'utf8'),
  ) as PackageJson;
  const files: Record<string, string> = {
    'package.json': JSON.stringify({ name: 'house', type: 'module', imports, dependencies, devDependencies }),
    ...tree,
  };
  for (const name of [...Object.keys(dependencies), 'jest', 'react', 'undeclared']) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', main: 'index.js' });
    files[`node_modules/${name}/index.js`] = 'exports.value = 1;\n';
  }
  for (const folder of folders) files[`${folder}/.keep`] = '';
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(baseDir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

describe('the arrows of the house', () => {
  let scratch = '';
  // Each reading of a house weighs every rule anew, so many trees share one.
  const houses = new Houses([...Object.values(breaks).flat(), ...Object.values(keeps)]);
  const read: (readonly Violation[])[] = [];
  beforeAll(async () => {
    scratch = await realpath(await mkdtemp(path.join(tmpdir(), 'antq-arrows-')));
    for (const files of houses.all()) {
      const baseDir = await mkdtemp(path.join(scratch, 'tree-'));
      await build(baseDir, files);
      read.push(await violations(baseDir));
    }
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  /** What was caught of one tree, in the house that it stands in. */
  function caught(tree: Tree): string[] {
    const found = read[houses.of(tree)] ?? [];
    return found.filter(({ from }) => from in tree).map(({ line }) => line);
  }

  it('hold in the whole tree', async () => {
    expect((await violations(root)).map(({ line }) => line)).toEqual([]);
  });

  it('each have a reason and a tree that breaks them', () => {
    expect(rules.filter((rule) => !rule.comment)).toEqual([]);
    expect(rules.map((rule) => rule.severity)).not.toContain('warn');
    expect(Object.keys(breaks).sort()).toEqual(rules.map((rule) => rule.name).sort());
  });

  it.each([
    ['application', applicationReads],
    ['persistence', persistenceReads],
  ])('let no subject of libs/%s read, by whatever way, one that reads it', (_lib, reads) => {
    const seen: string[] = [];
    for (const [subject, lower] of Object.entries(reads)) {
      expect({ subject, higher: lower.filter((name) => !seen.includes(name)) }).toEqual({
        subject,
        higher: [],
      });
      seen.push(subject);
    }
  });

  it.each(
    Object.entries(breaks).flatMap(([rule, trees]) =>
      trees.map((tree) => ({ rule, tree, at: Object.keys(tree).join(', ') })),
    ),
  )('$rule catches $at', ({ rule, tree }) => {
    const lines = caught(tree);
    expect(lines).not.toEqual([]);
    expect(lines.filter((line) => !line.startsWith(`${rule}: `))).toEqual([]);
  });

  it.each(Object.entries(keeps))('let pass: %s', (_name, tree) => {
    expect(caught(tree)).toEqual([]);
  });
});
