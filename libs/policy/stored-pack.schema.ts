import { type PolicyPack, packShape } from './pack.schema.js';
import { upcastPack } from './upcast-pack.js';

/** A whole pack as it is read from a file or from a cycle; one that was stored before a field was gets what it meant. */
export const packSchema = packShape.transform((pack): PolicyPack => upcastPack(pack));
