import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { wording } from '../support/wording.js';

const GOLDEN = path.join(import.meta.dirname, 'wording.golden.txt');

it('every sentence for people is the one in wording.golden.txt; WRITE_WORDING=1 writes it anew', () => {
  const now = wording();
  if (process.env['WRITE_WORDING'] === '1') writeFileSync(GOLDEN, now);
  const pinned = readFileSync(GOLDEN, 'utf8').split('\n');
  expect(now.split('\n')).toEqual(pinned);
});
