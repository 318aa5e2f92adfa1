import { exp, mul, type NDArray } from "../../../engine/array/index.js";
import { jvp } from "../../../engine/autodiff/index.js";
import * as stax from "../../../engine/stax/index.js";

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

const [WIDEST, HALVINGS] = [0.064, 5];

/** df/dt at 0 by central differences with steps that halve, extrapolated to none (Richardson 1911). */
export function extrapolated(f: (t: number) => NDArray): number[] {
  let table: number[][] = [];
  for (let k = 0; k < HALVINGS; k++) {
    const step = WIDEST / 2 ** k;
    const [up, down] = [f(step), f(-step)];
    let column = Array.from(up.data, (value, i) => (value - Number(down.data[i])) / (2 * step));
    const next = [column];
    table.forEach((before, order) => {
      const factor = 4 ** (order + 1);
      const last = column;
      column = last.map((value, i) => (factor * value - (before[i] as number)) / (factor - 1));
      next.push(column);
    });
    table = next;
  }
  return table.at(-1) as number[];
}

/** The largest error relative to the largest derivative. */
export const errorOf = (got: NDArray, want: readonly number[]) =>
  Math.max(...want.map((value, k) => Math.abs(Number(got.data[k]) - value))) /
  Math.max(...want.map(Math.abs));

/** E[φφ′] of φ(x) = exp(0.3 x). */
export const moment = (k: NDArray, q: NDArray, q2: NDArray) =>
  exp(k.add(q.add(q2).mul(0.5)).mul(0.09));

/** A nonlinearity that brings its own dual. */
export const exponential = () =>
  stax.elementwise(
    (x) => exp(mul(x, 0.3)),
    moment,
    (...q) => moment(...q).mul(0.09),
  );
