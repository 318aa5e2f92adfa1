/** Showing values in the notebook. */
export { band } from "./band.js";
export type { BandOptions } from "./band.js";
export { chart } from "./chart.js";
export type { AxesOptions, BandInput, ChartInput, PointsInput, SeriesInput } from "./chart.js";
export { graph } from "./graph.js";
export type { GraphDisplayOptions } from "./graph.js";
export { jacobian } from "./jacobian.js";
export type { JacobianOptions } from "./jacobian.js";
export { kernel } from "./kernel.js";
export type { KernelOptions } from "./kernel.js";
export { matrix } from "./matrix.js";
export type { MatrixOptions } from "./matrix/bundle.js";
export type { NamedMatrices, StackOptions } from "./matrix/stack.js";
export type { Blocks, Labels, Surroundings } from "./matrix/surroundings.js";
export type { Values, Words } from "./values.js";
