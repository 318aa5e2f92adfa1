import { onesLike } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { broadcastTo } from "../array/broadcast.js";
import { broadcastShapes } from "../array/shape.js";
import { jvp } from "../autodiff/jvp.js";
import type { Dual } from "../kernel/dual.js";

/** The dual of a moment E[φφ′]: E[φ̇φ̇′] is its derivative by k (Price 1958). */
export function byCovariance(moment: (k: NDArray, q: NDArray, q2: NDArray) => NDArray): Dual {
  return {
    pairs: ({ k, q, q2 }) => {
      const shape = broadcastShapes(
        "kernel",
        broadcastShapes("kernel", k.shape, q.shape),
        q2.shape,
      );
      const all = broadcastTo(k, shape);
      const [nngp, slope] = jvp((x: NDArray) => moment(x, q, q2), [all], [onesLike(all)]);
      return { nngp, slope };
    },
  };
}
