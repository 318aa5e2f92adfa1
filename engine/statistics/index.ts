export { logsumexp } from "./logsumexp.js";
export { median, quantile } from "./quantile.js";
export { std, variance, type VarianceOptions } from "./variance.js";
