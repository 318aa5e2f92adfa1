import { DtypeError } from "../errors.js";
import {
  getDefaultDtype,
  isFloat,
  type Dtype,
  type FloatDtype,
  type NumericDtype,
} from "./dtype.js";

/**
 * The dtype of a result. Arrays promote along one line; `bool` counts as `int32` in arithmetic:
 *
 * |         | bool    | int32   | float32 | float64 |
 * |---------|---------|---------|---------|---------|
 * | bool    | int32   | int32   | float32 | float64 |
 * | int32   | int32   | int32   | float32 | float64 |
 * | float32 | float32 | float32 | float32 | float64 |
 * | float64 | float64 | float64 | float64 | float64 |
 *
 * A JS number takes the dtype of the array it meets and never widens it; it is refused where it
 * would lose its fraction. Functions that leave the integers (`div`, `sqrt`, `exp`, `mean`, …) turn
 * `int32` and `bool` into the default float dtype.
 */
const LINE: readonly Dtype[] = ["bool", "int32", "float32", "float64"];

/** The later of two dtypes on the line. */
export function promote(a: Dtype, b: Dtype): Dtype {
  if (a === b) return a;
  return LINE[Math.max(LINE.indexOf(a), LINE.indexOf(b))] as Dtype;
}

/** The dtype that arithmetic on `dtype` works in. */
export function arithmeticDtype(dtype: Dtype): NumericDtype {
  return dtype === "bool" ? "int32" : dtype;
}

/** The dtype that functions with real results work in. */
export function realDtype(dtype: Dtype): FloatDtype {
  return isFloat(dtype) ? dtype : getDefaultDtype();
}

/**
 * The dtype of a JS number beside an array of `dtype`: the array's.
 *
 * @throws {@link DtypeError} when an integer array meets a number that is no 32-bit integer.
 */
export function weakDtype(caller: string, value: number, dtype: Dtype): Dtype {
  if (isFloat(dtype) || (value | 0) === value) return dtype;
  throw new DtypeError(
    `${caller}: ${value} does not fit the array's dtype ${dtype}, which a number never widens; convert the array first: x.astype("float64")`,
  );
}
