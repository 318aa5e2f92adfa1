import type { Scale } from "./scale.js";
import { addNode } from "./graph.js";
import type { LayerMap } from "./map.js";
import { single } from "./signal.js";

/** What an affine layer does to kernels, in numbers or in arrays. */
interface Affine<S> {
  /** σ_w². */
  readonly weightVariance: S;
  /** σ_b². */
  readonly biasVariance: S;
  /** γ and δ of Θ′ = γ K + σ_w² Θ + δ. */
  readonly tangent: { readonly ofCovariance: S; readonly ofBias: S };
}

/** What an affine layer of a given fan-in does to kernels. */
export interface AffineKernel extends Affine<number> {
  /** The same where a transform follows σ_w or σ_b; the numbers are NaN where they are not known. */
  readonly traced?: AffineScales;
}

export type AffineScales = Affine<Scale>;

export interface AffineLayer {
  readonly name: string;
  readonly width: number;
  readonly kernel: (fanIn: number) => AffineKernel;
}

/**
 * K′ = σ_w² K + σ_b² and Θ′ = γ K + σ_w² Θ + δ (Neal 1996; Jacot et al. 2018), pixel by pixel. Fresh
 * weights make the outputs Gaussian and independent of everything else.
 */
export function affineMap({ name, width, kernel }: AffineLayer): LayerMap {
  return {
    name,
    build(graph, signals, place) {
      const signal = single(signals, name, place);
      const node = addNode(graph, {
        name,
        width,
        pixels: signal.node.pixels,
        operation: {
          kind: "sum",
          terms: [{ of: signal.node, weight: 1, sources: null }],
          affine: kernel(signal.width),
        },
      });
      const sources = new Set([node]);
      return [{ ...signal, node, width, gaussian: true, sources, label: `${name}'s output` }];
    },
  };
}

/** A sum as it is, without weights and biases. */
export const PLAIN: AffineKernel = {
  weightVariance: 1,
  biasVariance: 0,
  tangent: { ofCovariance: 0, ofBias: 0 },
};
