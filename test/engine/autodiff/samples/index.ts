// For every primitive, calls to try its rules on: functions of float arrays that use it, and points where
// it is smooth. A primitive without an entry fails the table's test.
import { arrays } from "./arrays.js";
import { elementwise } from "./elementwise.js";
import { images } from "./images.js";
import { linearAlgebra } from "./linear-algebra.js";
import { programs } from "./programs.js";
import type { Samples } from "./sample.js";
import { special } from "./special.js";

export { compositions } from "./compositions.js";
export type { Sample } from "./sample.js";

export const samples: Samples = {
  ...elementwise,
  ...arrays,
  ...special,
  ...linearAlgebra,
  ...images,
  ...programs,
};
