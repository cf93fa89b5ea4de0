import { AlignmentType, ImageRun, Paragraph } from 'docx';
import encodeQR from 'qr';
import { SIZE } from './page.js';
import { run } from './word-run.js';

/** Side of the printed code in pixels of 1/96 inch, about 3 cm: a telephone reads it from a hand's distance. */
const SIDE = 114;
/** Pixels of the picture for each module, so that a printer has enough of them. */
const SCALE = 8;

/** A QR code (ISO/IEC 18004) in the middle, with what it is and its address below. */
export function addressCode(url: string, caption: string): Paragraph[] {
  const picture = encodeQR(url, 'gif', { ecc: 'medium', scale: SCALE });
  const centred = (children: ConstructorParameters<typeof Paragraph>[0] & object) =>
    new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, spacing: { after: 0 }, ...children });
  return [
    centred({
      children: [
        new ImageRun({
          type: 'gif',
          data: picture,
          transformation: { width: SIDE, height: SIDE },
          altText: { title: caption, description: url, name: 'QR' },
        }),
      ],
    }),
    centred({ children: [run(caption, { size: SIZE.notes, italic: true })] }),
    centred({ keepNext: false, spacing: { after: 120 }, children: [run(url, { size: SIZE.notes })] }),
  ];
}
