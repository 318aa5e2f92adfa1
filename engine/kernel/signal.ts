import { DomainError } from "../errors.js";
import type { Node } from "./graph.js";

/** What flows between layers: a kernel to be, and what layers must know of it. */
export interface Signal {
  readonly node: Node;
  /** Spatial lengths; none for features alone. */
  readonly shape: readonly number[];
  /** Channels, features or neurons: the fan-in of the next layer. */
  readonly width: number;
  /** Whether the entries are jointly Gaussian at infinite width, as after an affine layer. */
  readonly gaussian: boolean;
  /** The random weights and inputs whose linear images it holds: signals that share one depend on each other. */
  readonly sources: ReadonlySet<Node>;
  /** As in messages: `relu's output`. */
  readonly label: string;
  /** Which pixels there are in each example. */
  readonly mask: Mask | null;
  /** The signals whose channels lie beside each other in `node`; of a later node they say nothing. */
  readonly concatenated?: { readonly node: Node; readonly branches: readonly Signal[] };
}

/** 1 for pixels that count and 0 for those that do not: examples × pixels, of x1 and of x2. */
export type Mask = readonly [Float64Array, Float64Array];

/** Adjacency matrices, examples × pixels × pixels, of x1 and of x2. */
export type Pattern = readonly [Float64Array, Float64Array];

export function pixelsOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The only signal before a layer that takes one. */
export function single(signals: readonly Signal[], name: string, place: string): Signal {
  const [signal] = signals;
  if (signal !== undefined && signals.length === 1) return signal;
  throw new DomainError(
    `kernel: ${name} (${place}) takes one branch and gets ${signals.length}; join them with stax.fanInSum(), or put it inside stax.parallel(…)`,
  );
}

/** Branches before a layer that joins them. */
export function several(
  signals: readonly Signal[],
  name: string,
  place: string,
): readonly Signal[] {
  if (signals.length > 1) return signals;
  throw new DomainError(
    `kernel: ${name} (${place}) joins branches and gets one; put stax.fanOut(n) and stax.parallel(…) before it`,
  );
}

/**
 * At infinite width the outputs of an affine layer are a Gaussian process, and an activation's kernel
 * is an expectation over it.
 *
 * @throws {@link DomainError} naming the layer that does not get one.
 */
export function checkGaussian(signal: Signal, name: string, place: string): void {
  if (signal.gaussian) return;
  throw new DomainError(
    `kernel: ${name} (${place}) follows ${signal.label}, which is not Gaussian, so that its kernel has no closed form; put a stax.dense(…) before it`,
  );
}
