import type { Parity } from "./table.js";

/** A nonlinearity and its derivative. */
export interface ElementFunctions {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly parity: Parity;
}

/** What numerical duals need of an activation. */
export interface Nonlinearity extends ElementFunctions {
  /** φ̇ is analytic for |Im x| below this. */
  readonly strip: number;
}
