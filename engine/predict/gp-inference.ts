import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import { evaluateBlocks, type KernelFunction } from "./blocks.js";
import { gpPosterior } from "./gp-posterior.js";
import { checkOptions } from "../options.js";
import { checkInputs, checkKernel } from "./inputs.js";
import { checkRegularisation } from "./regularise.js";
import { neededKernels, OPTIONS, type GpInferenceOptions, type GpPosterior } from "./options.js";

/**
 * Predicts test outputs with the kernel of an infinitely wide network: the posterior of Gaussian
 * process regression, or the end of training.
 *
 * With K the NNGP and Θ the NTK kernel, d for train and t for test:
 *
 * - `nngp`: mean K_td K_λ⁻¹ y, covariance K_tt − K_td K_λ⁻¹ K_dt
 * - `ntkgp`: the same with Θ for K
 * - `ntk`: mean Θ_td Θ_λ⁻¹ y, covariance K_tt + B K_dd Bᵀ − B K_dt − K_td Bᵀ with B = Θ_td Θ_λ⁻¹
 *
 * K_λ = K_dd + λI with λ = diagReg · tr(K_dd)/n, or diagReg itself on the absolute scale.
 *
 * Sources: Rasmussen and Williams 2006, equations 2.25 and 2.26; Lee et al. 2019, Wide neural networks
 * of any depth evolve as linear models under gradient descent, equations 14 to 16. Conventions are
 * those of neural-tangents' `gp_inference`.
 *
 * @param kernel - A network's kernel function.
 * @param xTrain - Shape (train × …).
 * @param yTrain - Shape (train) or (train × outputs).
 * @param xTest - Shape (test × …).
 * @throws {@link ShapeError} when shapes do not fit; {@link DomainError} for NaN or infinities in an
 *   argument, for a kernel that is singular or indefinite without a sufficient `diagReg`, and for an
 *   option that does not exist.
 * @example
 * ```ts
 * const { kernel } = stax.serial(stax.dense(512), stax.relu(), stax.dense(1));
 * const { mean, covariance } = predict.gpInference(kernel, [[1, 0], [0, 1]], [1, -1], [[1, 1]], {
 *   get: "ntk",
 *   diagReg: 1e-4,
 *   computeCov: true,
 * });
 * ```
 */
export function gpInference<C extends boolean = false>(
  kernel: KernelFunction,
  xTrain: ArrayInput,
  yTrain: ArrayInput,
  xTest: ArrayInput,
  options: GpInferenceOptions<C>,
): GpPosterior<C> {
  checkOptions("predict.gpInference", options, OPTIONS);
  checkKernel("predict.gpInference", kernel);
  checkRegularisation(options);
  const inputs = {
    xTrain: namedArray("predict: xTrain", xTrain),
    yTrain: namedArray("predict: yTrain", yTrain),
    xTest: namedArray("predict: xTest", xTest),
  };
  checkInputs(inputs);
  const blocks = evaluateBlocks(kernel, inputs, {
    names: neededKernels(options),
    computeCov: options.computeCov === true,
  });
  return gpPosterior(blocks, inputs.yTrain, options);
}
