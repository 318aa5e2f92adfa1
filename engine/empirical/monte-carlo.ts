import { add, div, mul, sub } from "../array/arithmetic.js";
import { asArray, zerosLike, type ArrayInput } from "../array/create.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { asWritten } from "../array/shape.js";
import { sqrt } from "../array/transcendental.js";
import { DomainError } from "../errors.js";
import { checkChoice, checkOptions } from "../options.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import { foldIn, type Key } from "../random/key.js";
import { nngp } from "./nngp.js";
import { ntk } from "./ntk.js";

/** What of a network is sampled: `stax` networks have it. */
export interface Samplable {
  readonly init: (key: Key, shape: Shape) => { readonly params: unknown };
  readonly apply: (params: never, x: NDArray) => unknown;
}

/** Options of `monteCarlo.kernel`. */
export interface MonteCarloOptions {
  readonly get: "nngp" | "ntk";
  readonly key: Key;
  /** After how many networks in all an estimate is given: ascending, from 2. */
  readonly counts: readonly number[];
}

/** A kernel estimated from finite networks. */
export interface KernelEstimate {
  readonly count: number;
  /** The mean over networks. */
  readonly mean: NDArray;
  /** Of the mean, entry by entry: its estimated standard deviation. */
  readonly standardError: NDArray;
}

/**
 * Estimates the kernel of an infinitely wide network from finite ones: the mean of their empirical kernels
 * over independent draws of the parameters, with its standard error. The NNGP estimate is unbiased at any
 * width for one hidden layer; the NTK's bias falls as 1/width.
 *
 * @param network - `init` and `apply`, such as a `stax` network.
 * @param x1 - Inputs.
 * @param x2 - Others; null means x1.
 * @returns A generator of an estimate for each count, so that one may stop when the error is small.
 * @throws {@link DomainError} for counts that do not ascend from 2; {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const network = stax.serial(stax.dense(256), stax.relu(), stax.dense(1));
 * const options = { get: "nngp", key: random.key(0), counts: [10, 100] } as const;
 * for (const { count, standardError } of monteCarlo.kernel(network, [[1, 0], [0, 1]], null, options)) {
 *   console.log(count, standardError.max().item());
 * }
 * ```
 */
export function* kernel(
  network: Samplable,
  x1: ArrayInput,
  x2: ArrayInput | null,
  options: MonteCarloOptions,
): Generator<KernelEstimate> {
  const caller = "monteCarlo.kernel";
  checkOptions(caller, options, ["get", "key", "counts"]);
  const { get, key, counts } = options;
  checkChoice(caller, "get", get, ["nngp", "ntk"]);
  checkCounts(caller, counts);
  const inputs = asArray(x1);
  const others = x2 === null ? null : asArray(x2);
  const empirical = (get === "ntk" ? ntk : nngp)(network.apply);
  const last = counts.at(-1) ?? 0;
  let [mean, squares]: [NDArray | null, NDArray | null] = [null, null];
  for (let k = 0; k < last; k++) {
    checkInterrupt();
    reportProgress(k, last);
    const { params } = network.init(foldIn(key, k), inputs.shape);
    const sample = empirical(inputs, others, params as never) as NDArray;
    // Welford 1962: sums of squares would cancel.
    const before: NDArray = mean ?? zerosLike(sample);
    const step = sub(sample, before);
    mean = add(before, div(step, k + 1));
    squares = add(squares ?? zerosLike(sample), mul(step, sub(sample, mean)));
    if (!counts.includes(k + 1)) continue;
    const count = k + 1;
    yield { count, mean, standardError: sqrt(div(squares, count * (count - 1))) };
  }
}

function checkCounts(caller: string, counts: readonly number[]): void {
  const given: unknown = counts;
  if (!Array.isArray(given)) {
    throw new DomainError(
      `${caller}: counts = ${asWritten(counts)}; give a list, such as [10, 100]`,
    );
  }
  const wrong = counts.find((count, k) => {
    const before = counts[k - 1] ?? 1;
    return !Number.isInteger(count) || count <= before;
  });
  if (wrong === undefined && counts.length > 0) return;
  throw new DomainError(`${caller}: counts [${counts.join(", ")}] do not ascend from 2`);
}
