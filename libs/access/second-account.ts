/** Some acts need two accounts: whoever proposed or ordered one does not decide it. Accounts by their ids. */
export const isSecondAccount = (first = '', second = ''): boolean => first !== second;

/**
 * Whether two accounts come from nobody in common.
 *
 * @param first the account and whoever made it or gave it a role lately, and so on upwards
 */
export const areMadeApart = (first: readonly string[], second: readonly string[]): boolean =>
  first.every((each) => !second.includes(each));
