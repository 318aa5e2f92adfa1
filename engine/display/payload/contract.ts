/**
 * What all payloads have in common: their MIME types and the versions of their kinds. Every payload carries
 * `version`; a renderer that meets a newer one shows the output's text.
 */

export const MIME = {
  matrix: "application/vnd.ntkbook.matrix+json",
  kernel: "application/vnd.ntkbook.kernel+json",
  jacobian: "application/vnd.ntkbook.jacobian+json",
  spectrum: "application/vnd.ntkbook.spectrum+json",
  chart: "application/vnd.ntkbook.chart+json",
  graph: "application/vnd.ntkbook.graph+json",
  network: "application/vnd.ntkbook.network+json",
  progress: "application/vnd.ntkbook.progress+json",
  table: "application/vnd.ntkbook.table+json",
} as const;

/** Of every kind that has not changed since. */
export const PAYLOAD_VERSION = 1;

/** Version 1 showed one kernel matrix: its `preview`, `statistics` and `labels` stood in the payload itself. */
export const MATRIX_VERSION = 2;

/** Version 1 had lines, bands and scatter on linear axes: a payload of those alone still says 1. */
export const CHART_VERSION = 2;

/** Version 1 had places in the payload, and no groups. */
export const GRAPH_VERSION = 2;
