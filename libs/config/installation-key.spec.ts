import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { installationKey } from './installation-key.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'antq-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is made once, kept to its owner, and the same for every process', () => {
  const key = installationKey(path.join(folder, 'data'));
  expect(key).toHaveLength(32);
  expect(installationKey(path.join(folder, 'data'))).toEqual(key);
  expect(readdirSync(path.join(folder, 'data'))).toEqual(['accounts.key']);
  expect(statSync(path.join(folder, 'data/accounts.key')).mode & 0o777).toBe(0o600);
});

it('is the one that is given, and no file then', () => {
  expect(installationKey(folder, 'ab'.repeat(32))).toEqual(Buffer.alloc(32, 0xab));
  expect(readdirSync(folder)).toEqual([]);
});

it('of a broken file is refused and never made anew', () => {
  writeFileSync(path.join(folder, 'accounts.key'), 'ab');
  expect(() => installationKey(folder)).toThrow(/accounts\.key hỏng/);
});
