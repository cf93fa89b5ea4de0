import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transformSync } from '@swc/core';
import ts from 'typescript';
import { ROUTES } from '#libs/contracts/http';

const root = path.resolve(import.meta.dirname, '../..');
const ENTRY = 'libs/contracts/http/index.ts';

/** What is left to load of a file once its types are gone. */
const compiled = (file: string) =>
  transformSync(readFileSync(path.join(root, file), 'utf8'), {
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  }).code;

function fileOf(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('#libs/')) return `libs/${specifier.slice('#libs/'.length)}/index.ts`;
  if (!specifier.startsWith('.')) return undefined;
  return path.join(path.dirname(from), specifier).replace(/\.js$/, '.ts');
}

/** Every file of the house that the entry loads, compiled, and every package. */
function loaded(entry: string) {
  const files = new Map<string, string>();
  const packages = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    const code = compiled(file);
    files.set(file, code);
    for (const { fileName: specifier } of ts.preProcessFile(code).importedFiles) {
      const next = fileOf(specifier, file);
      if (next === undefined) packages.add(specifier);
      else open.push(next);
    }
  }
  return { files, packages };
}

describe('the HTTP contract', () => {
  const { files, packages } = loaded(ENTRY);
  let folder = '';
  beforeAll(() => {
    mkdirSync(path.join(root, 'node_modules/.cache'), { recursive: true });
    folder = mkdtempSync(path.join(root, 'node_modules/.cache/http-contract-'));
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    for (const [file, code] of files) {
      const at = path.join(folder, file).replace(/\.ts$/, '.js');
      mkdirSync(path.dirname(at), { recursive: true });
      const up = path.relative(path.dirname(at), folder) || '.';
      writeFileSync(at, code.replace(/(['"])#libs\/([^'"]+)\1/g, `'${up}/libs/$2/index.js'`));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('loads no pack, no calendar and no workflow: schemas and closed sets of words alone', () => {
    expect([...packages]).toEqual(['zod']);
    const others = [...files.keys()].filter((file) => !file.startsWith('libs/contracts/http/'));
    expect(others.sort()).toEqual([
      'libs/policy/levels.ts',
      'libs/policy/roles.ts',
      'libs/policy/vocabulary/index.ts',
      'libs/text/characters/index.ts',
    ]);
  });

  it('is known to the client of the API by its types alone: no schema goes along', () => {
    const client = loaded('libs/api-client/index.ts');
    expect([...client.packages]).toEqual(['eventsource']);
    expect([...client.files.keys()].filter((file) => !file.startsWith('libs/api-client/'))).toEqual([]);
  });

  it('runs where there is no process and no code may be made of text, as under a strict page policy', () => {
    const program = `
      delete globalThis.process;
      delete globalThis.Buffer;
      let made = 0;
      globalThis.Function = class { constructor() { made += 1; throw new Error('forbidden'); } };
      const { commandBody, ROUTES } = await import('./libs/contracts/http/index.js');
      commandBody.parse({ kind: 'close', reason: 'x' });
      console.log(JSON.stringify({ routes: Object.keys(ROUTES).length, made }));
    `;
    const args = ['--disallow-code-generation-from-strings', '--input-type=module', '-e', program];
    const told = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: {} });
    expect(JSON.parse(told)).toEqual({ routes: Object.keys(ROUTES).length, made: 0 });
  });
});
