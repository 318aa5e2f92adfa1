import type { NDArray } from "../array/ndarray.js";
import { NtkbookError } from "../errors.js";
import type { Primitive } from "./primitive.js";

/** A traced value was used where its numbers are needed, or after its transform had ended. */
export class TracerError extends NtkbookError {
  override name = "TracerError";
}

/**
 * One transform at work. Traces nest: the values of an inner one are handled first, and what it does
 * with their parts is seen by the outer ones.
 */
export abstract class Trace {
  /** Inner traces have higher levels. */
  readonly level: number = depth;
  /** False after the transform has ended. */
  live = true;

  /** @param owner - The transform as the person called it: `grad`. */
  constructor(readonly owner: string) {}

  /** Applies a primitive to inputs of which at least one belongs to this trace. */
  abstract process(
    primitive: Primitive,
    inputs: readonly NDArray[],
    params: unknown,
  ): readonly NDArray[];

  /**
   * For primitives that call functions of the person: what this trace makes of the inputs' parts may
   * not hold values of this trace or of inner ones, which such a function can only close over.
   *
   * @throws {@link TracerError} naming the primitive.
   */
  protected checkClosure({ name }: Primitive, outputs: readonly NDArray[]): void {
    const own = outputs.some(({ trace }) => trace !== undefined && trace.level >= this.level);
    if (own) throw closedOver(name, this.owner);
  }
}

/** Of an array that was kept beyond its transform. */
export function hasEnded(owner: string): string {
  return `was traced by ${owner}, which has ended; return values from the function instead of storing them outside of it`;
}

/** A function whose derivative is given by rules uses a traced array that it is not given. */
export function closedOver(name: string, owner: string): TracerError {
  return new TracerError(
    `${name}: the function closes over an array that ${owner} traces, which its rule knows nothing of; hand it over as an argument`,
  );
}

let depth = 0;

/** Runs `use` with a trace that no other is inside of; afterwards its values are dead. */
export function withTrace<T extends Trace, R>(make: () => T, use: (trace: T) => R): R {
  depth++;
  const trace = make();
  try {
    return use(trace);
  } finally {
    trace.live = false;
    depth--;
  }
}

/** The innermost trace of some arrays; undefined where all are plain. */
export function innermost(inputs: readonly NDArray[]): Trace | undefined {
  let inner: Trace | undefined;
  for (const { trace } of inputs) {
    if (trace === undefined) continue;
    if (inner === undefined || trace.level > inner.level) inner = trace;
  }
  return inner;
}
