import { asArray, type ArrayInput } from "../array/create.js";
import { add, neg } from "../array/arithmetic.js";
import { sizeOf, type NDArray, type Shape } from "../array/ndarray.js";
import { formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { checkWhole } from "../options.js";
import { split, type Key } from "../random/key.js";

/** Points and log |det ∂y/∂x| at each of them. */
export interface Transformed {
  /** [points, dim] */
  readonly y: NDArray;
  /** [points] */
  readonly logDet: NDArray;
}

/** An invertible map of points [points, dim] with parameters, whose Jacobian's determinant is at hand. */
export interface Flow<Params> {
  /** Random parameters near the identity. */
  init(key: Key, dim: number): Params;
  /** x ↦ y and log |det ∂y/∂x|. */
  transform(params: Params, x: ArrayInput): Transformed;
  /** x ↦ y */
  forward(params: Params, x: ArrayInput): NDArray;
  /** y ↦ x */
  inverse(params: Params, y: ArrayInput): NDArray;
  /** log |det ∂y/∂x| of each point. */
  logDet(params: Params, x: ArrayInput): NDArray;
}

/** What a flow is made of. */
export interface FlowRules<Params> {
  readonly name: string;
  /** How many coordinates the parameters are for, where they say so. */
  readonly dim?: (params: Params) => number;
  readonly init: (key: Key, dim: number) => Params;
  readonly transform: (params: Params, x: NDArray) => Transformed;
  /** Where the log determinant costs more than the map. */
  readonly forward?: (params: Params, x: NDArray) => NDArray;
  readonly inverse: (params: Params, y: NDArray) => NDArray;
}

export function makeFlow<Params>(rules: FlowRules<Params>): Flow<Params> {
  const points = (params: Params, x: ArrayInput) => pointsOf(rules.name, x, rules.dim?.(params));
  const transform = (params: Params, x: ArrayInput) => rules.transform(params, points(params, x));
  return {
    init(key, dim) {
      checkWhole(`flows.${rules.name}`, "dim", dim, 1);
      return rules.init(key, dim);
    },
    transform,
    forward: (params, x) => rules.forward?.(params, points(params, x)) ?? transform(params, x).y,
    logDet: (params, x) => transform(params, x).logDet,
    inverse: (params, y) => rules.inverse(params, points(params, y)),
  };
}

/**
 * @param dim - of the parameters; undefined for those of any number of coordinates
 * @throws {@link ShapeError} for what is not points as rows, and points of other dimensions: they would broadcast.
 */
function pointsOf(name: string, x: ArrayInput, dim: number | undefined): NDArray {
  const array = asArray(x);
  if (array.ndim === 2 && array.shape[1] === (dim ?? array.shape[1])) return array;
  throw new ShapeError(
    `flows.${name}: x has shape ${formatShape(array.shape)}; give points as rows, [points, ${dim ?? "dim"}]`,
  );
}

/**
 * Flows one after the other: y = f_n(…f₁(x)), and their log determinants add up. Parameters are a list.
 *
 * @throws {@link ShapeError} for no flow at all.
 * @example
 * ```ts
 * const flow = flows.compose(flows.affineCoupling(), flows.reverse(), flows.affineCoupling());
 * const params = flow.init(random.key(0), 2);
 * flow.transform(params, [[0, 1]]);
 * ```
 */
export function compose<const Params extends readonly unknown[]>(
  ...flows: { readonly [K in keyof Params]: Flow<Params[K]> }
): Flow<Params> {
  const list: readonly Flow<unknown>[] = flows;
  if (list.length === 0) throw new ShapeError("flows.compose: give at least one flow");
  return makeFlow<Params>({
    name: "compose",
    init: (key, dim) => initAll(list, key, dim) as unknown[] & Params,
    transform(params, x) {
      const logDets: NDArray[] = [];
      const y = list.reduce((at: NDArray, flow, i) => {
        const next = flow.transform(params[i], at);
        logDets.push(next.logDet);
        return next.y;
      }, x);
      return { y, logDet: logDets.reduce((total, logDet) => add(total, logDet)) };
    },
    forward: (params, x) => list.reduce((at: NDArray, flow, i) => flow.forward(params[i], at), x),
    inverse: (params, y) =>
      list.reduceRight((at: NDArray, flow, i) => flow.inverse(params[i], at), y),
  });
}

function initAll(flows: readonly Flow<unknown>[], key: Key, dim: number): unknown[] {
  const keys = split(key, flows.length);
  return flows.map((flow, i) => flow.init(keys[i] ?? key, dim));
}

/**
 * A flow the other way round: forward is the inverse, with the negative log determinant.
 *
 * @example
 * ```ts
 * flows.inverted(flows.maskedAutoregressive());
 * ```
 */
export function inverted<Params>(flow: Flow<Params>): Flow<Params> {
  return makeFlow<Params>({
    name: "inverted",
    init: (key, dim) => flow.init(key, dim),
    transform(params, x) {
      const y = flow.inverse(params, x);
      return { y, logDet: neg(flow.logDet(params, y)) };
    },
    forward: (params, x) => flow.inverse(params, x),
    inverse: (params, y) => flow.forward(params, y),
  });
}

/**
 * Others would broadcast.
 *
 * @param wanted - a single number may have no axis, too
 * @throws {@link ShapeError} naming the parameter.
 */
export function checkShapes<Name extends string>(
  flow: string,
  params: Readonly<Record<Name, NDArray>>,
  wanted: Readonly<Record<Name, Shape>>,
): void {
  for (const [name, { shape }] of Object.entries<NDArray>(params)) {
    const expected = wanted[name as Name];
    if (sameShape(shape, expected)) continue;
    if (shape.length === 0 && sizeOf(expected) === 1) continue;
    throw new ShapeError(
      `flows.${flow}: ${name} has shape ${formatShape(shape)}; give ${formatShape(expected)}`,
    );
  }
}
