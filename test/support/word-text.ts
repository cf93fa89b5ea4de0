import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';

/** What a reader sees of a Word file; paragraphs are lines. */
export async function wordText(file: string): Promise<string> {
  const xml = unzipSync(await readFile(file))['word/document.xml'];
  if (xml === undefined) throw new Error(`${file} is no Word file`);
  return strFromU8(xml)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .normalize('NFC');
}
