/**
 * The payload contract between the kernel and the renderers: MIME types and the JSON behind them.
 * Plain types and constants, no code; with `drawing/`, all of the engine that a renderer may import.
 */
export * from "./payload/contract.js";
export * from "./payload/matrix.js";
export * from "./payload/chart.js";
export * from "./payload/progress.js";
export * from "./payload/table.js";
export * from "./payload/graph.js";
export * from "./payload/spectrum.js";
export * from "./payload/jacobian.js";
