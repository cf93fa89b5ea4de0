import { strFromU8, unzipSync } from 'fflate';

/** The parts of a written file by their names, as text. */
export const partsOf = (file: Uint8Array): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]));

/** What a reader sees of a part, entities resolved; paragraphs and cells are lines. */
export const textOf = (xml: string): string =>
  xml
    .replace(/<\/(w:p|si|c|row)>/g, '\n')
    .replace(/<w:tab\/>/g, '\t')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

/** What keeps a text from being a well-formed element tree of XML 1.0; undefined where nothing does. */
export function brokenXml(xml: string): string | undefined {
  const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (forbidden !== null) return `forbidden character at ${forbidden.index}`;
  const open: string[] = [];
  const token =
    /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
  let at = 0;
  while (at < xml.length) {
    token.lastIndex = at;
    const found = token.exec(xml);
    if (found === null) return `markup at ${at}: ${xml.slice(at, at + 40)}`;
    at = token.lastIndex;
    const [, closing, name, attributes, alone, text] = found;
    if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(attributes ?? text ?? ''))
      return `bare & before ${at}`;
    if (name === undefined) continue;
    if (closing === '/') {
      if (open.pop() !== name) return `</${name}> closes nothing at ${at}`;
    } else if (alone !== '/') open.push(name);
  }
  return open.length === 0 ? undefined : `<${open.join('><')}> never closed`;
}
