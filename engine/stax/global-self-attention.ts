import { add, maximum, mul } from "../array/arithmetic.js";
import { asArray } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { concat } from "../array/join.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype, reshape, transpose } from "../array/rearrange.js";
import { slice } from "../array/slicing.js";
import { sqrt } from "../array/transcendental.js";
import { ShapeError } from "../errors.js";
import { formatShape } from "../array/shape.js";
import { attentionMap, embeddingCovariance } from "../kernel/attention-map.js";
import { attentionArrays } from "../kernel/attention-weights.js";
import { over, type Scale } from "../kernel/scale.js";
import { eigh, matmul } from "../linalg/index.js";
import { split } from "../random/key.js";
import { normal } from "../random/normal.js";
import {
  attentionKernel,
  attentionSettings,
  type AttentionOptions,
  type AttentionSettings,
} from "./attention-options.js";
import { makeLayer, type Layer } from "./layer.js";
import { scaled } from "./parameterization.js";
import { checkWhole } from "../options.js";

type Floats = NDArray<FloatDtype>;

/**
 * Weights of queries (heads × channels × keys; absent where tied to the keys'), keys, values, outputs
 * (heads·values × outputs), biases, and positional embeddings (pixels × channels) before their covariance.
 */
export interface AttentionParams {
  readonly query?: Floats;
  readonly key: Floats;
  readonly value: Floats;
  readonly out: Floats;
  readonly b?: Floats;
  readonly embedding?: Floats;
}

/** Channels of outputs, keys and values, and heads. */
interface Sizes {
  readonly outputs: number;
  readonly keys: number;
  readonly values: number;
  readonly heads: number;
}

/**
 * Self-attention over all pixels with `nHeads` heads (Hron et al. 2020, infinite attention): for each
 * head y = ζ(Q Kᵀ/n) V, their outputs side by side times W_out.
 *
 * - `linearScaling`: scores divided by nChanKey, queries σ_q/σ_k times the keys; with
 *   G = ζ(σ_q σ_k K_xx), K′ = σ_o² σ_v² G K G′ᵀ + σ_b², Θ′ = σ_o² σ_v² G Θ G′ᵀ + σ_b² + 2 (K′ − σ_b²)
 * - otherwise: scores divided by √nChanKey, independent queries; with the mechanism `IDENTITY`
 *   K′ = (σ_q σ_k σ_v σ_o)² K ⟨K, K⟩ + σ_b²
 *
 * NTK parametrisation throughout: weights are standard normal numbers.
 *
 * @throws {@link DomainError} for options that are not possible.
 * @example
 * ```ts
 * stax.globalSelfAttention(64, 32, 32, 4, { posEmbType: "SUM", posEmbDecay: (d) => Math.exp(-d) });
 * ```
 */
export function globalSelfAttention(
  nChanOut: number,
  nChanKey: number,
  nChanVal: number,
  nHeads: number,
  options: AttentionOptions = {},
): Layer<AttentionParams> {
  const caller = "stax.globalSelfAttention";
  const settings = attentionSettings(options);
  const sizes = { outputs: nChanOut, keys: nChanKey, values: nChanVal, heads: nHeads };
  for (const [name, value] of Object.entries({ nChanOut, nChanKey, nChanVal, nHeads })) {
    checkWhole(caller, name, value, 1);
  }
  return makeLayer<AttentionParams>(
    {
      init: (key, inputShape) => {
        checkPixels(caller, inputShape);
        const embedded = embeddingChannels(inputShape, settings);
        const channels = inputShape.at(-1) as number;
        const concatenated = settings.posEmbType === "CONCAT" ? embedded : 0;
        const [q, k, v, o, b, e] = split(key, 6);
        const heads = (own: typeof q, width: number, inputs: number) =>
          normal(own ?? key, [nHeads, inputs, width]);
        const { valPosEmb, linearScaling, bStd, posEmbType } = settings;
        return {
          outputShape: [...inputShape.slice(0, -1), nChanOut],
          params: {
            ...(linearScaling ? {} : { query: heads(q, nChanKey, channels + concatenated) }),
            key: heads(k, nChanKey, channels + concatenated),
            value: heads(v, nChanVal, channels + (valPosEmb ? concatenated : 0)),
            out: normal(o ?? key, [nHeads * nChanVal, nChanOut]),
            ...(bStd === null ? {} : { b: normal(b ?? key, [nChanOut]) }),
            ...(posEmbType === "NONE"
              ? {}
              : { embedding: normal(e ?? key, [pixelsOf(inputShape), embedded]) }),
          },
        };
      },
      apply: (params, input, { pixels } = {}) => {
        const array = asArray(input);
        const x = astype(array, realDtype(array.dtype));
        checkPixels(caller, x.shape);
        return attention(x, params, settings, { ...sizes, mask: pixels?.[0]?.mask?.[0] ?? null });
      },
    },
    [attentionMap(attentionKernel(nChanOut, settings))],
  );
}

