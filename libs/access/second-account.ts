/** Some acts need two accounts: whoever proposed or ordered one does not decide it. Accounts by their ids. */
export const isSecondAccount = (first = '', second = ''): boolean => first !== second;
