import { stack } from "../array/join.js";
import { zerosLike } from "../array/create.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { moveAxis } from "../array/rearrange.js";
import { allocate } from "../array/storage.js";
import { bind } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";

/**
 * The parts of an array along axis 0. One operation with many outputs, so that its transpose puts
 * cotangents side by side instead of adding up arrays of zeros.
 */
export function unstack(x: NDArray): readonly NDArray[] {
  return bind(unstackPrimitive, [x], undefined);
}

const unstackPrimitive: Primitive<undefined> = define<undefined>({
  name: "unstack",
  value: ([x]) => partsOf(x as NDArray),
  abstract: ([x]) => abstractParts(x as Abstract),
  jvp: (_point, [t]) => (t ? unstack(t) : []),
  transpose: (cotangents, [x]) => {
    const parts = abstractParts(x as Abstract);
    return [stack(parts.map((part, k) => cotangents[k] ?? zerosLike(part)))];
  },
  batch: ([x]) => unstack(moveAxis(x as NDArray, 0, 1)),
  flops: () => 0,
});

function abstractParts({ shape: [length = 0, ...shape], dtype }: Abstract): Abstract[] {
  return Array.from({ length }, () => ({ shape, dtype }));
}

function partsOf(x: NDArray): NDArray[] {
  const size = sizeOf(x.shape.slice(1));
  return abstractParts(x).map(({ shape, dtype }, k) => {
    const data = allocate(dtype, size, "anything");
    data.set(x.data.subarray(k * size, (k + 1) * size));
    return new NDArray(data, shape, dtype);
  });
}
