/**
 * Page of an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I): A4, margins top and bottom
 * 20–25 mm, left 30–35 mm, right 15–20 mm; Times New Roman, black. Lengths in twentieths of a point, sizes in half points.
 */
const millimetres = (length: number): number => Math.ceil((length * 1440) / 25.4);

const A4 = { width: millimetres(210) - 1, height: millimetres(297) } as const;
const MARGIN = {
  top: millimetres(20),
  bottom: millimetres(20),
  left: millimetres(30),
  right: millimetres(15),
  header: millimetres(10),
  footer: millimetres(10),
} as const;

export const PAGE = { ...A4, margin: MARGIN } as const;

export const FONT = 'Times New Roman';

/** Sizes in half points; the decree gives each part of a document its range. */
export const SIZE = {
  national: 24,
  motto: 26,
  issuer: 24,
  number: 26,
  subject: 24,
  title: 28,
  body: 28,
  table: 24,
  recipientsHead: 24,
  recipients: 22,
  notes: 22,
  pageNumber: 26,
} as const;

/** Width between the margins. */
export const textWidth = (orientation: 'portrait' | 'landscape'): number =>
  (orientation === 'portrait' ? A4.width : A4.height) - MARGIN.left - MARGIN.right;

/** About how wide a line of text is set: an average character of Times is half its size, a capital more. */
export const lineWidth = (text: string, size: number): number => {
  const capitals = [...text].filter((char) => char !== char.toLowerCase()).length;
  return Math.round(([...text].length - capitals) * size * 10 * 0.49 + capitals * size * 10 * 0.7);
};