function attention(
  x: Floats,
  params: AttentionParams,
  settings: AttentionSettings,
  { keys, values, heads, outputs, mask }: Sizes & { readonly mask: Float64Array | null },
): Floats {
  const examples = x.shape[0] as number;
  const channels = x.shape.at(-1) as number;
  const pixels = reshape(x, [examples, pixelsOf(x.shape), channels]);
  const { wOutStd, bStd } = settings;
  const attended = Array.from({ length: examples }, (_, n) => {
    const own = slice(pixels, n);
    const counts = mask && rowOf(mask, n, own.shape[0] as number);
    const embedded = withEmbedding(own, x.shape, params, settings);
    const seen =
      counts === null ? embedded : mul(embedded, astype(counts.reshape([-1, 1]), x.dtype));
    const valued = settings.valPosEmb ? seen : own;
    const parts = Array.from({ length: heads }, (_unused, head) =>
      oneHead({ seen, valued, head, keys, counts }, params, settings),
    );
    return concat(parts, 1) as Floats;
  });
  if (examples === 0) return reshape(x, [...x.shape.slice(0, -1), outputs]);
  const joined = concat(attended, 0) as Floats;
  const mixed = scaled(matmul(joined, params.out), over(wOutStd, Math.sqrt(values * heads)));
  const { b } = params;
  const out = b === undefined ? mixed : add(mixed, scaled(b, bStd ?? 0));
  return reshape(out, [...x.shape.slice(0, -1), outputs]);
}

/** Which of an example's pixels count: [1, pixels]. */
function rowOf(mask: Float64Array, example: number, pixels: number): NDArray<"float64"> {
  const own = mask.slice(example * pixels, (example + 1) * pixels);
  return new NDArray(own, [1, pixels], "float64");
}

interface Head {
  readonly seen: Floats;
  readonly valued: Floats;
  readonly head: number;
  readonly keys: number;
  readonly counts: NDArray | null;
}

/** ζ(Q Kᵀ/n) V of one head: pixels × values. */
function oneHead(
  { seen, valued, head, keys, counts }: Head,
  params: AttentionParams,
  settings: AttentionSettings,
): Floats {
  const { wKeyStd, wQueryStd, wValueStd, linearScaling, attentionMechanism } = settings;
  const project = (x: Floats, weights: Floats, std: Scale) =>
    scaled(matmul(x, slice(weights, head)), over(std, Math.sqrt(x.shape[1] as number)));
  const key = project(seen, params.key, wKeyStd);
  const query =
    params.query === undefined
      ? project(seen, params.key, wQueryStd)
      : project(seen, params.query, wQueryStd);
  const scores = scaled(
    matmul(query, key, { transposeB: true }),
    1 / (linearScaling ? keys : Math.sqrt(keys)),
  );
  const stacked = scores.reshape([1, ...scores.shape]);
  const weighing = { mechanism: attentionMechanism, scoreScale: 1 };
  const weights = attentionArrays(stacked, counts, weighing).reshape(scores.shape) as Floats;
  return matmul(weights, project(valued, params.value, wValueStd));
}

/** An example's pixels with their positions' embeddings added or beside them. */
function withEmbedding(
  x: Floats,
  shape: Shape,
  { embedding }: AttentionParams,
  settings: AttentionSettings,
): Floats {
  if (embedding === undefined) return x;
  const { posEmbType, wPosEmbStd } = settings;
  const positions = scaled(matmul(embeddingRoot(shape, settings), embedding), wPosEmbStd);
  return posEmbType === "SUM" ? add(x, positions) : (concat([x, positions], 1) as Floats);
}

/** R^½: embeddings get the covariance R. */
function embeddingRoot(shape: Shape, { decay, posEmbPNorm }: AttentionSettings): Floats {
  const covariance = embeddingCovariance(shape.slice(1, -1), { decay, pNorm: posEmbPNorm });
  const pixels = pixelsOf(shape);
  const { eigenvalues, eigenvectors } = eigh(
    astype(reshape(asArray(covariance), [pixels, pixels]), "float64"),
  );
  const roots = sqrt(maximum(eigenvalues, 0));
  return matmul(mul(eigenvectors, roots), transpose(eigenvectors));
}

function embeddingChannels(inputShape: Shape, settings: AttentionSettings): number {
  const channels = inputShape.at(-1) as number;
  return settings.posEmbType === "CONCAT" ? (settings.nChanPosEmb ?? channels) : channels;
}

function pixelsOf(shape: Shape): number {
  return shape.slice(1, -1).reduce((product, length) => product * length, 1);
}

function checkPixels(caller: string, shape: Shape): void {
  if (shape.length > 2) return;
  throw new ShapeError(
    `${caller}: inputs of shape ${formatShape(shape)} have no pixels; give [examples, …pixels, channels]`,
  );
}
