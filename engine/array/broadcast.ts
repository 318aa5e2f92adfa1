import { bindOne } from "../core/bind.js";
import { define, type Abstract } from "../core/primitive.js";
import { ShapeError } from "../errors.js";
import { asArray, type ArrayInput } from "./create.js";
import { NDArray, type Shape } from "./ndarray.js";
import { astype, reshape } from "./rearrange.js";
import { sum } from "./reductions.js";
import { broadcastStrides, formatShape, sameShape } from "./shape.js";
import { gather } from "./strided.js";

/**
 * An array repeated to a wider shape: axes are aligned at the end, lengths of 1 repeat.
 *
 * @throws {@link ShapeError} when the shape does not broadcast to the wider one.
 * @example
 * ```ts
 * broadcastTo([1, 2], [2, 2]); // array([[1., 2.], [1., 2.]])
 * ```
 */
export function broadcastTo(input: ArrayInput, shape: Shape): NDArray {
  const x = asArray(input);
  return sameShape(x.shape, shape) ? x : bindOne(broadcastPrimitive, [x], { shape });
}

const broadcastPrimitive = define<{ readonly shape: Shape }>({
  name: "broadcast",
  value: ([x], { shape }) => {
    const { dtype, data, shape: own } = x as NDArray;
    checkFits(own, shape);
    const layout = { shape, strides: broadcastStrides(own, shape), offset: 0 };
    return [new NDArray(gather(dtype, data, layout), shape, dtype)];
  },
  abstract: ([x], { shape }) => {
    checkFits((x as Abstract).shape, shape);
    return [{ shape, dtype: (x as Abstract).dtype }];
  },
  jvp: ({ params }, [t]) => [t ? broadcastTo(t, params.shape) : null],
  transpose: ([ct], [x]) => [ct ? sumTo(ct, (x as Abstract).shape) : null],
  batch: ([x], _batched, { shape }) => {
    const [examples = 0, ...own] = (x as NDArray).shape;
    const missing = new Array<number>(shape.length - own.length).fill(1);
    return [
      broadcastTo(reshape(x as NDArray, [examples, ...missing, ...own]), [examples, ...shape]),
    ];
  },
});

function checkFits(own: Shape, shape: Shape): void {
  const missing = shape.length - own.length;
  const fits = missing >= 0 && own.every((n, axis) => n === 1 || n === shape[axis + missing]);
  if (fits) return;
  throw new ShapeError(
    `broadcastTo: shape ${formatShape(own)} does not broadcast to ${formatShape(shape)}; lengths must be equal, or 1`,
  );
}

/** The transpose of broadcasting: sums over the axes along which `shape` would be repeated. */
export function sumTo(x: NDArray, shape: Shape): NDArray {
  if (sameShape(x.shape, shape)) return x;
  const missing = x.ndim - shape.length;
  const repeated = x.shape.flatMap((n, axis) =>
    axis < missing || (shape[axis - missing] === 1 && n !== 1) ? [axis] : [],
  );
  return reshape(sum(x, repeated), shape);
}

/** A cotangent with shape and dtype of the operand it belongs to. */
export function fitTo(cotangent: NDArray, { shape, dtype }: Abstract): NDArray {
  return astype(sumTo(cotangent, shape), dtype);
}

/** A tangent with shape and dtype of the output it belongs to. */
export function matchTo(tangent: NDArray, { shape, dtype }: Abstract): NDArray {
  return astype(broadcastTo(tangent, shape), dtype);
}
