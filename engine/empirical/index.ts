/** Kernels and Jacobians of finite networks. */
export { jacobianOf, type JacobianBlock, type ParameterJacobian } from "./jacobian-of.js";
export { kernel, type EmpiricalGet, type EmpiricalKernels } from "./kernel.js";
export { evolution, type EvolutionOptions, type KernelState } from "./evolution.js";
export { eigenvectorChange, kernelDistance } from "./kernel-distance.js";
export type { Estimate } from "./choice.js";
export type { KernelExplanation, ParameterExplanation } from "./explanation.js";
export { nngp } from "./nngp.js";
export { ntk, type EmpiricalKernel, type ExplainedKernel } from "./ntk.js";
export { ntkSpectrum, ntkVectorProduct, type NtkSpectrumOptions } from "./ntk-vector-product.js";
export type { ExampleAxes, Implementation, NngpOptions, NtkOptions } from "./options.js";
export { linearized, taylorExpand, type Expanded } from "./taylor-expand.js";
