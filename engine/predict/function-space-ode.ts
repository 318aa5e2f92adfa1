import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/index.js";
import type { VectorField } from "../ode/dormand-prince.js";
import type { FloatArray } from "./float-array.js";

/** g(f), of the shape of f: (m × columns), flattened. */
export type FlatGradient = (f: Float64Array) => Float64Array;

/** The flow of outputs under a loss: its size, its field, and where α lies in the state. */
export interface FunctionSpaceOde {
  readonly field: VectorField;
  readonly stateSize: number;
  /** Of f = f₀ − K α, which holds for test outputs with the same α. */
  readonly alphaAt: number;
}

/** K G for the flattened G. */
type Product = (g: Float64Array) => ArrayLike<number>;

function productWith(kernel: FloatArray): Product {
  const m = kernel.shape[0] ?? 0;
  return (g) => matmul(kernel, new NDArray(g, [m, g.length / m], "float64")).data;
}

/**
 * ḟ = −η K g(f), and α̇ = η g(f) beside it. The state is f, α.
 *
 * Lee et al. 2019, Wide neural networks of any depth evolve as linear models, eq. 8.
 */
export function gradientFlow(
  kernel: FloatArray,
  { size, rate, gradient }: { size: number; rate: number; gradient: FlatGradient },
): FunctionSpaceOde {
  const times = productWith(kernel);
  const field: VectorField = (_, state, out) => {
    const g = gradient(state.subarray(0, size));
    const change = times(g);
    for (let i = 0; i < size; i++) {
      out[i] = -rate * (change[i] as number);
      out[size + i] = rate * (g[i] as number);
    }
  };
  return { field, stateSize: 2 * size, alphaAt: size };
}

/**
 * The same with momentum μ, in the time s = t√η: f′ = q, q′ = (μ − 1)/√η · q − K g(f), and α′ = β,
 * β′ = (μ − 1)/√η · β + g(f) beside it. The state is f, q, α, β; all start from rest.
 *
 * Lee et al. 2019, supplement D; Qian 1999, On the momentum term in gradient descent learning.
 */
export function momentumFlow(
  kernel: FloatArray,
  { size, friction, gradient }: { size: number; friction: number; gradient: FlatGradient },
): FunctionSpaceOde {
  const times = productWith(kernel);
  const field: VectorField = (_, state, out) => {
    const q = state.subarray(size, 2 * size);
    const beta = state.subarray(3 * size);
    const g = gradient(state.subarray(0, size));
    const change = times(g);
    out.set(q);
    out.set(beta, 2 * size);
    for (let i = 0; i < size; i++) {
      out[size + i] = -friction * (q[i] as number) - (change[i] as number);
      out[3 * size + i] = -friction * (beta[i] as number) + (g[i] as number);
    }
  };
  return { field, stateSize: 4 * size, alphaAt: 2 * size };
}
