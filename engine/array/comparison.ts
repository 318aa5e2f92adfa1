import type { Binary } from "./dtypeRule.js";
import { binary } from "./elementwise.js";

/** A comparison compares values, whatever their dtypes; with NaN only `notEqual` is true. */
const comparison = (name: string, holds: (x: number, y: number) => boolean): Binary<"comparison"> =>
  binary({ name, dtypes: "comparison", value: (x, y) => Number(holds(x, y)) });

/** x < y */
export const less = comparison("less", (x, y) => x < y);

/** x ≤ y */
export const lessEqual = comparison("lessEqual", (x, y) => x <= y);

/** x > y */
export const greater = comparison("greater", (x, y) => x > y);

/** x ≥ y */
export const greaterEqual = comparison("greaterEqual", (x, y) => x >= y);

/** x = y, element by element. */
export const equal = comparison("equal", (x, y) => x === y);

/** x ≠ y, element by element. */
export const notEqual = comparison("notEqual", (x, y) => x !== y);
