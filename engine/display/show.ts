/** Showing values in the notebook. */
export { band } from "./band.js";
export type { BandOptions } from "./band.js";
export { bars } from "./bars.js";
export { chart } from "./draw-chart.js";
export { ShownChart } from "./shown-chart.js";
export type { AxesOptions, ChartInput } from "./chart.js";
export { density } from "./density.js";
export type { DensityOptions } from "./density.js";
export { graph } from "./graph.js";
export type { GraphDisplayOptions } from "./graph.js";
export { histogram } from "./histogram.js";
export type { HistogramOptions } from "./histogram.js";
export { jacobian } from "./jacobian.js";
export type { JacobianOptions } from "./jacobian.js";
export { kernel } from "./kernel.js";
export type { KernelOptions } from "./kernel.js";
export { matrix } from "./matrix.js";
export type { MatrixOptions } from "./matrix/bundle.js";
export type { NamedMatrices, StackOptions } from "./matrix/stack.js";
export type { Blocks, Labels, Surroundings } from "./matrix/surroundings.js";
export { progress, ShownProgress } from "./progress.js";
export type { ProgressOptions } from "./progress.js";
export { scatter } from "./scatter.js";
export type {
  BandInput,
  BarsInput,
  DensityInput,
  HistogramInput,
  PointsInput,
  SeriesInput,
} from "./series/input.js";
export type { Named } from "./series/named.js";
export { network } from "./network.js";
export type { NetworkDisplayOptions } from "./network.js";
export { spectrum } from "./spectrum.js";
export type { SpectrumDisplayOptions } from "./spectrum.js";
export { table } from "./table.js";
export type { TableOptions, TableRecord } from "./table.js";
export type { Values, Words } from "./values.js";
