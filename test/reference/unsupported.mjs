/** Thrown where a case needs something that the engine does not have yet; names it. */
export class Unsupported extends Error {}
