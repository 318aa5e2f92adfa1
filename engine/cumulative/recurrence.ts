import { mul } from "../array/arithmetic.js";
import { repeatUnbatched } from "../array/batching.js";
import { zerosLike } from "../array/create.js";
import { concat } from "../array/join.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { slice, type AxisSlice } from "../array/slicing.js";
import { allocate } from "../array/storage.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { add } from "../array/arithmetic.js";

/** Along which axis, and from which end. */
interface Direction {
  readonly axis: number;
  readonly reverse: boolean;
}

/**
 * The linear recurrence y_t = a_t·y_{t−1} + b_t along an axis, with y_{−1} = 0; in reverse
 * y_t = a_t·y_{t+1} + b_t. Cumulative sums are those with a = 1, cumulative products those with
 * a = x and b = x_0 at the beginning: so products have all derivatives at zeros too.
 */
export function recurrence(a: NDArray, b: NDArray, direction: Direction): NDArray {
  return bindOne(recurrencePrimitive, [a, b], direction);
}

const recurrencePrimitive: Primitive<Direction> = define<Direction>({
  name: "recurrence",
  value: ([a, b], direction) => [run(a as NDArray, b as NDArray, direction)],
  abstract: ([, b]) => [{ shape: (b as Abstract).shape, dtype: (b as Abstract).dtype }],
  // y′_t = a_t·y′_{t−1} + (b′_t + a′_t·y_{t−1})
  jvp: ({ inputs: [a], outputs: [y], params }, [ta, tb]) => {
    const through = ta ? mul(ta, shifted(y as NDArray, params)) : null;
    const both = through && tb ? add(through, tb) : (through ?? tb ?? null);
    return [both && recurrence(a as NDArray, both, params)];
  },
  // Of b: b̄_t = ȳ_t + a_{t+1}·b̄_{t+1}, the same recurrence from the other end.
  transpose: ([ct], [a], { axis, reverse }) => {
    if (!ct) return [null, null];
    const back = { axis, reverse: !reverse };
    return [null, recurrence(shifted(a as NDArray, back), ct, back)];
  },
  batch: (inputs, batched, { axis, reverse }) => {
    const [a, b] = repeatUnbatched(inputs, batched);
    return [recurrence(a as NDArray, b as NDArray, { axis: axis + 1, reverse })];
  },
  flops: ([, b]) => 2 * sizeOf((b as Abstract).shape),
});

/** The previous element at each place, 0 at the beginning. */
function shifted(x: NDArray, { axis, reverse }: Direction): NDArray {
  const part = (range: AxisSlice): NDArray =>
    slice(x, ...x.shape.map((_, k): AxisSlice => (k === axis ? range : [])));
  const zero = zerosLike({
    shape: x.shape.with(axis, Math.min(1, x.shape[axis] as number)),
    dtype: x.dtype,
  });
  return reverse ? concat([part([1, null]), zero], axis) : concat([zero, part([0, -1])], axis);
}

function run(a: NDArray, b: NDArray, { axis, reverse }: Direction): NDArray {
  const { shape, dtype } = b;
  const length = shape[axis] as number;
  const inner = sizeOf(shape.slice(axis + 1));
  const out = allocate(dtype, b.size, "anything");
  const [factors, terms] = [a.data, b.data];
  const step = reverse ? -inner : inner;
  for (let first = 0; first < out.length; first += length * inner) {
    for (let i = 0; i < inner; i++) {
      let at = first + i + (reverse ? (length - 1) * inner : 0);
      let y = 0;
      for (let t = 0; t < length; t++, at += step) {
        // A factor before the first element meets nothing, also where it is infinite.
        y = t === 0 ? (terms[at] as number) : (factors[at] as number) * y + (terms[at] as number);
        out[at] = y;
      }
    }
  }
  return new NDArray(out, shape, dtype);
}
