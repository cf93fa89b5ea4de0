import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FAULT_POINT_NAMES } from '#libs/application';
import { codeInFirstCells, readMarkdown, slugOf } from './markdown.js';

const root = path.resolve(import.meta.dirname, '../..');

function markdownUnder(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));
}

const readPage = (file: string) => readMarkdown(readFileSync(path.join(root, file), 'utf8'));

/** Says why a link does not lead anywhere inside the house; undefined when it does or leads outside. */
function fault(page: string, target: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(target)) return undefined;
  const [file = '', anchor] = target.split('#', 2).map(decodeURIComponent);
  const place = file === '' ? page : path.normalize(path.join(path.dirname(page), file));
  if (path.isAbsolute(file) || place.startsWith('..')) return 'leads out of the project';
  if (!existsSync(path.join(root, place))) return 'no such file';
  if (!anchor || statSync(path.join(root, place)).isDirectory()) return undefined;
  if (!place.endsWith('.md')) return /^L\d+(-L\d+)?$/.test(anchor) ? undefined : 'no such anchor';
  return readPage(place).anchors.has(anchor) ? undefined : 'no such anchor';
}

describe('the pages for readers', () => {
  it('have no link that leads nowhere', () => {
    const pages = ['README.md', 'CHANGELOG.md', ...markdownUnder('docs')];
    const broken = pages.flatMap((page) =>
      readPage(page).links.flatMap(({ target, line }) => {
        const why = fault(page, target);
        return why ? [`${page}:${line} ${target}: ${why}`] : [];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('number each decision once, as its heading says', () => {
    const files = readdirSync(path.join(root, 'docs/decisions')).filter((name) => name.endsWith('.md'));
    const numbers = files.map((name) => name.slice(0, 4));
    expect(numbers).toEqual([...new Set(numbers)]);
    const headings = files.map((name) => {
      const [, number] =
        /^# (\d{4})\b/.exec(readFileSync(path.join(root, 'docs/decisions', name), 'utf8')) ?? [];
      return number;
    });
    expect(headings).toEqual(numbers);
  });

  it('list every fault point that there is, and no other', () => {
    const listed = codeInFirstCells(
      readFileSync(path.join(root, 'docs/development.md'), 'utf8'),
      'Fault points',
    );
    expect([...listed].sort()).toEqual([...FAULT_POINT_NAMES].sort());
  });

  it('begin, in the README, with run, test, where a rule stands, how to change it, how a command travels', () => {
    const { links, leadEnds } = readPage('README.md');
    const first = links.filter(({ line, picture }) => line <= leadEnds && !picture).slice(0, 5);
    expect(first.map(({ text }) => text)).toEqual([
      expect.stringMatching(/\brun\b|chạy/i),
      expect.stringMatching(/\btest|kiểm thử/i),
      expect.stringMatching(/where .*rule|quy định .*ở đâu/i),
      expect.stringMatching(/chang|sửa|đổi/i),
      expect.stringMatching(/command|lệnh/i),
    ]);
    expect(first.map(({ target }) => target)).not.toContainEqual(expect.stringMatching(/^[a-z]+:/i));
  });

  it('are read as a reader sees them', () => {
    const { links, anchors, leadEnds } = readMarkdown(
      [
        '# Đường đi của một lệnh (v2)',
        '[a](docs/a.md#x "title") and `[code](nowhere.md)`, ![p](p.png)',
        '```md',
        '[fenced](nowhere.md)',
        '```',
        '## Run',
        '## Run',
        '<a id="here"></a><img alt="" src="q.png">',
        '[ref]: docs/b.md',
      ].join('\n'),
    );
    expect(links.map(({ target }) => target)).toEqual(['docs/a.md#x', 'p.png', 'q.png', 'docs/b.md']);
    expect([...anchors]).toEqual(['đường-đi-của-một-lệnh-v2', 'run', 'run-1', 'here']);
    expect(leadEnds).toBe(5);
    expect(slugOf('`libs/policy` & packs')).toBe('libspolicy--packs');
  });

  it('would have a missing file, a missing anchor and a way out noticed', () => {
    expect(fault('CHANGELOG.md', 'nowhere.md')).toBe('no such file');
    expect(fault('CHANGELOG.md', '#nowhere')).toBe('no such anchor');
    expect(fault('CHANGELOG.md', '../outside.md')).toBe('leads out of the project');
    expect(fault('CHANGELOG.md', '#unreleased')).toBeUndefined();
  });
});
