export { Key, foldIn, key, split } from "./key.js";
export { bits } from "./bits.js";
export { uniform, type UniformOptions } from "./uniform.js";
export { normal } from "./normal.js";
export { randint } from "./integers.js";
export { bernoulli, rademacher } from "./bernoulli.js";
export { exponential, gumbel } from "./exponential.js";
export { categorical } from "./categorical.js";
export { permutation } from "./permutation.js";
