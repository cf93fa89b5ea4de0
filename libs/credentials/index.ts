export { Argon2Hasher } from './argon2-hasher.js';
