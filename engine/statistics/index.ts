export { average, type AverageOptions } from "./average.js";
export { corrcoef, cov, type CorrelationOptions, type CovarianceOptions } from "./covariance.js";
export { logsumexp } from "./logsumexp.js";
export { median, percentile, quantile } from "./quantile.js";
export { ptp } from "./range.js";
export { std, variance, type VarianceOptions } from "./variance.js";
export { nanmax, nanmean, nanmin, nanstd, nansum, nanvariance } from "./without-nan.js";
