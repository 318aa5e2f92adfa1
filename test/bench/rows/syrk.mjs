import { numbers } from "./data.mjs";

const ROWS = 500;
const COLUMNS = 100_000;

/** @type {import("../measure.mjs").Row} */
export const syrkRow = {
  name: "syrk-500x100k",
  about: "X Xᵀ of a 500 × 100,000 matrix, float64; counted on one triangle",
  dtype: "float64",
  multiplyAdds: ((ROWS * (ROWS + 1)) / 2) * COLUMNS,
  engine({ array, gram }) {
    const x = array(numbers(ROWS * COLUMNS), { shape: [ROWS, COLUMNS] });
    return () => gram(x);
  },
};
