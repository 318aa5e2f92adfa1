import { mul } from "../array/arithmetic.js";
import { asArray } from "../array/create.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import { identityMap } from "../kernel/branches.js";
import type { Scale } from "../kernel/scale.js";
import { dropoutMap } from "../kernel/dropout-map.js";
import { checkOptions } from "../options.js";
import { bernoulli } from "../random/bernoulli.js";
import type { NoParams } from "./activation.js";
import { makeLayer, type Layer } from "./layer.js";
import { named, readParameters } from "./parameters.js";

export interface DropoutOptions {
  /** `"test"` hands its input on. Default `"train"`. */
  readonly mode?: "train" | "test";
}

/**
 * Keeps each entry with probability `rate` and divides it by that: `rate` is what is KEPT, as in
 * neural-tangents, where PyTorch's is what is dropped. An example's own variance grows by 1/rate;
 * covariances of different examples stay (Schoenholz et al. 2017, section 4). `apply` draws from the
 * key in its options.
 *
 * @param rate - A number, or an array of one by which the kernel is to be differentiated.
 * @throws {@link DomainError} unless 0 < rate ≤ 1; by `apply` without a key.
 * @example
 * ```ts
 * const layer = stax.dropout(0.9);
 * layer.apply([], [[1, 2]], { rng: random.key(0) });
 * ```
 */
export function dropout(rate: Scale, options: DropoutOptions = {}): Layer<NoParams> {
  checkOptions("stax.dropout", options, ["mode"]);
  const { numbers, scales, traced } = readParameters("stax.dropout", { rate });
  if (numbers.rate <= 0 || numbers.rate > 1) {
    throw new DomainError(
      `stax.dropout: rate = ${numbers.rate}; use the probability to keep an entry, above 0 and up to 1`,
    );
  }
  const { mode = "train" } = options;
  const whole = mode === "test" || (numbers.rate === 1 && !traced);
  if (!["train", "test"].includes(mode)) {
    throw new DomainError(`stax.dropout: mode = "${mode}"; use "train" or "test"`);
  }
  return makeLayer<NoParams>(
    {
      init: (_key, outputShape) => ({ outputShape, params: [] }),
      apply: (_params, input, { rng } = {}) => {
        const x = asArray(input);
        const floats = astype(x, realDtype(x.dtype));
        if (whole) return floats;
        if (traced) {
          throw new DomainError(
            "stax.dropout: apply: which entries are kept has no derivative by rate; give a number, or differentiate the kernel",
          );
        }
        if (rng === undefined) {
          throw new DomainError(
            "stax.dropout: apply has no randomness; give a key: net.apply(params, x, { rng: random.key(0) })",
          );
        }
        const kept = astype(bernoulli(rng, numbers.rate, floats.shape), floats.dtype);
        return mul(floats, mul(kept, 1 / numbers.rate));
      },
    },
    [
      whole
        ? identityMap()
        : dropoutMap(`dropout(${named(numbers.rate)})`, numbers.rate, scales.rate),
    ],
  );
}
