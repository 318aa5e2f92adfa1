export { cholesky } from "./cholesky.js";
export { choleskySolve } from "./cholesky-solve.js";
export { gram, type GramOptions } from "./gram.js";
export { inv } from "./inv.js";
export { lu, type LuResult } from "./lu.js";
export { matmul, type MatmulOptions } from "./matmul.js";
export { qr, type QrOptions, type QrResult } from "./qr.js";
export { solve, type SolveOptions } from "./solve.js";
export { triangularSolve, type TriangularSolveOptions } from "./triangular-solve.js";
export { det, slogdet, type SlogdetResult } from "./det.js";
export { eigh, eigvalsh, type EighResult } from "./eigh.js";
export { singularValues, svd, type SvdOptions, type SvdResult } from "./svd.js";
export {
  conjugateGradients,
  type ConjugateGradientsOptions,
  type ConjugateGradientsResult,
} from "./conjugate-gradients.js";
export { lanczos, type LanczosResult } from "./lanczos.js";
export type { MatrixFunction } from "./matrix-function.js";
export { expm } from "./expm.js";
export { lstsq, type LstsqResult } from "./lstsq.js";
export { matrixPower } from "./matrix-power.js";
export { norm, type NormOptions, type NormOrder } from "./norm.js";
export { conditionNumber, matrixRank, type RankOptions } from "./numerical-rank.js";
export { pinv } from "./pinv.js";
export { polyfit, polyval, vander } from "./polynomials.js";
export { trace } from "./trace.js";
