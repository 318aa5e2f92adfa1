export { einsum } from "./einsum.js";
export { tensordot, type ContractedAxes } from "./tensordot.js";
