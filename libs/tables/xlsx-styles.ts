import type { Archive } from './archive.js';
import { readXml } from './xml.js';

/** Formats of the specification that show a day (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are those of East Asia). */
const isDayFormat = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a format that the file defines shows a day: letters for day, month or year outside quotes and brackets. */
const showsDay = (code: string): boolean => /[dy]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));

/** Numbers of the cell styles that show a number as a day. */
export function dayStyles(archive: Archive, part: string | undefined): ReadonlySet<number> {
  const styles = new Set<number>();
  if (part === undefined) return styles;
  const own = new Map<number, boolean>();
  let inCellStyles = false;
  let next = 0;
  readXml(archive.part(part), {
    open(name, attributes) {
      if (name === 'numFmt')
        own.set(Number(attributes['numFmtId']), showsDay(attributes['formatCode'] ?? ''));
      if (name === 'cellXfs') inCellStyles = true;
      if (name !== 'xf' || !inCellStyles) return;
      const format = Number(attributes['numFmtId'] ?? 0);
      if (own.get(format) ?? isDayFormat(format)) styles.add(next);
      next += 1;
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return styles;
}
