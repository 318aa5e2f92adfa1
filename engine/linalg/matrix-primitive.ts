import { bind } from "../core/bind.js";
import {
  define,
  type Abstract,
  type Point,
  type Primitive,
  type Tangent,
} from "../core/primitive.js";
import type { NDArray } from "../array/ndarray.js";
import { broadcastTo } from "../array/broadcast.js";
import { broadcastShapes } from "../array/shape.js";
import { reshape } from "../array/rearrange.js";

/** A function of the matrices of one array, whatever batch axes lie before them. */
export interface MatrixFunctionRules<P> {
  readonly name: string;
  readonly value: (a: NDArray, params: P) => readonly NDArray[];
  readonly abstract: (a: Abstract, params: P) => readonly Abstract[];
  readonly jvp: (point: Point<P>, a: NDArray, tangent: NDArray) => readonly Tangent[];
  readonly flops?: (a: Abstract, params: P) => number;
}

/** Its primitive: a batch of examples is one more batch axis. */
export function defineMatrixFunction<P>(rules: MatrixFunctionRules<P>): Primitive<P> {
  const { name, value, abstract, jvp, flops } = rules;
  const primitive: Primitive<P> = define<P>({
    name,
    value: ([a], params) => value(a as NDArray, params),
    abstract: ([a], params) => abstract(a as Abstract, params),
    jvp: (point, [tangent]) =>
      tangent ? jvp(point, point.inputs[0] as NDArray, tangent) : point.outputs.map(() => null),
    batch: (inputs, _batched, params) => bind(primitive, inputs, params),
    ...(flops === undefined ? {} : { flops: ([a], params) => flops(a as Abstract, params) }),
  });
  return primitive;
}

/**
 * Batched operands of which all have two axes of their own: batch axes of length 1 bring them to the same
 * number, so that they broadcast as single examples do.
 */
export function alignMatrices(
  inputs: readonly NDArray[],
  batched: readonly boolean[],
): readonly NDArray[] {
  const own = inputs.map(({ ndim }, k) => (batched[k] === true ? ndim - 1 : ndim));
  const most = Math.max(...own);
  return inputs.map((input, k) => {
    if (batched[k] !== true) return input;
    const [examples = 0, ...shape] = input.shape;
    const missing = new Array<number>(most - (own[k] as number)).fill(1);
    return reshape(input, [examples, ...missing, ...shape]);
  });
}

/** Shapes of the last two axes behind the same batch axes. */
export function like({ shape, dtype }: Abstract, ...lengths: number[]): Abstract {
  return { shape: [...shape.slice(0, -2), ...lengths], dtype };
}

/** Rows and columns. */
export function lengthsOf({ shape }: Abstract): { readonly m: number; readonly n: number } {
  const [m = 0, n = 0] = shape.slice(-2);
  return { m, n };
}

/** The batch axes of two operands, the same for both. */
export function withSameBatch(a: NDArray, b: NDArray): readonly [NDArray, NDArray] {
  const batch = broadcastShapes("batch axes", a.shape.slice(0, -2), b.shape.slice(0, -2));
  const widen = (x: NDArray): NDArray => broadcastTo(x, [...batch, ...x.shape.slice(-2)]);
  return [widen(a), widen(b)];
}
