import { sumFrom } from "./sum-from.js";
import { tailsOf } from "./tail.js";

/** Up to here the difference 1 − u(0) has nearly all its digits. */
const FAR_FROM_ONE = 0.9;

/** Shorter series do not tell how they go on. */
const LEAST_TERMS = 1024;

/** 1 − u(0) = Σ_{p ≥ 1} u_p of a correlation's series, u(1) = 1, of which nothing is negative. */
export function gapOf(u: Float64Array, decay: number): number {
  const [start = 0] = u;
  if (start < FAR_FROM_ONE || u.length < LEAST_TERMS) return 1 - start;
  let sum = 0;
  // The smallest first.
  for (let p = u.length - 1; p > 0; p--) sum += u[p] as number;
  return tailsOf(u, decay).reduce((total, tail, parity) => {
    if (tail === null) return total;
    const first = Math.ceil((u.length - parity) / 2);
    return total + sumFrom(first, (j) => tail.at(parity + 2 * j), 2 * tail.decay);
  }, sum);
}
