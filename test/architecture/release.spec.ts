import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const changelog = read('CHANGELOG.md');
/** Released versions by their headings, the newest first. */
const released = [...changelog.matchAll(/^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$/gm)].map(
  ([, version = '']) => version,
);
/** The version that what stands under Unreleased leads to. */
const inWork = /^## \[Unreleased\]\n\nTowards (\d+\.\d+\.\d+)\.$/m.exec(changelog)?.[1];

/** Versions of which something is kept in a folder of its own. */
const keptIn = (folder: string) => readdirSync(path.join(root, folder)).sort();

describe('what is released', () => {
  it('has a dated heading of its own in the changelog, each version once, the newest first', () => {
    const headings = [...changelog.matchAll(/^## .*$/gm)].map(([heading]) => heading);
    expect(headings).toHaveLength(released.length + (inWork === undefined ? 0 : 1));
    expect(released).toEqual([...new Set(released)].sort(newestFirst));
  });

  it('is what package.json says, or what it leads to, marked as unreleased', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(version).toBe(inWork === undefined ? released[0] : `${inWork}-dev`);
    if (inWork !== undefined) expect([inWork, ...released].sort(newestFirst)[0]).toBe(inWork);
    const lock = JSON.parse(read('package-lock.json')) as { version: string };
    expect(lock.version).toBe(version);
  });

  it('left its histories, each version, and nothing else did but the version in work', () => {
    const kept = keptIn('test/replay/histories');
    expect(kept).toEqual(expect.arrayContaining(released));
    expect([...released, inWork]).toEqual(expect.arrayContaining(kept));
  });

  it('left its data folder, from 0.2.0 on', () => {
    const kept = keptIn('test/support/fixtures/data-folders');
    expect(kept).toEqual(released.filter((version) => version !== '0.1.0').sort());
  });
});

function newestFirst(a: string, b: string): number {
  return b.localeCompare(a, 'en', { numeric: true });
}
