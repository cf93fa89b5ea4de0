export { cleanText, hasControlCharacter, looksLikeFormula, looksLikeLegacyFont, shownText } from './clean.js';
export { isEmail } from './email.js';
export { fold, sameNameKey, searchText, withoutMarks } from './fold.js';
export { nearestNames } from './nearest.js';
