export { allclose, type AllcloseOptions } from "./allclose.js";
export { bincount } from "./bincount.js";
export { histogram, type Histogram, type HistogramOptions } from "./histogram.js";
export { interp } from "./interp.js";
export { nonzero } from "./nonzero.js";
export { searchSorted } from "./search-sorted.js";
export { sort, topK, type TopK } from "./sort.js";
export { takeAlong } from "./take-along.js";
export { unique, type UniqueResult } from "./unique.js";
