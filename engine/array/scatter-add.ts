import { bindOne } from "../core/bind.js";
import { define, type Abstract } from "../core/primitive.js";
import { add } from "./arithmetic.js";
import { batchSize, repeatUnbatched } from "./batching.js";
import { NDArray, sizeOf, type Shape } from "./ndarray.js";
import { moveAxis, reshape, transpose } from "./rearrange.js";
import { allocate } from "./storage.js";
import { startsOf, take } from "./take.js";

interface Places {
  readonly axis: number;
  /** Of the axis in the result. */
  readonly length: number;
}

/**
 * The transpose of `take`: zeros, to which the entries of `updates` are added at the positions they
 * would be taken from. Positions count from the front.
 */
export function scatterAdd(
  updates: NDArray,
  positions: NDArray,
  axis: number,
  length: number,
): NDArray {
  return bindOne(scatterAddPrimitive, [updates, positions], { axis, length });
}

const scatterAddPrimitive = define<Places>({
  name: "scatterAdd",
  value: ([updates, positions], places) => [
    addAt(updates as NDArray, positions as NDArray, places),
  ],
  abstract: ([updates, positions], places) => [
    {
      shape: resultShape(updates as Abstract, positions as Abstract, places),
      dtype: (updates as Abstract).dtype,
    },
  ],
  jvp: ({ inputs: [, positions], params: { axis, length } }, [t]) => [
    t ? scatterAdd(t, positions as NDArray, axis, length) : null,
  ],
  transpose: ([ct], [, positions], { axis }) => [
    ct ? take(ct, positions as NDArray, axis) : null,
    null,
  ],
  batch: (inputs, batched, { axis, length }) => {
    const [updates, positions] = inputs as readonly [NDArray, NDArray];
    if (batched[1] !== true) return [scatterAdd(updates, positions, axis + 1, length)];
    const [each] = repeatUnbatched(inputs, batched) as readonly [NDArray];
    return [addToEach(each, positions, { axis, length })];
  },
});

function resultShape(updates: Abstract, positions: Abstract, { axis, length }: Places): Shape {
  return updates.shape.toSpliced(axis, positions.shape.length, length);
}

function addAt(updates: NDArray, { data: at, shape: picked }: NDArray, places: Places): NDArray {
  const shape = resultShape(updates, { shape: picked, dtype: "int32" }, places);
  const out = allocate(updates.dtype, sizeOf(shape));
  const inner = sizeOf(shape.slice(places.axis + 1));
  const { data } = updates;
  for (let block = 0, from = 0; from < data.length; block += places.length * inner) {
    for (const position of at) {
      const to = block + position * inner;
      for (let i = 0; i < inner; i++) {
        out[to + i] = (out[to + i] as number) + (data[from + i] as number);
      }
      from += inner;
    }
  }
  return new NDArray(out, shape, updates.dtype);
}

/** Each example adds to its own array: all arrays laid end to end, positions moved accordingly. */
function addToEach(updates: NDArray, positions: NDArray, { axis, length }: Places): NDArray {
  const examples = batchSize([updates], [true]);
  const picks = positions.ndim - 1;
  const axes = updates.shape.map((_, k) => k);
  const before = axes.slice(1, 1 + axis);
  const picked = axes.slice(1 + axis, 1 + axis + picks);
  const after = axes.slice(1 + axis + picks);
  const flat = scatterAdd(
    transpose(updates, [0, ...picked, ...before, ...after]),
    add(positions, startsOf(examples, length, positions.ndim)),
    0,
    examples * length,
  );
  const [, ...rest] = flat.shape;
  return moveAxis(reshape(flat, [examples, length, ...rest]), 1, axis + 1);
}
