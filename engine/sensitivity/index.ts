/** What a function's outputs depend on. */
export { integratedGradients, saliency, type IntegratedGradientsOptions } from "./attribution.js";
export { inputJacobians, jacobianSpectra } from "./input-jacobian.js";
