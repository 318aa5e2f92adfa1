import { numbers } from "./data.mjs";

const N = 2000;
const FEATURES = 64;
const HIDDEN = 3;

/**
 * NNGP and NTK of three ReLU layers, beside the same recursion over whole matrices in jax-js, jitted, and the
 * inner products alone.
 *
 * @param {"float64" | "float32"} dtype
 * @returns {import("../measure.mjs").Row}
 */
function row(dtype) {
  const data = numbers(N * FEATURES, dtype);
  return {
    name: `relu-both-${dtype === "float64" ? "f64" : "f32"}-${N}`,
    about: `NNGP and NTK of a ReLU network with ${HIDDEN} hidden layers, ${N} inputs of ${FEATURES} numbers, ${dtype}`,
    engine({ array, stax }) {
      const hidden = () => [stax.dense(1, { wStd: Math.SQRT2 }), stax.relu()];
      const { kernel } = stax.serial(...hidden(), ...hidden(), ...hidden(), stax.dense(1));
      const x = array(data, { shape: [N, FEATURES] });
      return () => kernel(x, null, ["nngp", "ntk"]);
    },
    async peers({ jax }) {
      return jax
        ? {
            "jax-js float32": await jax.reluKernels(
              numbers(N * FEATURES, "float32"),
              N,
              FEATURES,
              HIDDEN,
            ),
          }
        : {};
    },
  };
}

export const reluBothRows = [row("float64"), row("float32")];
