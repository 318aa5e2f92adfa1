import { accumulation, conventions, derivatives, detached, highOrders } from "./autodiff.mjs";
import { activations } from "./activations.mjs";
import { digitsData, digitsRegression } from "./digits.mjs";
import { simulations, spectra } from "./eigenlearning.mjs";
import { ensemble } from "./ensemble.mjs";
import { finiteNetworks } from "./empirical.mjs";
import { continuousFlow, invertible, traceEstimates } from "./flows.mjs";
import { kernels } from "./kernels.mjs";
import { decompositions, linearAlgebra } from "./linear-algebra.mjs";
import { prediction } from "./prediction.mjs";
import { randomStreams } from "./random.mjs";
import { learningRateBound, lossFlow, mseFlow } from "./training.mjs";
import { specialFunctions } from "./special.mjs";

/**
 * Every kind of case that can be run. A case belongs to the first runner that recognises it.
 *
 * @type {readonly import("../check.mjs").Runner[]}
 */
export const runners = [
  kernels,
  activations,
  prediction,
  lossFlow,
  mseFlow,
  learningRateBound,
  ensemble,
  digitsData,
  digitsRegression,
  randomStreams,
  specialFunctions,
  derivatives,
  highOrders,
  detached,
  accumulation,
  conventions,
  linearAlgebra,
  decompositions,
  spectra,
  simulations,
  invertible,
  continuousFlow,
  traceEstimates,
  finiteNetworks,
];
