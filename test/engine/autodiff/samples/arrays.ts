import * as nt from "../../../../engine/index.js";
import type { NDArray } from "../../../../engine/index.js";
import { vector, matrix, row, stack, one, two, constant, type Samples } from "./sample.js";

export const arrays: Samples = {
  sum: [one((x) => nt.sum(x, 0), matrix), one((x) => nt.sum(x, [0, 2]), stack)],
  mean: [one((x) => nt.mean(x, 1), matrix), one((x) => nt.mean(x), stack)],
  max: [one((x) => nt.max(x, 1), matrix)],
  min: [one((x) => nt.min(x, 0), matrix)],
  all: [constant((x) => nt.all(x))],
  any: [constant((x) => nt.any(x))],
  argmax: [constant((x) => nt.argmax(x))],
  argmin: [constant((x) => nt.argmin(x))],
  recurrence: [
    one((x) => nt.cumsum(x, 0), matrix),
    one((x) => nt.cumprod(x, 1), matrix),
    one((x) => nt.prod(x, [0, 2]), stack),
  ],
  reshape: [one((x) => x.reshape([3, 2]), matrix)],
  transpose: [one((x) => x.transpose([2, 0, 1]), stack)],
  astype: [one((x) => x.astype("float32").astype("float64").mul(0).add(x))],
  broadcast: [one((x) => nt.broadcastTo(x, [2, 2, 3]), matrix)],
  slice: [one((x) => x.slice([], [2, 0, -1], 1), stack)],
  embed: [
    one((x) =>
      nt.grad((y: NDArray) =>
        y
          .slice([1, 3])
          .mul(x.slice([0, 2]))
          .sum(),
      )(x),
    ),
  ],
  concat: [two((x, y) => nt.concat([x, y, x], 1), matrix, matrix.mul(2))],
  take: [one((x) => nt.take(x, [2, 0, 2], 1), matrix)],
  scatterAdd: [
    one((x) =>
      nt.grad((y: NDArray) =>
        nt
          .take(y, [1, 1, 0])
          .mul(nt.take(x, [0, 1, 2]))
          .sum(),
      )(x),
    ),
  ],
  lastOccurrence: [two((x, y) => nt.at(x, Int32Array.of(2, 0, 2)).set(y), vector, row)],
  argsort: [one((x) => nt.sort(x, 0), matrix), one((x) => nt.topK(x, 2).values, matrix)],
  searchSorted: [
    one((x) => nt.interp(x, [-1, 0.3, 1], [1, 5, 2]), row),
    two((x, y) => nt.searchSorted(x, y).mul(y), nt.array([-1, 0, 1]), row),
  ],
  fourier: [
    two((re, im) => nt.stack(Object.values(nt.fft.fft({ re, im }))), matrix, matrix.mul(matrix)),
    one((x) => nt.fft.irfft(nt.fft.rfft(x, 0), 2, 0), matrix),
  ],
};
