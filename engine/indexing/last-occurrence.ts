import { repeatUnbatched } from "../array/batching.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";

/** Whether no later one of the positions is the same: when several are set, the last one stays. */
export function lastOccurrence(positions: NDArray): NDArray {
  return bindOne(lastOccurrencePrimitive, [positions], { batch: 0 });
}

/** So many axes in front count examples. */
const lastOccurrencePrimitive: Primitive<{ readonly batch: number }> = define({
  name: "lastOccurrence",
  value: ([positions], { batch }) => [lastOf(positions as NDArray, batch)],
  abstract: ([positions]) => [{ shape: (positions as Abstract).shape, dtype: "bool" }],
  jvp: () => [null],
  batch: (inputs, batched, { batch }) => {
    const [all] = repeatUnbatched(inputs, batched);
    return [bindOne(lastOccurrencePrimitive, [all as NDArray], { batch: batch + 1 })];
  },
});

function lastOf({ data, shape }: NDArray, batch: number): NDArray {
  const out = new Uint8Array(data.length);
  const each = sizeOf(shape.slice(batch));
  for (let first = 0; first < data.length; first += each) {
    const seen = new Set<number>();
    for (let i = first + each - 1; i >= first; i--) {
      const position = data[i] as number;
      if (seen.has(position)) continue;
      seen.add(position);
      out[i] = 1;
    }
  }
  return new NDArray(out, shape, "bool");
}
