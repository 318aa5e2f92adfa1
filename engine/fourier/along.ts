import type { FloatDtype } from "../array/dtype.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { transformOf, type Sign } from "./transform.js";

/** Real and imaginary part, of one shape. */
export type ComplexPair = readonly [re: NDArray<FloatDtype>, im: NDArray<FloatDtype>];

/** The transform of every vector along an axis, not normalised; computed in double precision. */
export function transformAlong([re, im]: ComplexPair, axis: number, sign: Sign): ComplexPair {
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
