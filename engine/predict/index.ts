export { gpInference } from "./gpInference.js";
export { gpPosterior } from "./gpPosterior.js";
export type { GpInferenceOptions, GpPosterior, PosteriorName } from "./options.js";
export type { KernelBlocks, KernelFunction, KernelMatrices, KernelName } from "./blocks.js";
