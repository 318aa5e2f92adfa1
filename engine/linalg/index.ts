export { cholesky } from "./cholesky.js";
export { choleskySolve } from "./choleskySolve.js";
export { gram, type GramOptions } from "./gram.js";
export { matmul, type MatmulOptions } from "./matmul.js";
export { triangularSolve, type TriangularSolveOptions } from "./triangularSolve.js";
