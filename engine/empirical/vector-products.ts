import { BYTES } from "../array/dtype.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import type { FloatDtype } from "../array/dtype.js";
import { linearizeFlat, pushForward, type Linearization } from "../autodiff/linearize.js";
import { pullBack } from "../autodiff/vjp.js";
import { vmapFlat } from "../autodiff/vmap.js";
import { einsum } from "../contraction/einsum.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { part } from "./blockwise.js";
import type { Footprint } from "./footprint.js";
import type { Examples } from "./model.js";
import type { PairMethod } from "./pair-method.js";
import { grouped, unitCotangents } from "./output-axes.js";
import type { Target } from "./target.js";
import { groupsOf } from "./terms.js";

/**
 * Θ e_j for every output j of the second side, J(x) (J(x′)ᵀ e_j): a pullback at one example and a tangent
 * at all of the other side (Novak et al. 2022). One example's gradients are held at a time, and no inner
 * products over parameters are taken.
 */
export function ntkVectorProducts(
  target: Target,
  { widest, all }: Footprint,
): PairMethod<Examples> {
  const [output] = target.outputs;
  const each = BYTES[output.dtype];
  const parameters = target.model.params.reduce((sum, { size }) => sum + size, 0);
  const columns = (first: Examples, second: Examples): NDArray => {
    const forward = atAll(target, first);
    const own = Array.from({ length: second.count }, (_, j) => {
      checkInterrupt();
      return column(target, forward, first.count, part(second, j, j + 1));
    });
    return concat(own, 1);
  };
  return {
    // Tangents in the direction of each output.
    bytes: each * (output.size * 3 * widest + all),
    pairBytes: each * 3 * output.size ** 2,
    // One example's gradients.
    baseBytes: 2 * each * output.size * parameters,
    features: (examples) => examples,
    part,
    pairs: (first, second) => columns(first, second ?? first),
    same: (first, second) => {
      const own = Array.from({ length: first.count }, (_, k) =>
        columns(part(first, k, k + 1), part(second ?? first, k, k + 1)),
      );
      return concat(own, 0);
    },
  };
}

function atAll({ model, leaf }: Target, { inputs }: Examples): Linearization {
  return linearizeFlat(
    model.caller,
    (params) => [model.all(params, inputs)[leaf] as NDArray],
    model.params,
  );
}

/** All pairs with one example of the second side: [n, 1, diagonal, paired, paired′]. */
function column(target: Target, forward: Linearization, count: number, one: Examples): NDArray {
  const { model, axes, outputs } = target;
  const backward = atAll(target, one);
  const output = outputs[1] as NDArray<FloatDtype>;
  const units = unitCotangents(axes, output);
  const [tangents] = vmapFlat(
    model.caller,
    ([unit]) => {
      const cotangent = reshape(unit as NDArray, [1, ...output.shape]);
      return pushForward(forward, pullBack(backward, model.params, [cotangent]));
    },
    [units],
    [true],
    output.size,
  ) as [NDArray];
  const [own, other] = [groupsOf(axes, outputs[0]), groupsOf(axes, output)];
  const rows = grouped(axes, reshape(tangents, [output.size * count, ...outputs[0].shape]));
  const apart = reshape(rows, [
    ...[other.diagonal, other.traced, other.paired, count],
    ...[own.diagonal, own.traced, own.paired],
  ]);
  const kernel = einsum("dtgndtf->ndfg", apart);
  return reshape(kernel, [count, 1, own.diagonal, own.paired, other.paired]);
}
