import { div } from "../array/arithmetic.js";
import { sizeOf, type NDArray } from "../array/ndarray.js";
import { sum } from "../array/reductions.js";
import { formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import type { Call, Model } from "./model.js";
import type { Settings } from "./options.js";
import { arranged, extentsOf, type OutputAxes } from "./output-axes.js";

/** One leaf of f's result, whose kernel is computed. */
export interface Target {
  readonly model: Model;
  readonly leaf: number;
  readonly axes: OutputAxes;
  /** Outputs of one example of x1 and of x2. */
  readonly outputs: readonly [NDArray, NDArray];
}

/** Whether every example meets every other, or only the one at its place. */
export function meets({ examples }: OutputAxes): "all" | "same" {
  return examples === null || examples.role === "paired" ? "all" : "same";
}

/**
 * The targets of a call, from the results of f for one example of each side.
 *
 * @throws {@link ShapeError} when the sides do not fit together.
 */
export function targetsOf(
  { model, x1, x2 }: Call,
  [first, second]: readonly [readonly NDArray[], readonly NDArray[]],
): Target[] {
  return model.result().axes.map((axes, leaf) => {
    const outputs = [first[leaf] as NDArray, second[leaf] as NDArray] as const;
    checkAlike(model, axes, outputs);
    if (meets(axes) === "same" && x2 !== null && x2.count !== x1.count) {
      throw new ShapeError(
        `${model.caller}: the axis of examples is traced or diagonal, so x1 and x2 must have as many examples; they have ${x1.count} and ${x2.count}`,
      );
    }
    return { model, leaf, axes, outputs };
  });
}

/** Traced and diagonal axes run over both sides at once. */
function checkAlike({ caller }: Model, axes: OutputAxes, outputs: Target["outputs"]): void {
  const [a, b] = outputs.map(({ shape }) => extentsOf(axes, shape));
  if (a === undefined || b === undefined || outputs[0].ndim !== outputs[1].ndim) return;
  if (sameShape(a.diagonal, b.diagonal) && sameShape(a.traced, b.traced)) return;
  throw new ShapeError(
    `${caller}: f gives ${formatShape(outputs[0].shape)} for x1 and ${formatShape(outputs[1].shape)} for x2; traced and diagonal axes must be as long on both sides`,
  );
}

/** A sum over traced outputs as what was asked for. */
export function averaged(
  { axes, outputs }: Target,
  kernel: NDArray,
  { reduction }: Settings,
): NDArray {
  const count = sizeOf(extentsOf(axes, outputs[0].shape).traced);
  return reduction === "mean" && count > 1 ? div(kernel, count) : kernel;
}

/**
 * A kernel [n, n′, diagonal, paired, paired′] that is summed or averaged over traced outputs, with the axes
 * that were asked for, summed or averaged over examples if they are traced.
 */
export function finished(
  { axes, outputs }: Pick<Target, "axes" | "outputs">,
  kernel: NDArray,
  { reduction }: Settings,
): NDArray {
  const extents = outputs.map(({ shape }) => extentsOf(axes, shape)) as [Extents, Extents];
  const overExamples = axes.examples?.role === "traced";
  const total = overExamples ? sum(kernel, 0, { keepdims: true }) : kernel;
  const count = overExamples ? (kernel.shape[0] as number) : 1;
  const reduced = reduction === "mean" && count > 1 ? div(total, count) : total;
  return arranged(axes, reduced, extents);
}

type Extents = ReturnType<typeof extentsOf>;
