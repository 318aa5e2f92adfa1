import { numbers } from "./data.mjs";

const N = 1000;
const FEATURES = 64;

/**
 * One layer's NNGP and NTK: what is beside it is the inner products and two dense layers, which the row "linear"
 * has alone. Of unit rows all variances are equal.
 *
 * @param {string} name
 * @param {boolean} unit
 * @returns {import("../measure.mjs").Row}
 */
function row(name, unit) {
  return {
    name: `dual-${name}${unit ? "-unit" : ""}-${N}`,
    about: `NNGP and NTK of one ${name} layer, ${N} inputs of ${FEATURES} numbers${unit ? " and equal length" : ""}, float64`,
    engine({ array, stax }) {
      const dense = () => stax.dense(1, { wStd: 1.2, bStd: 0.1 });
      const layers = name === "linear" ? [] : [Reflect.get(stax, name)()];
      const { kernel } = stax.serial(dense(), ...layers, dense());
      const x = array(unit ? unitRows() : numbers(N * FEATURES), { shape: [N, FEATURES] });
      return () => kernel(x, null, ["nngp", "ntk"]);
    },
  };
}

function unitRows() {
  const x = numbers(N * FEATURES);
  for (let i = 0; i < N; i++) {
    const own = x.subarray(i * FEATURES, (i + 1) * FEATURES);
    const norm = Math.hypot(...own) / 8;
    own.forEach((value, k) => (own[k] = value / norm));
  }
  return x;
}

const names = ["linear", "relu", "erf", "gelu", "tanh", "silu", "elu", "hardTanh"];

export const activationRows = [
  ...names.map((name) => row(name, false)),
  ...names.map((name) => row(name, true)),
];
