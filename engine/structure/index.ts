export { clip } from "./clip.js";
export { diff, trapezoid, type TrapezoidOptions } from "./differences.js";
export { flip } from "./flip.js";
export { meshgrid } from "./meshgrid.js";
export { pad, type PadMode, type PadOptions, type PadWidths } from "./pad.js";
export { kron, outer } from "./products.js";
export { repeat, tile } from "./repeat.js";
export { roll } from "./roll.js";
export { tril, triu } from "./triangles.js";
