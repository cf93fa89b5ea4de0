import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#infra/local';

/** What README.md tells a reader to type. */
export interface ReadmeCommands {
  /** Each block of shell, as printed. */
  readonly blocks: readonly string[];
  /** Each `npx antq …` in a sentence that names nothing to be filled in. */
  readonly spans: readonly string[];
  /** What a sentence says to look at after a block that has set $C and $U. */
  readonly looks: readonly string[];
  /** Each `antq …` of the tables, with words to be filled in. */
  readonly patterns: readonly string[];
}

export function readmeCommands(): ReadmeCommands {
  const text = readFileSync(path.join(projectRoot(), 'README.md'), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  const prose = text.replaceAll(/^```.*?^```$/gms, '');
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replaceAll(/\s+/g, ' '));
  return {
    blocks,
    spans: spans.filter((span) => span.startsWith('npx antq ') && !span.includes('…')),
    looks: spans.filter((span) => span.includes('$C')),
    patterns: spans.filter((span) => span.startsWith('antq ')),
  };
}

/** The commands of a block one by one: continued lines joined, comments and empty lines left out. */
export const linesOf = (block: string): readonly string[] =>
  block
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter((line) => line !== '');
