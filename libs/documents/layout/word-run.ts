import { type IRunOptions, TextRun } from 'docx';
import { plainText } from './plain-text.js';

/** Look of a piece of text; sizes in half points, the body's where absent. */
export interface Look {
  readonly strong?: boolean;
  readonly italic?: boolean;
  readonly size?: number;
}

/** A piece of text from the records. A blank at its ends stays, because it parts it from its neighbours. */
export function run(text: string, { strong = false, italic = false, size }: Look = {}): TextRun {
  const options: IRunOptions = {
    text: `${/^\s/.test(text) ? ' ' : ''}${plainText(text)}${/\S\s+$/.test(text) ? ' ' : ''}`,
    bold: strong,
    italics: italic,
    ...(size === undefined ? {} : { size }),
  };
  return new TextRun(options);
}
