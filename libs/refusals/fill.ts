import { REFUSALS, type RefusalCode } from './catalogue.js';
import type { RefusalEntry } from './refusal.js';

/**
 * The sentence of a code.
 *
 * @param shown its parameters as they are to be shown; one that was lost leaves its place empty
 */
export function fillSentence(code: RefusalCode, shown: Readonly<Record<string, string>>): string {
  const { sentence } = REFUSALS[code] as RefusalEntry;
  if (typeof sentence === 'function') return sentence(shown);
  return sentence.replace(/\{(\w+)\}/g, (_braces, name: string) => shown[name] ?? '');
}
