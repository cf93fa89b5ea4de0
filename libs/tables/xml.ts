import { SaxesParser } from 'saxes';
import { utf16Of } from './decode.js';
import { broken, notAccepted, UnreadableFileError } from './unreadable-file.error.js';

/** What is done with the elements of a document, by their names without prefix. */
export interface XmlHandlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** So much is decoded at once: a handler that has seen enough ends the reading by throwing. */
const CHUNK_BYTES = 64 * 1024;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Attributes by their names without prefix; of two that differ by it alone the first. */
export const withoutPrefixes = (
  attributes: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(attributes)
      .reverse()
      .map(([name, value]) => [local(name), value]),
  );

/**
 * Reads a document part by part. Document types are refused, so no entity of the file's own is ever known.
 *
 * @throws UnreadableFileError where it is not well-formed
 */
export function readXml(bytes: Uint8Array, handlers: XmlHandlers): void {
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw notAccepted('có phần khai báo không được nhận');
  });
  parser.on('opentag', ({ name, attributes }) => handlers.open(local(name), attributes));
  if (handlers.close) {
    const { close } = handlers;
    parser.on('closetag', ({ name }) => close(local(name)));
  }
  if (handlers.text) {
    const { text } = handlers;
    parser.on('text', text);
    parser.on('cdata', text);
  }
  const decoder = new TextDecoder(utf16Of(bytes) ?? 'utf-8', { fatal: true });
  try {
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES)
      parser.write(decoder.decode(bytes.subarray(start, start + CHUNK_BYTES), { stream: true }));
    parser.write(decoder.decode());
    parser.close();
  } catch (error) {
    // The parser throws what is not well-formed, the decoder what is in no encoding.
    if (error instanceof UnreadableFileError || error instanceof EnoughRead) throw error;
    throw broken();
  }
}

/** Thrown by a handler that needs no more of the document. */
export class EnoughRead extends Error {}
