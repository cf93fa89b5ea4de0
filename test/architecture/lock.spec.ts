import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { completeLock, platformOf } from '../../infra/local/lock-complete.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
};

describe('package-lock.json', () => {
  it('holds the builds for every platform and no address of a registry', () => {
    const { added, addresses } = completeLock(locked);
    expect(added).toEqual([]);
    expect(addresses).toBe(0);
  });

  it('gives all Temporal packages the same protobufjs, or histories cannot be written as JSON', () => {
    const copies = Object.keys(locked.packages).filter((place) => place.endsWith('node_modules/protobufjs'));
    expect(copies.filter((place) => place.includes('@temporalio'))).toEqual([]);
    expect(locked.packages['node_modules/protobufjs']?.version).toMatch(/^8\./);
  });
});

describe('completing a lock', () => {
  it('adds what a registry left out, beside what is there', () => {
    const { lock, added, addresses } = completeLock({
      lockfileVersion: 3,
      packages: {
        '': {},
        'node_modules/tool': {
          version: '1.2.3',
          resolved: 'https://registry.invalid/tool.tgz',
          dev: true,
          optionalDependencies: { 'tool-linux-x64-gnu': '1.2.3', 'tool-darwin-arm64': '1.2.3' },
        },
        'node_modules/tool-linux-x64-gnu': { version: '1.2.3', optional: true },
      },
    });
    expect(added).toEqual(['tool-darwin-arm64']);
    expect(addresses).toBe(1);
    expect(lock.packages['node_modules/tool-darwin-arm64']).toEqual({
      version: '1.2.3',
      dev: true,
      optional: true,
      cpu: ['arm64'],
      os: ['darwin'],
    });
    expect(JSON.stringify(lock)).not.toContain('registry.invalid');
  });

  const asking = (range: string) => ({
    packages: {
      'node_modules/tool': { version: '1.0.0', optionalDependencies: { 'tool-win32-x64': range } },
    },
  });

  it('takes the lowest version of a caret range', () => {
    const { lock } = completeLock(asking('^1.2.0'));
    expect(lock.packages['node_modules/tool-win32-x64']).toMatchObject({ version: '1.2.0', os: ['win32'] });
  });

  it.each(['>=1.0.0', '1.x', '*'])('refuses to guess the version behind %s', (range) => {
    expect(() => completeLock(asking(range))).toThrow(/no version can be told/);
  });

  it.each([
    ['@swc/core-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@unrs/resolver-binding-linux-riscv64-musl', { os: ['linux'], cpu: ['riscv64'], libc: ['musl'] }],
    ['@biomejs/cli-win32-arm64', { os: ['win32'], cpu: ['arm64'] }],
    ['@oxc-parser/binding-wasm32-wasi', { cpu: ['wasm32'] }],
  ])('reads the platform from the name %s', (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });
});
