export { isFinite, isNaN } from "./finiteness.js";
export { arccosh, arcsinh, arctanh, cosh, sinh } from "./hyperbolic.js";
export { logicalAnd, logicalNot, logicalOr, logicalXor } from "./logic.js";
export { cbrt, exp2, log10, log2, reciprocal, rsqrt, square } from "./powers.js";
export { ceil, floor, round, trunc } from "./rounding.js";
export { arccos, arcsin, arctan, arctan2, tan } from "./trigonometric.js";
export { tanh } from "../activations/smooth.js";
export { expm1, log1p } from "../special/logarithms.js";
