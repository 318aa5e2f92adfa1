import { eye } from "../array/sequences.js";
import { isFloat } from "../array/dtype.js";
import { sizeOf, type NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import type { ConvGeometry } from "../convolution/geometry.js";
import { convolution, type Trilinear } from "../convolution/trilinear.js";
import type { Atom, Equation, Variable } from "../core/program.js";
import type { MatmulOptions } from "../linalg/matmul.js";
import type { Cotangent } from "./cotangent.js";
import type { Use } from "./uses.js";

/**
 * A use of a parameter whose per-example Jacobian is a sum of few outer products, Σ_t a_t ⊗ δ_t, with a_t
 * of the example and δ_t of the cotangent that arrives there.
 */
export interface FactoredUse {
  readonly rule: "product" | "lookup" | "windows";
  readonly equation: Equation;
  /** t runs over so many. */
  readonly terms: number;
  /** Lengths of a_t and of δ_t. */
  readonly known: number;
  readonly moving: number;
  /** The vectors a_t as [t, known], or where they are rows of the identity, their numbers [t]. */
  vectors(): NDArray;
  /** What arrives, [equation's output], as δ_t: [t, moving]. */
  arrange(cotangent: Cotangent): Cotangent;
  /** What has the parameter's shape, as [known, moving]. */
  matrix(parameter: NDArray): NDArray;
}

/** A use as outer products; null where it is none. */
export function factored(use: Use): FactoredUse | null {
  return RULES[use.equation.primitive.name]?.(use) ?? null;
}

const RULES: Readonly<Record<string, (use: Use) => FactoredUse | null>> = {
  matmul: product,
  take: lookup,
  conv: windows,
};

/** y = A·W has ∂y_tj/∂W_ij = A_ti: with δ = ȳ, Σ_t A_t ⊗ ȳ_t. For y = W·B the same of yᵀ = BᵀWᵀ. */
function product({ equation, at }: Use): FactoredUse | null {
  const [a, b] = equation.inputs as readonly [Atom, Atom];
  if (a.shape.length !== 2 || b.shape.length !== 2) return null;
  const { transposeA, transposeB } = equation.params as Required<MatmulOptions>;
  const [output] = equation.outputs as readonly [Variable];
  const [rows, columns] = output.shape as readonly [number, number];
  const left = at === 1;
  const other = (left ? a : b) as NDArray;
  const turned = left ? transposeA : !transposeB;
  const vectors = (): NDArray => (turned ? transpose(other) : other);
  const [terms, moving] = left ? [rows, columns] : [columns, rows];
  return {
    ...{ rule: "product", equation, terms, moving, vectors, known: other.size / terms },
    arrange: (cotangent) => (left ? cotangent : changed(cotangent, (x) => transpose(x))),
    matrix: (w) => ((left ? transposeB : !transposeA) ? transpose(w) : w),
  };
}

/** y_t = E[picks_t] along the first axis: rows of the identity ⊗ ȳ_t. */
function lookup({ equation, at }: Use): FactoredUse | null {
  const [table, picks] = equation.inputs as readonly [Atom, Atom];
  if (at !== 0 || (equation.params as { readonly axis: number }).axis !== 0) return null;
  const terms = sizeOf(picks.shape);
  const [known = 0, ...rest] = table.shape;
  const moving = sizeOf(rest);
  return {
    ...{ rule: "lookup", equation, terms, known, moving },
    vectors: () => reshape(picks as NDArray, [terms]),
    arrange: (cotangent) => changed(cotangent, (x) => reshape(x, [terms, moving])),
    matrix: (w) => reshape(w, [known, moving]),
  };
}

/** y_t = w·(x at the window of place t): windows ⊗ ȳ_t, as of the product with the matrix of all windows. */
function windows({ equation, at }: Use): FactoredUse | null {
  const [x] = equation.inputs as readonly [Atom];
  const { geometry, examples } = equation.params as Trilinear;
  if (at !== 1 || geometry.groups !== 1 || examples !== null) return null;
  const { images, output, kernel, channels, filters: moving } = geometry;
  const terms = images * output[0] * output[1];
  const known = kernel[0] * kernel[1] * channels;
  return {
    ...{ rule: "windows", equation, terms, known, moving },
    vectors: () => reshape(windowsOf(x as NDArray, geometry), [terms, known]),
    arrange: (cotangent) => changed(cotangent, (y) => reshape(y, [terms, moving])),
    matrix: (w) => reshape(w, [known, moving]),
  };
}

/** The entries that each window covers: a convolution with a filter for each of them. */
function windowsOf(x: NDArray, geometry: ConvGeometry): NDArray {
  const { kernel, channels } = geometry;
  const filters = kernel[0] * kernel[1] * channels;
  const dtype = isFloat(x.dtype) ? x.dtype : "float64";
  const each = reshape(eye(filters, { dtype }), [...kernel, channels, filters]);
  return convolution(x, each, { ...geometry, filters });
}

function changed({ scale, mask, value }: Cotangent, f: (x: NDArray) => NDArray): Cotangent {
  return { scale, mask: mask && f(mask), value: f(value) };
}
