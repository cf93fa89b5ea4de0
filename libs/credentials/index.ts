export { Argon2Hasher } from './argon2-hasher.js';
export { OtplibCodes } from './otplib-codes.js';
