import { DtypeError } from "../errors.js";

/** Element types. `bool` is stored as 0 and 1 in bytes. */
export type Dtype = "float64" | "float32" | "int32" | "bool";
export type FloatDtype = "float64" | "float32";
/** What arithmetic gives. */
export type NumericDtype = FloatDtype | "int32";

/** The typed array behind each dtype. */
export interface DtypeData {
  float64: Float64Array;
  float32: Float32Array;
  int32: Int32Array;
  bool: Uint8Array;
}
export type TypedData = DtypeData[Dtype];

export const BYTES: Readonly<Record<Dtype, number>> = { float64: 8, float32: 4, int32: 4, bool: 1 };

/** @throws {@link DtypeError} naming the dtypes that there are. */
export function checkDtype(caller: string, dtype: Dtype): void {
  if (Object.hasOwn(BYTES, dtype)) return;
  throw new DtypeError(
    `${caller}: there is no dtype "${dtype}"; use ${Object.keys(BYTES).join(", ")}`,
  );
}

let defaultDtype: FloatDtype = "float64";

/** The float dtype that JS numbers become; `float64` unless changed. */
export function getDefaultDtype(): FloatDtype {
  return defaultDtype;
}

/**
 * Changes the float dtype that JS numbers become.
 *
 * @throws {@link DtypeError} for anything but `"float64"` and `"float32"`.
 */
export function setDefaultDtype(dtype: FloatDtype): void {
  if (!isFloat(dtype)) {
    throw new DtypeError(
      `setDefaultDtype: "${String(dtype)}" is no float dtype; use "float64" or "float32"`,
    );
  }
  defaultDtype = dtype;
}

export function isFloat(dtype: Dtype): dtype is FloatDtype {
  return dtype === "float64" || dtype === "float32";
}
