export { hasControlCharacter, isUnstorable, shownText, withoutInvisible } from './characters/index.js';
export { cleanText, looksLikeFormula, looksLikeLegacyFont } from './clean.js';
export { isEmail } from './email.js';
export { fold, sameNameKey, searchText, withoutMarks } from './fold.js';
export { nearestNames } from './nearest.js';
