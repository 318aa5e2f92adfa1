export { elu, hardSwish, hardTanh, leakyRelu, relu, relu6, selu } from "./rectifiers.js";
export { gelu, logSigmoid, mish, sigmoid, silu, softplus, softsign, tanh } from "./smooth.js";
export { logSoftmax, oneHot, softmax } from "./softmax.js";
