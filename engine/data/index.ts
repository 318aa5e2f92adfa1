export { cifar10, cifar10Classes, type Cifar10Options, type LabelledImages } from "./cifar10.js";
export { digits, type Digits, type DigitsOptions } from "./digits.js";
export { accuracy, oneHot } from "./labels.js";
