import { add, mul, neg, sub } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { concat } from "../array/join.js";
import { sum } from "../array/reductions.js";
import { slice } from "../array/slicing.js";
import { exp } from "../array/transcendental.js";
import { tanh } from "../activations/smooth.js";
import { asWritten } from "../array/shape.js";
import { DomainError } from "../errors.js";
import { checkOptions, checkWhole } from "../options.js";
import { split } from "../random/key.js";
import { makeFlow, type Flow } from "./flow.js";
import { initMlp, mlp, type MlpParams } from "./mlp.js";

/** Which coordinates change. */
export interface CouplingOptions {
  /** The first k coordinates are one part, the others the other; default half of them. */
  readonly split?: number;
  /** The part that changes; default `"second"`. */
  readonly changes?: "first" | "second";
  /** Width of the hidden layer; default 32. */
  readonly width?: number;
}

/** The network that shifts. */
export interface AdditiveParams {
  readonly shift: MlpParams;
}

/** The networks that scale and shift. */
export interface AffineCouplingParams extends AdditiveParams {
  readonly scale: MlpParams;
}

/**
 * b ↦ b + m(a), where a is the part of the coordinates that stays (NICE, Dinh et al. 2014): volumes are
 * preserved, log |det| = 0.
 *
 * @throws {@link DomainError} for options that do not exist or a split outside of the coordinates.
 * @example
 * ```ts
 * flows.additiveCoupling({ changes: "first", width: 16 });
 * ```
 */
export function additiveCoupling(options: CouplingOptions = {}): Flow<AdditiveParams> {
  const parts = partition("additiveCoupling", options);
  return makeFlow<AdditiveParams>({
    name: "additiveCoupling",
    dim: ({ shift }) => coordinates(shift),
    init(key, dim) {
      const { kept, changed, width } = parts.sizes(dim);
      return { shift: initMlp(key, kept, width, changed) };
    },
    transform({ shift }, x) {
      const { a, b } = parts.take(x);
      const y = parts.join(a, add(b, mlp(shift, a)));
      return { y, logDet: sum(mul(x, 0), 1) };
    },
    inverse({ shift }, y) {
      const { a, b } = parts.take(y);
      return parts.join(a, sub(b, mlp(shift, a)));
    },
  });
}

/**
 * b ↦ b exp(s(a)) + t(a) with s = tanh of a network (RealNVP, Dinh et al. 2017): log |det| = Σ s.
 *
 * @throws {@link DomainError} for options that do not exist or a split outside of the coordinates.
 * @example
 * ```ts
 * const flow = flows.compose(flows.affineCoupling(), flows.affineCoupling({ changes: "first" }));
 * flow.init(random.key(0), 2);
 * ```
 */
export function affineCoupling(options: CouplingOptions = {}): Flow<AffineCouplingParams> {
  const parts = partition("affineCoupling", options);
  return makeFlow<AffineCouplingParams>({
    name: "affineCoupling",
    dim: ({ shift }) => coordinates(shift),
    init(key, dim) {
      const { kept, changed, width } = parts.sizes(dim);
      const [k1, k2] = split(key);
      return { scale: initMlp(k1, kept, width, changed), shift: initMlp(k2, kept, width, changed) };
    },
    transform({ scale, shift }, x) {
      const { a, b } = parts.take(x);
      const s = tanh(mlp(scale, a));
      const y = parts.join(a, add(mul(b, exp(s)), mlp(shift, a)));
      return { y, logDet: sum(s, 1) };
    },
    inverse({ scale, shift }, y) {
      const { a, b } = parts.take(y);
      const s = tanh(mlp(scale, a));
      return parts.join(a, mul(sub(b, mlp(shift, a)), exp(neg(s))));
    },
  });
}

/** Those that stay and those that change. */
function coordinates({ w1, w2 }: MlpParams): number {
  return (w1.shape[0] ?? 0) + (w2.shape[1] ?? 0);
}

const PARTS: ReadonlySet<string> = new Set<CouplingOptions["changes"] & string>([
  "first",
  "second",
]);

function partition(name: string, options: CouplingOptions) {
  checkOptions(`flows.${name}`, options, ["split", "changes", "width"]);
  const { changes = "second", width = 32 } = options;
  checkWhole(`flows.${name}`, "width", width, 1);
  if (options.split !== undefined) checkWhole(`flows.${name}`, "split", options.split, 1);
  if (!PARTS.has(changes)) {
    throw new DomainError(
      `flows.${name}: changes = ${asWritten(changes)}; use "first" or "second"`,
    );
  }
  const at = (dim: number) => {
    const k = options.split ?? Math.floor(dim / 2);
    if (k > 0 && k < dim) return k;
    throw new DomainError(
      `flows.${name}: split = ${k} of ${dim} coordinates; both parts need some`,
    );
  };
  return {
    sizes(dim: number) {
      const k = at(dim);
      const [kept, changed] = changes === "second" ? [k, dim - k] : [dim - k, k];
      return { kept, changed, width };
    },
    take(x: NDArray) {
      const k = at(x.shape[1] ?? 0);
      const [first, second] = [slice(x, [], [0, k]), slice(x, [], [k])];
      return changes === "second" ? { a: first, b: second } : { a: second, b: first };
    },
    join: (a: NDArray, b: NDArray) => concat(changes === "second" ? [a, b] : [b, a], 1),
  };
}
