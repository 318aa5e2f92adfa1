export { gpInference } from "./gp-inference.js";
export { gpPosterior } from "./gp-posterior.js";
export type { GpInferenceOptions, GpPosterior, PosteriorName } from "./options.js";
export type { KernelBlocks, KernelFunction, KernelMatrices, KernelName } from "./blocks.js";
