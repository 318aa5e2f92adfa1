// Self-attention over all pixels (Hron et al. 2020).
import { mul } from "../array/arithmetic.js";
import { NDArray } from "../array/ndarray.js";
import type { AffineScales } from "./affine.js";
import { attentionArrays, attentionWeights, type Mechanism } from "./attention-weights.js";
import { addNode, type Graph, type Node } from "./graph.js";
import type { LayerMap } from "./map.js";
import { masked } from "./mask.js";
import { withPixels } from "./pixel-maps.js";
import { squared, times, type Scale } from "./scale.js";
import type { Signal } from "./signal.js";
import { unravel } from "./window.js";

/** What deviations make of kernels, in numbers or in arrays. */
export interface AttentionScales<S> {
  /** σ_q σ_k. */
  readonly scoreScale: S;
  /** (σ_v σ_o)², σ_b². */
  readonly valueVariance: S;
  readonly biasVariance: S;
  /** Of positional embeddings, where there are some. */
  readonly embeddingVariance: S;
}

export interface AttentionKernel extends AttentionScales<number> {
  readonly width: number;
  readonly linearScaling: boolean;
  readonly mechanism: Mechanism;
  /** The scales where a transform follows one of them; the numbers are NaN where they are not known. */
  readonly traced?: AttentionScales<Scale>;
  readonly embedding: EmbeddingKernel | null;
}

export interface EmbeddingKernel {
  readonly kind: "SUM" | "CONCAT";
  /** Channels of embeddings beside those of the input. */
  readonly channels: number | null;
  /** The embeddings' covariance by the distance Σ |Δ|^p. */
  readonly decay: (distance: number) => number;
  readonly pNorm: number;
  readonly inValues: boolean;
}

/**
 * - linear scaling, keys and queries tied: with G = ζ(σ_q σ_k K̃_xx), K′ = σ_o² σ_v² G K G′ᵀ + σ_b² and
 *   Θ′ = σ_o² σ_v² G Θ G′ᵀ + σ_b² + 2 (K′ − σ_b²)
 * - square-root scaling, identity mechanism: see `attend` in tile-pixels.ts
 */
export function attentionMap(layer: AttentionKernel): LayerMap {
  const name = "globalSelfAttention";
  return {
    name,
    build(graph, signals, place) {
      const signal = withPixels(signals, { name, axes: null }, place);
      const keys =
        layer.embedding === null ? signal : embedded(graph, signal, layer, layer.embedding);
      const values = layer.embedding?.inValues === true ? keys : signal;
      const mixed = layer.linearScaling
        ? attended(graph, { keys, values }, layer)
        : independent(graph, { keys, values }, layer);
      const node = withBias(graph, mixed, layer);
      const { width } = layer;
      const sources = new Set([node]);
      return [{ ...signal, node, width, gaussian: true, sources, label: `${name}'s output` }];
    },
  };
}

interface KeysAndValues {
  readonly keys: Signal;
  readonly values: Signal;
}

function attended(graph: Graph, { keys, values }: KeysAndValues, layer: AttentionKernel): Node {
  const { pixels, width } = values.node;
  const all = Int32Array.from({ length: pixels }, (_, pixel) => pixel);
  const matrix = {
    support: new Array<Int32Array>(pixels).fill(all),
    weights: {
      kind: "attention",
      scores: keys.node,
      masks: keys.mask,
      weigh: (covariances: Float64Array, mask: Float64Array | null) =>
        attentionWeights(covariances, mask, { ...layer, pixels }),
      weighArrays: (covariances: NDArray, mask: NDArray | null) =>
        attentionArrays(covariances, mask, {
          mechanism: layer.mechanism,
          scoreScale: (layer.traced ?? layer).scoreScale,
        }),
      traced: layer.traced !== undefined,
    },
  } as const;
  const operation = { kind: "matrix", of: values.node, matrix } as const;
  return addNode(graph, { name: "globalSelfAttention", pixels, width, operation });
}

function independent(
  graph: Graph,
  { keys, values }: KeysAndValues,
  { scoreScale, valueVariance, traced }: AttentionKernel,
): Node {
  const { pixels, width } = values.node;
  const of = [keys.node, values.node] as const;
  const operation = {
    kind: "attend",
    of,
    scale: scoreScale ** 2 * valueVariance,
    ...(traced && { traced: times(squared(traced.scoreScale), traced.valueVariance) }),
  } as const;
  return addNode(graph, { name: "globalSelfAttention", pixels, width, operation });
}

function withBias(graph: Graph, of: Node, layer: AttentionKernel): Node {
  const { linearScaling, biasVariance, valueVariance, width, traced } = layer;
  const weightVariance = linearScaling ? valueVariance : 1;
  const ofCovariance = linearScaling ? 2 * valueVariance : 0;
  const affine = {
    ...{ weightVariance, biasVariance, tangent: { ofCovariance, ofBias: biasVariance } },
    ...(traced && { traced: tracedBias(linearScaling, traced) }),
  };
  const terms = [{ of, weight: 1, sources: null }];
  const operation = { kind: "sum", terms, affine } as const;
  return addNode(graph, { name: of.name, pixels: of.pixels, width, operation });
}

function tracedBias(
  linearScaling: boolean,
  { valueVariance, biasVariance }: AttentionScales<Scale>,
): AffineScales {
  return {
    weightVariance: linearScaling ? valueVariance : 1,
    biasVariance,
    tangent: { ofCovariance: linearScaling ? times(valueVariance, 2) : 0, ofBias: biasVariance },
  };
}

/** Positional embeddings of covariance R: K̃ = K + σ² R, or (n K + q σ² R)/(n + q). */
function embedded(
  graph: Graph,
  signal: Signal,
  { embeddingVariance, traced }: AttentionKernel,
  embedding: EmbeddingKernel,
): Signal {
  const { node: of, shape } = signal;
  const { pixels, width } = of;
  const q = embedding.channels ?? width;
  const concat = embedding.kind === "CONCAT";
  const factor = concat ? width / (width + q) : 1;
  const part = concat ? q / (width + q) : 1;
  const share = embeddingVariance * part;
  const covariances = embeddingCovariance(shape, embedding);
  const offsets = covariances.map((covariance) => share * covariance);
  const scaled = traced && {
    traced: mul(
      new NDArray(covariances, [pixels, pixels], "float64"),
      times(traced.embeddingVariance, part),
    ),
  };
  const operation = { kind: "shift", of, factor, offsets, ...scaled } as const;
  const node = addNode(graph, { name: "positional embeddings", pixels, width, operation });
  return masked(graph, { ...signal, node });
}

/** R[i, j] = decay(Σ |i − j|^p) over the axes, pixels × pixels. */
export function embeddingCovariance(
  shape: readonly number[],
  { decay, pNorm }: Pick<EmbeddingKernel, "decay" | "pNorm">,
): Float64Array {
  const pixels = shape.reduce((product, length) => product * length, 1);
  return Float64Array.from({ length: pixels * pixels }, (_, pair) => {
    const [i, j] = [Math.floor(pair / pixels), pair % pixels].map((pixel) => unravel(pixel, shape));
    const distance = shape.reduce(
      (sum, _length, axis) => sum + Math.abs((i?.[axis] ?? 0) - (j?.[axis] ?? 0)) ** pNorm,
      0,
    );
    return decay(distance);
  });
}
