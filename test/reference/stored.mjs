/**
 * Makes float64 arrays of stored ones.
 *
 * @param {Pick<import("./network.mjs").EngineModule, "array">} engine
 * @returns {(value: { shape: number[], data: number[] }) => import("./network.mjs").NDArray}
 */
export function stored({ array }) {
  return ({ shape, data }) => array(data, { shape, dtype: "float64" });
}
