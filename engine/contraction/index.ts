export { dot, inner, vdot } from "./dot.js";
export { einsum } from "./einsum.js";
export { tensordot, type ContractedAxes } from "./tensordot.js";
