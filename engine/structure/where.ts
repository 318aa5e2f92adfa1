import { asArray, weakScalar, type ArrayInput } from "../array/create.js";
import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { promote } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { broadcastShapes, broadcastStrides } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { forEachRow } from "../array/strided.js";

/**
 * Elements of x where the condition is true (not zero), of y elsewhere; all three broadcast. A JS number
 * takes the dtype of the other one.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * const x = array([-1, 2]);
 * where(x.greater(0), x, 0); // array([0., 2.])
 * ```
 */
export function where(condition: ArrayInput, x: ArrayInput, y: ArrayInput): NDArray {
  const [a, b] = alternatives(x, y);
  const c = asArray(condition);
  const shape = broadcastShapes("where", c.shape, broadcastShapes("where", a.shape, b.shape));
  const dtype = promote(a.dtype, b.dtype);
  return chosen(shape, c, astype(a, dtype), astype(b, dtype));
}

/** Both as arrays; a number beside an array takes its dtype. */
function alternatives(x: ArrayInput, y: ArrayInput): readonly [NDArray, NDArray] {
  if (typeof x === "number" && typeof y !== "number") {
    const b = asArray(y);
    return [weakScalar("where", x, b.dtype), b];
  }
  const a = asArray(x);
  return [a, typeof y === "number" ? weakScalar("where", y, a.dtype) : asArray(y)];
}

function chosen(shape: Shape, condition: NDArray, x: NDArray, y: NDArray): NDArray {
  const out = allocate(x.dtype, sizeOf(shape), "anything");
  const strides = [condition, x, y].map((array) => broadcastStrides(array.shape, shape));
  const [stepC = 0, stepX = 0, stepY = 0] = strides.map((own) => own.at(-1) ?? 0);
  const length = shape.at(-1) ?? 1;
  const layouts = strides.map((own) => ({ shape, strides: own, offset: 0 }));
  forEachRow(shape, layouts, (to, [c = 0, a = 0, b = 0]) => {
    for (let i = 0; i < length; i++) {
      const holds = condition.data[c + i * stepC] !== 0;
      out[to + i] = (holds ? x.data[a + i * stepX] : y.data[b + i * stepY]) as number;
    }
  });
  return new NDArray(out, shape, x.dtype);
}

/**
 * x, but not below `low` and not above `high`; null for no limit. The derivative is 1 inside and at the
 * limits.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * clip([-2, 0.5, 3], -1, 1); // array([-1. , 0.5, 1. ])
 * ```
 */
export function clip(x: ArrayInput, low: ArrayInput | null, high: ArrayInput | null): NDArray {
  const raised = low === null ? asArray(x) : where(asArray(x).less(low), low, x);
  return high === null ? raised : where(raised.greater(high), high, raised);
}
