import { add, mul } from "../array/arithmetic.js";
import { eye } from "../array/sequences.js";
import type { NDArray } from "../array/ndarray.js";
import { broadcastTo } from "../array/broadcast.js";
import { sum } from "../array/reductions.js";
import { slice } from "../array/slicing.js";
import { jvp } from "../autodiff/jvp.js";
import type { Key } from "../random/key.js";
import { formatShape, sameShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { checkOptions, checkWhole } from "../options.js";
import { rademacher } from "../random/bernoulli.js";
import { makeFlow, type Flow } from "./flow.js";
import { initMlp, mlp, type MlpParams } from "./mlp.js";

/** dx/dt at points [points, dim]. */
export type Velocity<Params> = (params: Params, x: NDArray, t: number) => NDArray;

/** The differential equation and how it is solved. */
export interface ContinuousOptions<Params> {
  /** Default: a network of one hidden layer, the same at all times. */
  readonly velocity: Velocity<Params>;
  readonly init: (key: Key, dim: number) => Params;
  /** From 0 to this time; default 1. */
  readonly time?: number;
  /** Steps of the Runge–Kutta method of fourth order; default 20. */
  readonly steps?: number;
  /** Random signs vᵀ(∂v/∂x)v for the trace (Hutchinson) instead of the exact one, for many dimensions. */
  readonly probe?: Key;
}

/**
 * A network as velocity.
 *
 * @throws {@link DomainError} for a width below 1.
 */
export function mlpVelocity(width = 32): Pick<ContinuousOptions<MlpParams>, "velocity" | "init"> {
  checkWhole("flows.mlpVelocity", "width", width, 1);
  return {
    velocity: (params, x) => mlp(params, x),
    init: (key, dim) => initMlp(key, dim, width, dim),
  };
}

/**
 * dx/dt = v(x, t): y is x after some time, and d log |det|/dt = tr ∂v/∂x (Chen et al. 2018; Grathwohl et al. 2019). The
 * inverse runs the equation backwards. Differentiable as the steps that it consists of.
 *
 * @throws {@link DomainError} for options that do not exist, and steps or times that are none.
 * @example
 * ```ts
 * const flow = flows.continuous(flows.mlpVelocity(16));
 * flow.transform(flow.init(random.key(0), 2), [[0, 1]]);
 * ```
 */
export function continuous<Params>(options: ContinuousOptions<Params>): Flow<Params> {
  checkOptions("flows.continuous", options, ["velocity", "init", "time", "steps", "probe"]);
  const { velocity, init, time = 1, steps = 20, probe } = options;
  checkWhole("flows.continuous", "steps", steps, 1);
  if (!Number.isFinite(time)) {
    throw new DomainError(`flows.continuous: time = ${time}; use a number`);
  }
  const velocityAt = (params: Params, x: NDArray, t: number): NDArray => {
    const given = velocity(params, x, t);
    if (sameShape(given.shape, x.shape)) return given;
    throw new ShapeError(
      `flows.continuous: the velocity has shape ${formatShape(given.shape)} for ${formatShape(x.shape)}; give one for each coordinate`,
    );
  };
  /** The points alone. */
  const carried = (params: Params, points: NDArray, span: { from: number; to: number }) => {
    const rate = ([x]: readonly [NDArray], t: number) => [velocityAt(params, x, t)] as const;
    return rungeKutta(rate, [points], { ...span, steps })[0];
  };
  return makeFlow<Params>({
    name: "continuous",
    init,
    transform(params, x) {
      const directions = probesFor(x, probe);
      const rate = ([at]: readonly [NDArray, NDArray], t: number) => {
        const along = (points: NDArray) => velocityAt(params, points, t);
        return [along(at), divergence(along, at, directions)] as const;
      };
      const start = [x, sum(mul(x, 0), 1)] as const;
      const [y, logDet] = rungeKutta(rate, start, { from: 0, to: time, steps });
      return { y, logDet };
    },
    forward: (params, x) => carried(params, x, { from: 0, to: time }),
    inverse: (params, y) => carried(params, y, { from: time, to: 0 }),
  });
}

/** The unit vectors, or one vector of random signs a point. */
function probesFor(x: NDArray, probe: Key | undefined): readonly NDArray[] {
  if (probe !== undefined) return [rademacher(probe, x.shape).astype(x.dtype)];
  const dim = x.shape[1] ?? 0;
  const unit = eye(dim, { dtype: x.dtype });
  return Array.from({ length: dim }, (_, i) => broadcastTo(slice(unit, i), x.shape));
}

/** Σ vᵀ(∂f/∂x)v */
function divergence(
  f: (x: NDArray) => NDArray,
  x: NDArray,
  directions: readonly NDArray[],
): NDArray {
  const terms = directions.map((v) => {
    const [, pushed] = jvp(f, [x], [v]);
    return sum(mul(v, pushed), 1);
  });
  return terms.reduce((total, term) => add(total, term));
}

function rungeKutta<State extends readonly NDArray[]>(
  rate: (state: State, t: number) => State,
  start: State,
  { from, to, steps }: { readonly from: number; readonly to: number; readonly steps: number },
): State {
  const h = (to - from) / steps;
  let state = start;
  for (let i = 0; i < steps; i++) {
    const t = from + i * h;
    const k1 = rate(state, t);
    const k2 = rate(moved(state, k1, h / 2), t + h / 2);
    const k3 = rate(moved(state, k2, h / 2), t + h / 2);
    const k4 = rate(moved(state, k3, h), t + h);
    state = [k1, k2, k2, k3, k3, k4].reduce((at, k) => moved(at, k, h / 6), state);
  }
  return state;
}

function moved<State extends readonly NDArray[]>(state: State, rate: State, by: number): State {
  return state.map((part, i) =>
    add(part, mul(rate[i] as NDArray, by)),
  ) as readonly NDArray[] as State;
}
