export { convolve, correlate, type ConvolveMode } from "./convolve.js";
export { conv } from "./conv.js";
export { convTranspose, type ConvTransposeOptions } from "./conv-transpose.js";
export { convInputGradient, convKernelGradient } from "./gradients.js";
export type { ConvOptions, PerAxis } from "./options.js";
export type { Padding } from "./padding.js";
export { avgPool, type AvgPoolOptions } from "./avg-pool.js";
export { maxPool } from "./max-pool.js";
export type { PoolOptions } from "./pool-geometry.js";
