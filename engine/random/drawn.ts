// What is drawn with a key that a transform traces: one operation, whatever the distribution.
import { repeatUnbatched } from "../array/batching.js";
import { zeros } from "../array/create.js";
import { stack } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { bind, bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { Key, packed } from "./key.js";
import { checkedKey } from "./streams.js";

/** Draws with a key whose numbers are known. Shape and dtype depend on neither key nor numbers. */
export type Draw<T extends NDArray> = (key: Key, ...numbers: number[]) => T;

/**
 * What `draw` gives for a key, or for as many as a transform's array of words holds.
 *
 * @param numbers - Arrays of shape [] whose values `draw` gets beside the key.
 */
export function drawn<T extends NDArray>(
  key: Key,
  draw: Draw<T>,
  numbers: readonly NDArray[] = [],
): T {
  const { traced, partitionable } = checkedKey(key);
  if (traced === null && numbers.every(({ trace }) => trace === undefined)) {
    return draw(key, ...numbers.map(Number));
  }
  return bindOne(randomDraw, [packed(key), ...numbers], { draw, partitionable }) as T;
}

interface Drawing {
  readonly draw: Draw<NDArray>;
  readonly partitionable: boolean;
}

/** Inputs: words [..., 2], and numbers with the same examples [...]. */
const randomDraw: Primitive<Drawing> = define<Drawing>({
  name: "randomDraw",
  value: ([words, ...numbers], params) => {
    const { data, shape } = words as NDArray;
    const results = Array.from({ length: data.length / 2 }, (_, k) => {
      const pair = [(data[2 * k] as number) >>> 0, (data[2 * k + 1] as number) >>> 0] as const;
      const key = new Key(pair, params.partitionable);
      return params.draw(key, ...numbers.map((one) => one.data[k] as number));
    });
    if (shape.length === 1) return results;
    const all = abstractDrawn(words as NDArray, numbers.length, params);
    if (results.length === 0) return [zeros(all.shape, { dtype: all.dtype })];
    return [reshape(stack(results), all.shape)];
  },
  abstract: ([words, ...numbers], params) => [
    abstractDrawn(words as Abstract, numbers.length, params),
  ],
  jvp: () => [null],
  batch: (inputs, batched, params) => bind(randomDraw, repeatUnbatched(inputs, batched), params),
});

/** What any key would give. */
function abstractDrawn({ shape }: Abstract, numbers: number, { draw, partitionable }: Drawing) {
  const one = draw(new Key([0, 0], partitionable), ...new Array<number>(numbers).fill(0));
  return { shape: [...shape.slice(0, -1), ...one.shape], dtype: one.dtype };
}
