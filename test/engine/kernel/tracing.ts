import { mul, type NDArray } from "../../../engine/array/index.js";
import { jvp } from "../../../engine/autodiff/index.js";

export const NAMES = ["nngp", "ntk", "cov1", "cov2"] as const;

/** Central differences; their error is h²f‴/6 + ε/h ≈ 1e-9. */
const STEP = 1e-5;

/** df/dt at 0. */
export function difference(f: (t: number) => NDArray): number[] {
  const [up, down] = [f(STEP), f(-STEP)];
  return Array.from(up.data, (value, k) => (value - Number(down.data[k])) / (2 * STEP));
}

/** Values as transforms see them: those of a JVP along zero. */
export const traced = <R>(f: (x: NDArray) => R, x: NDArray) => jvp(f, [x], [mul(x, 0)])[0];
