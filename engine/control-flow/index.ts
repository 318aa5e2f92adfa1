export { cond } from "./cond.js";
export { scan, type ScanOptions } from "./scan.js";
export { whileLoop } from "./while-loop.js";
