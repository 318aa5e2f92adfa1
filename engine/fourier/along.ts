import { repeatUnbatched } from "../array/batching.js";
import { zerosLike } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { bind } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { transformOf, type Sign } from "./transform.js";

/** Real and imaginary part, of one shape. */
export type ComplexPair = readonly [re: NDArray<FloatDtype>, im: NDArray<FloatDtype>];

/** The transform of every vector along an axis, not normalised; computed in double precision. */
export function transformAlong(pair: ComplexPair, axis: number, sign: Sign): ComplexPair {
  const [re, im] = bind(fourierPrimitive, pair, { axis, sign });
  return [re as NDArray<FloatDtype>, im as NDArray<FloatDtype>];
}

const fourierPrimitive: Primitive<{ readonly axis: number; readonly sign: Sign }> = define({
  name: "fourier",
  value: (pair, { axis, sign }) => compute(pair as ComplexPair, axis, sign),
  abstract: ([re]) =>
    [re as Abstract, re as Abstract].map(({ shape, dtype }) => ({ shape, dtype })),
  jvp: ({ inputs, params }, tangents) => {
    const [re, im] = tangents.map((t, k) => t ?? zerosLike(inputs[k] as NDArray));
    return bind(fourierPrimitive, [re as NDArray, im as NDArray], params);
  },
  // The matrix C ∓ iS is symmetric: as a map of (re, im) its transpose has the other sign.
  transpose: ([re = null, im = null], [likeRe, likeIm], { axis, sign }) => {
    const given = re ?? im;
    if (given === null) return [null, null];
    const pair = [re ?? zerosLike(given), im ?? zerosLike(given)];
    const back = bind(fourierPrimitive, pair, { axis, sign: sign === 1 ? -1 : 1 });
    return [likeRe, likeIm].map((like, k) => (like instanceof NDArray ? null : (back[k] ?? null)));
  },
  batch: (pair, batched, { axis, sign }) =>
    bind(fourierPrimitive, repeatUnbatched(pair, batched), { axis: axis + 1, sign }),
  flops: ([re]) => {
    const size = sizeOf((re as Abstract).shape);
    return 5 * size * Math.ceil(Math.log2(size + 1));
  },
});

function compute([re, im]: ComplexPair, axis: number, sign: Sign): ComplexPair {
  const { shape, dtype } = re;
  const length = shape[axis] as number;
  const inner = sizeOf(shape.slice(axis + 1));
  const [outRe, outIm] = [allocate(dtype, re.size), allocate(dtype, re.size)];
  const vector = { re: new Float64Array(length), im: new Float64Array(length) };
  const transform = transformOf(length, sign);
  for (let first = 0; first < outRe.length; first += length * inner) {
    for (let i = first; i < first + inner; i++) {
      for (let k = 0; k < length; k++) {
        vector.re[k] = re.data[i + k * inner] as number;
        vector.im[k] = im.data[i + k * inner] as number;
      }
      transform(vector);
      for (let k = 0; k < length; k++) {
        outRe[i + k * inner] = vector.re[k] as number;
        outIm[i + k * inner] = vector.im[k] as number;
      }
    }
  }
  return [new NDArray(outRe, shape, dtype), new NDArray(outIm, shape, dtype)];
}
