export { cumprod, cumsum, prod } from "./cumulative.js";
