/** Kernels of finite networks. */
export { nngp } from "./nngp.js";
export { ntk, type EmpiricalKernel } from "./ntk.js";
export type { ExampleAxes, Implementation, NngpOptions, NtkOptions } from "./options.js";
export { linearized, taylorExpand, type Expanded } from "./taylor-expand.js";
