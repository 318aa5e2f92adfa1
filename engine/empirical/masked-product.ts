import { isFloat, type FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { allocate } from "../array/storage.js";
import { isVariable, type Atom, type Equation } from "../core/program.js";
import type { MatmulOptions } from "../linalg/matmul.js";
import type { Floats } from "../wasm/floats.js";
import { hasRoom, maskedProductsInto, maskedShare } from "../wasm/masked.js";
import { sizeOfFloat } from "../wasm/floats.js";
import { isBounded } from "./bounded.js";
import { cotangentOf, type Cotangent } from "./cotangent.js";
import type { TwoAxes } from "./two-axes.js";

/** Products with fewer terms pay for finding out which they are. */
const WORTHWHILE_SHARE = 0.85;

/**
 * The cotangent of h in y = h W behind a mask m of the example, where the value v is that of all: (m ∘ v) Wᵀ
 * without the terms whose mask is zero, of which a ReLU makes half. null: the plain product does as well.
 */
export function maskedPulledBack(
  { inputs, params }: Equation,
  { scale, mask, value }: Cotangent,
  axes: TwoAxes,
): readonly (Cotangent | null)[] | null {
  const [h, w] = inputs as readonly [Atom, Atom];
  const { transposeA, transposeB } = params as Required<MatmulOptions>;
  if (mask === null || axes.differs(value) || !isVariable(h) || isVariable(w)) return null;
  if (transposeA || transposeB || h.shape.length !== 2 || h.shape[0] !== 1) return null;
  const product = multiplied(axes.spread(mask), axes.spread(value), w);
  if (product === null) return null;
  return [
    cotangentOf(axes.ofBoth(reshape(product, [...product.shape.slice(0, 2), ...h.shape])), scale),
    null,
  ];
}

/** [n, outputs, h] of masks [n, 1, 1, y], values [1, outputs, 1, y] and W [h, y], untraced. */
function multiplied(masks: NDArray, values: NDArray, w: NDArray): NDArray | null {
  const [n = 0, rows = 0] = [masks.shape[0], values.shape[1]];
  const [columns, terms] = w.shape as readonly [number, number];
  const { dtype } = values;
  const known = [masks, values, w];
  if (!isFloat(dtype) || known.some((x) => x.trace !== undefined || x.dtype !== dtype)) return null;
  const [m, v] = [masks.data as Floats, values.data as Floats];
  if (!hasRoom(rows, terms, sizeOfFloat(v)) || maskedShare(m, rows) > WORTHWHILE_SHARE) return null;
  // 0·∞ is NaN, which must not be left out.
  if (![values, w].every(isBounded)) return null;
  const out = allocate<FloatDtype>(dtype, n * rows * columns, "anything");
  maskedProductsInto({ out, masks: m, values: v, matrix: w.data as Floats, rows, terms, columns });
  return new NDArray(out, [n, rows, columns], dtype);
}
