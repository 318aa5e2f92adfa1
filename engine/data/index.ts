export { digits, type Digits, type DigitsOptions } from "./digits.js";
export { accuracy, oneHot } from "./labels.js";
