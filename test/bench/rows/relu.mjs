import { reluNtk } from "../relu-baseline.mjs";
import { numbers } from "./data.mjs";

const N = 2000;
const FEATURES = 64;

/** @type {import("../measure.mjs").Row} */
export const reluRow = {
  name: "relu-ntk-2000",
  about: "NTK of a ReLU network with 3 hidden layers, 2000 inputs of 64 numbers, float64",
  engine({ array, stax }) {
    const hidden = () => [stax.dense(1, { wStd: Math.SQRT2 }), stax.relu()];
    const network = stax.serial(...hidden(), ...hidden(), ...hidden(), stax.dense(1));
    const x = array(numbers(N * FEATURES), { shape: [N, FEATURES] });
    return () => network.kernel(x, null, "ntk");
  },
  async peers() {
    const x = Float64Array.from(numbers(N * FEATURES));
    return { "plain JS": () => reluNtk(x, N, FEATURES, 3) };
  },
};
