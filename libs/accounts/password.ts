/** Shortest password that is taken (NIST SP 800-63B 3.1.1.2: length, no rules of composition). */
export const SHORTEST_PASSWORD = 12;

/** Why a password is not taken. */
export type PasswordFault = 'short' | 'few-characters' | 'own-data';

/** A password of fewer different characters is a pattern. */
const FEWEST_DIFFERENT = 5;

const folded = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('vi').replace(/\s+/gu, '');

/**
 * What is wrong with a new password; undefined where nothing is.
 *
 * @param own what everybody knows of its holder: name, address, telephone
 */
export function passwordFault(password: string, own: readonly string[]): PasswordFault | undefined {
  const said = folded(password);
  const characters = [...said];
  if ([...password.normalize('NFKC')].length < SHORTEST_PASSWORD) return 'short';
  if (new Set(characters).size < FEWEST_DIFFERENT) return 'few-characters';
  const known = own.flatMap((each) => [each, each.split('@')[0] ?? '']).map(folded);
  return known.some((each) => each !== '' && said === each) ? 'own-data' : undefined;
}
