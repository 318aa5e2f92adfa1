// Functions that are composed of others, tried as the primitives are.
import * as nt from "../../../../engine/index.js";
import type { NDArray } from "../../../../engine/index.js";
import { matrix, noise, one, positive, row, stack, two, vector, type Samples } from "./sample.js";

/** Not a number in two places. */
const gaps = (x: NDArray): NDArray =>
  nt.where(
    [
      [false, true, false],
      [false, false, true],
    ],
    NaN,
    x,
  );
const rows = noise(3, 5);

export const compositions: Samples = {
  dot: [
    two(nt.dot, stack, nt.array([0.4, -1.3])),
    two(nt.dot, stack, stack.transpose([0, 2, 1])),
    two(nt.dot, nt.array(1.7), matrix),
  ],
  inner: [two(nt.inner, stack, noise(4, 2))],
  vdot: [two(nt.vdot, matrix, matrix.T.add(0.3))],
  cross: [two(nt.cross, matrix, row), two((x, y) => nt.cross(x, y, -2), stack, stack.slice(1))],
  outer: [two(nt.outer, vector, row)],
  kron: [two(nt.kron, matrix, row)],
  convolve: [two(nt.convolve, vector, row), two((x, y) => nt.convolve(x, y, "same"), row, vector)],
  correlate: [two((x, y) => nt.correlate(x, y, "same"), row, vector)],
  cov: [
    one((x) => nt.cov(x), rows),
    two((x, y) => nt.cov(x, y, { rowvar: false }), rows, rows.mul(rows)),
  ],
  corrcoef: [one((x) => nt.corrcoef(x), rows)],
  quantile: [one((x) => nt.percentile(x, [10, 35], 1), matrix)],
  average: [two((x, w) => nt.average(x, 1, { weights: w }), matrix, nt.array([0.4, 1.3, 0.9]))],
  nanmean: [one((x) => nt.nanmean(gaps(x), 0), matrix)],
  nanstd: [one((x) => nt.nanstd(gaps(x), 1), matrix)],
  nanmax: [one((x) => nt.nanmax(gaps(x), 1), matrix), one((x) => nt.nanmin(gaps(x)), matrix)],
  ptp: [one((x) => nt.ptp(x, 0), matrix)],
  rot90: [one((x) => nt.rot90(x, 3), matrix)],
  gradient: [
    one((x) => nt.gradient(x), matrix),
    two((y, x) => nt.gradient(y, { x }), matrix, nt.array([0.1, 1.5, 3.2])),
  ],
  columnStack: [two((x, y) => nt.columnStack([x, y]), matrix, nt.array([0.4, -1.3]))],
  dstack: [two((x, y) => nt.dstack([x, y]), matrix, matrix.mul(2))],
  append: [two((x, y) => nt.append(x, y, 0), matrix, matrix.slice([0, 1]))],
  select: [two((x, y) => nt.select([x.less(0), x.less(1)], [x.mul(x), y]), matrix, matrix.mul(2))],
  vander: [one((x) => nt.vander(x, 4))],
  polyfit: [two((x, y) => nt.polyfit(x, y, 2), vector, positive)],
  polyval: [two(nt.polyval, vector, matrix)],
  nanToNum: [one((x) => nt.nanToNum(gaps(x)), matrix)],
  heaviside: [
    two((x, y) => nt.heaviside(x, y).mul(y), matrix, row),
    one((y) => nt.heaviside([0, 1, 0], y), row),
  ],
};
