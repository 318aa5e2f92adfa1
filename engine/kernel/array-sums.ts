// Sums over terms on arrays of kernels [n, n, pixels, pixels].
import { add, mul } from "../array/arithmetic.js";
import { eye } from "../array/sequences.js";
import type { AffineScales } from "./affine.js";
import { each, plus, type Moments, type MomentsOf } from "./moments.js";
import type { Operation } from "./graph.js";
import { spread } from "./spread.js";

type Sum = Extract<Operation, { kind: "sum" }>;

/** S = Σ ω K; K′ = σ² S + β, Θ′ = γ S + σ² Σ ω Θ + δ */
export function summed({ terms, affine, local }: Sum, pixels: number, of: MomentsOf): Moments {
  const parts = terms.map(({ of: node, weight, sources }) =>
    each(of(node), (k) => mul(spread(k, sources, node.pixels), weight)),
  );
  const nngp = parts.map((part) => part.nngp).reduce((a, b) => add(a, b));
  const ntk = parts.map((part) => part.ntk).reduce(plus);
  const after = affinely({ nngp, ntk }, affine.traced ?? affine);
  return local === true ? each(after, (k) => mul(k, eye(pixels).astype(k.dtype))) : after;
}

function affinely({ nngp, ntk }: Moments, affine: AffineScales): Moments {
  const { weightVariance, biasVariance, tangent } = affine;
  const carried = ntk && mul(ntk, weightVariance);
  const fresh = isPlainZero(tangent) ? null : add(mul(nngp, tangent.ofCovariance), tangent.ofBias);
  return { nngp: add(mul(nngp, weightVariance), biasVariance), ntk: plus(carried, fresh) };
}

function isPlainZero({ ofCovariance, ofBias }: AffineScales["tangent"]): boolean {
  return ofCovariance === 0 && ofBias === 0;
}
