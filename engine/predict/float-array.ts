import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";

/** Predictions are computed in one float precision, whichever it is. */
export type FloatArray = NDArray<FloatDtype>;
