/** @typedef {"float64" | "float32"} FloatDtype */

/** Numbers in [−1, 1) that are the same in every run: sines of squares. */
export function numbers(/** @type {number} */ length, /** @type {FloatDtype} */ dtype = "float64") {
  const data = dtype === "float64" ? new Float64Array(length) : new Float32Array(length);
  for (let i = 0; i < length; i++) data[i] = Math.sin(i * 1.7 + i * i * 1e-3);
  return data;
}
