/** Showing values in the notebook. */
export { band } from "./band.js";
export type { BandOptions } from "./band.js";
export { chart } from "./chart.js";
export type { AxesOptions, BandInput, ChartInput, PointsInput, SeriesInput } from "./chart.js";
export { kernel } from "./kernel.js";
export type { KernelOptions } from "./kernel.js";
export type { Values, Words } from "./values.js";
