import { add } from "../array/arithmetic.js";
import { BYTES, type FloatDtype } from "../array/dtype.js";
import { sizeOf, type NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { linearizeFlat } from "../autodiff/linearize.js";
import { pullBack } from "../autodiff/vjp.js";
import { vmapFlat } from "../autodiff/vmap.js";
import type { Footprint } from "./footprint.js";
import { contractPairs, contractSame, type Rows } from "./contract.js";
import type { Examples } from "./model.js";
import type { PairMethod } from "./pair-method.js";
import { extentsOf, unitCotangents } from "./output-axes.js";
import type { Target } from "./target.js";
import { groupsOf } from "./terms.js";

/** Θ = Σ_p J_p J′_pᵀ over the arrays p of parameters, from per-example Jacobians. */
export function jacobianContraction(
  target: Target,
  { widest, all }: Footprint,
): PairMethod<readonly Rows[]> {
  const { model, outputs } = target;
  const [output] = outputs;
  const parameters = model.params.reduce((sum, { size }) => sum + size, 0);
  const { diagonal, paired } = groupsOf(target.axes, output);
  const each = BYTES[output.dtype];
  const summed = (
    contract: typeof contractPairs,
    first: readonly Rows[],
    second: readonly Rows[] | null,
  ): NDArray =>
    first
      .map((rows, k) => contract(rows, second === null ? null : (second[k] as Rows)))
      .reduce((sum, term) => add(sum, term));
  return {
    // The Jacobians, in the order of computation and in that of contraction; values on the way back.
    bytes: each * (output.size * (2 * parameters + 3 * widest) + all),
    // Products, the same in order; the sum so far and the next.
    pairBytes: each * 4 * diagonal * paired * paired,
    baseBytes: 0,
    features: (examples) => jacobianRows(target, examples),
    part: (features, first, end) => features.map((rows) => rows.slice([first, end])),
    pairs: (first, second) => summed(contractPairs, first, second),
    same: (first, second) => summed(contractSame, first, second),
  };
}

/** For each array of parameters, ∂f/∂θ of each example and output: [n, diagonal, traced, paired, |θ|]. */
export function jacobianRows(target: Target, examples: Examples): Rows[] {
  const { model, leaf, axes } = target;
  let groups: readonly number[] = [];
  const jacobians = vmapFlat(
    model.caller,
    (input) => {
      const linearization = linearizeFlat(
        model.caller,
        (params) => [model.one(params, input)[leaf] as NDArray],
        model.params,
      );
      const output = linearization.outputs[0] as NDArray<FloatDtype>;
      const { diagonal, traced, paired } = extentsOf(axes, output.shape);
      groups = [sizeOf(diagonal), sizeOf(traced), sizeOf(paired)];
      return vmapFlat(
        model.caller,
        ([unit]) => pullBack(linearization, model.params, [unit as NDArray]),
        [unitCotangents(axes, output)],
        [true],
        output.size,
      );
    },
    examples.inputs,
    examples.inputs.map(() => true),
    examples.count,
  );
  return jacobians.map((rows, k) =>
    reshape(rows, [examples.count, ...groups, (model.params[k] as NDArray).size]),
  );
}
