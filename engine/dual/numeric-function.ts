import { mul } from "../array/arithmetic.js";
import { repeatUnbatched } from "../array/batching.js";
import { broadcastTo } from "../array/broadcast.js";
import { NDArray } from "../array/ndarray.js";
import { broadcastShapes } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";

/** A function of numbers that is computed in JS, element by element, and whose partial derivatives are known. */
export interface NumericFunction {
  readonly values: (inputs: readonly Float64Array[]) => Float64Array;
  /** By every input, at inputs of one shape. */
  readonly partials: readonly ((...inputs: NDArray[]) => NDArray)[];
}

/** The function of arrays that broadcast. */
export function numerically(f: NumericFunction, ...inputs: readonly NDArray[]): NDArray {
  const shape = inputs.reduce<readonly number[]>(
    (all, input) => broadcastShapes("kernel", all, input.shape),
    [],
  );
  const alike = inputs.map((input) => broadcastTo(input, shape));
  return bindOne(numericPrimitive, alike, f);
}

const numericPrimitive: Primitive<NumericFunction> = define({
  name: "numericFunction",
  value: (inputs, { values }) => {
    const { shape, dtype } = inputs[0] as NDArray;
    const out = allocate(dtype, (inputs[0] as NDArray).size, "anything");
    out.set(values(inputs.map(({ data }) => Float64Array.from(data))));
    return [new NDArray(out, shape, dtype)];
  },
  abstract: ([first]) => {
    const { shape, dtype } = first as Abstract;
    return [{ shape, dtype }];
  },
  jvp: ({ inputs, params: { partials } }, tangents) => {
    const terms = tangents.flatMap((tangent, k) => {
      const partial = partials[k];
      return tangent === null || partial === undefined ? [] : [mul(tangent, partial(...inputs))];
    });
    return [terms.length === 0 ? null : terms.reduce((sum, term) => sum.add(term))];
  },
  batch: (inputs, batched, params) => [
    bindOne(numericPrimitive, repeatUnbatched(inputs, batched), params),
  ],
});
