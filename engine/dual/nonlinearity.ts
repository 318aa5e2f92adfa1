import type { Parity } from "./table.js";

/** What numerical duals need of an activation. */
export interface Nonlinearity {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly parity: Parity;
  /** φ̇ is analytic for |Im x| below this. */
  readonly strip: number;
}
