import * as nt from "../../../../engine/index.js";
import type { NDArray } from "../../../../engine/index.js";
import { vector, positive, one, two, type Samples } from "./sample.js";

export const special: Samples = {
  relu: [one(nt.nn.relu)],
  erf: [one(nt.special.erf)],
  erfc: [one(nt.special.erfc)],
  erfinv: [one(nt.special.erfinv, nt.array([-0.7, 0.2, 0.8]))],
  normalCdf: [one(nt.special.normalCdf)],
  normalQuantile: [one(nt.special.normalQuantile, nt.array([0.3, 0.45, 0.7]))],
  gamma: [one(nt.special.gamma, positive)],
  lgamma: [one(nt.special.lgamma, positive)],
  digamma: [one(nt.special.digamma, positive)],
  polygamma: [one((x) => nt.special.polygamma(1, x), positive)],
  betaln: [two(nt.special.betaln, positive, positive.mul(2))],
  gammainc: [one((x) => nt.special.gammainc(2.5, x), positive)],
  gammaincc: [one((x) => nt.special.gammaincc(2.5, x), positive)],
  gammaDensity: [one(nt.vmap(nt.grad((x: NDArray) => nt.special.gammainc(2.5, x))), positive)],
  gammaincSlope: [
    one(
      nt.vmap((x: NDArray) => nt.grad((a: NDArray) => nt.special.gammainc(a, x))(nt.array(2.5))),
      positive,
    ),
  ],
  i0e: [one(nt.special.i0e), one(nt.special.i0)],
  i1e: [one(nt.special.i1e), one(nt.special.i1)],
  log1p: [one(nt.special.log1p, positive)],
  expm1: [one(nt.special.expm1)],
  sigmoid: [one(nt.nn.sigmoid), one(nt.nn.silu)],
  logit: [one(nt.special.logit, nt.array([0.4, 0.6, 0.5]))],
  xlogy: [two(nt.special.xlogy, vector, positive)],
  xlog1py: [two(nt.special.xlog1py, vector, positive)],
  tanh: [one(nt.nn.tanh), one((x) => nt.nn.gelu(x, { approximate: "tanh" }))],
  softplus: [one(nt.nn.softplus), one(nt.nn.mish)],
};
