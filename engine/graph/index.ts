export type { GraphGroup } from "./groups.js";
export { graphOf, type Graph, type GraphNode, type GraphOptions } from "./graph-of.js";
