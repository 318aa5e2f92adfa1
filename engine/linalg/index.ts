export { cholesky } from "./cholesky.js";
export { choleskySolve } from "./cholesky-solve.js";
export { gram, type GramOptions } from "./gram.js";
export { matmul, type MatmulOptions } from "./matmul.js";
export { triangularSolve, type TriangularSolveOptions } from "./triangular-solve.js";
export { eigh, eigvalsh, type EighResult } from "./eigh.js";
