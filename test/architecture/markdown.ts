export interface MarkdownLink {
  readonly text: string;
  /** As written: `docs/x.md#part`, `#part` or an address. */
  readonly target: string;
  readonly line: number;
  /** Pictures are links too: they must lead somewhere, yet nobody follows them. */
  readonly picture: boolean;
}

export interface MarkdownPage {
  readonly links: readonly MarkdownLink[];
  /** What may stand after `#`: headings as GitHub names them, and explicit ids. */
  readonly anchors: ReadonlySet<string>;
  /** The line of the first second-level heading, or the number of lines. */
  readonly leadEnds: number;
}

const link = /(!?)\[((?:[^\]\\]|\\.)*)\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
const reference = /^ {0,3}\[([^\]]+)\]:\s+<?(\S+?)>?(?:\s+"[^"]*")?\s*$/;
const heading = /^(#{1,6})\s+(.+?)\s*#*$/;
const explicitId = /<[a-z]+\s[^>]*\b(?:id|name)="([^"]+)"/g;
const tag = /<(a|img)\s[^>]*\b(?:href|src)="([^"]+)"/g;
const fence = /^ {0,3}(```+|~~~+)/;

/** The anchor GitHub gives a heading: letters of any language and digits stay, blanks become hyphens. */
export function slugOf(title: string): string {
  return title
    .replace(link, '$2')
    .replace(/<[^>]+>/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');
}

/** Reads links and anchors of a page; what stands in code is neither. */
export function readMarkdown(text: string): MarkdownPage {
  const links: MarkdownLink[] = [];
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  const lines = text.split('\n');
  let leadEnds = lines.length;
  let closing: string | undefined;
  for (const [index, raw] of lines.entries()) {
    const ticks = fence.exec(raw)?.[1];
    if (closing) {
      if (ticks?.startsWith(closing)) closing = undefined;
      continue;
    }
    if (ticks) {
      closing = ticks;
      continue;
    }
    const title = heading.exec(raw);
    if (title?.[1] && title[2]) {
      const slug = slugOf(title[2]);
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      anchors.add(times === 0 ? slug : `${slug}-${times}`);
      if (title[1].length === 2 && leadEnds === lines.length) leadEnds = index;
    }
    for (const [, id] of raw.matchAll(explicitId)) anchors.add(id ?? '');
    const line = raw.replace(/`[^`]*`/g, (code) => 'x'.repeat(code.length));
    for (const [, mark, label = '', target = ''] of line.matchAll(link)) {
      links.push({ text: label, target, line: index + 1, picture: mark === '!' });
    }
    for (const [, name, target = ''] of line.matchAll(tag)) {
      links.push({ text: '', target, line: index + 1, picture: name === 'img' });
    }
    const [, label = '', target] = reference.exec(line) ?? [];
    if (target) links.push({ text: label, target, line: index + 1, picture: false });
  }
  return { links, anchors, leadEnds };
}

/** What stands in code in the first cells of the table under a second-level heading of a page. */
export function codeInFirstCells(text: string, heading: string): string[] {
  const section = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const cells = section.split('\n').map((line) => /^\| ([^|]+)\|/.exec(line)?.[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));
}
