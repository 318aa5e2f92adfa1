export { i0, i0e, i1, i1e } from "./bessel-functions.js";
export { erf, erfc, erfinv, normalCdf, normalQuantile } from "./error-functions.js";
export { betaln, digamma, gamma, lgamma, polygamma } from "./gamma-functions.js";
export { gammainc, gammaincc } from "./incomplete-gamma-functions.js";
export { expit, expm1, log1p, logit, xlog1py, xlogy } from "./logarithms.js";
