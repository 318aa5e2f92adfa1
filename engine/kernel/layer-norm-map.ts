import { add, div, pow } from "../array/arithmetic.js";
import { greater } from "../array/comparison.js";
import { NDArray } from "../array/ndarray.js";
import { where } from "../array/where.js";
import { DomainError } from "../errors.js";
import { matmul } from "../linalg/matmul.js";
import type { Scale } from "./scale.js";
import { frameLength, pixelStarts, type Frame } from "./frame.js";
import { addNode, correlated } from "./graph.js";
import type { LayerMap } from "./map.js";
import { joined, rowsOf } from "./mask.js";
import type { Examples } from "./moments.js";
import { checkGaussian, single, type Mask } from "./signal.js";

export interface LayerNormSettings {
  readonly eps: number;
  /** The same where a transform follows it. */
  readonly scale: Scale;
  /** The axes of arrays of so many axes, counted from 0. */
  readonly axesOf: (ndim: number) => readonly number[];
}

/** Division of every row by √(ε + a), a the mean of its variances over the pixels along the axes that count. */
export function layerNormMap({ eps, scale, axesOf }: LayerNormSettings): LayerMap {
  const name = "layerNorm";
  return {
    name,
    build(graph, signals, place) {
      const signal = single(signals, name, place);
      const { shape } = signal;
      const axes = axesOf(shape.length + 2).map((axis) => axis - 1);
      // The mean over the neurons of others does not vanish.
      checkGaussian(signal, name, place);
      const groups = pixelGroups(shape, axes);
      const { pixels, width } = signal.node;
      const shares = groups === null ? null : countedShares(signal.mask, groups);
      const operation = {
        kind: "scale",
        of: correlated(graph, signal.node),
        arrays(variances: NDArray, examples: Examples) {
          if (groups === null) return inverseRoots(add(variances, scale));
          const means = meansOf(variances, groups);
          if (shares === null) return inverseRoots(add(means, scale));
          return inverseRoots(add(div(means, joined(shares, pixels, examples)), scale));
        },
        traced: scale instanceof NDArray,
        factors(frame: Frame, variances: Float64Array | null) {
          if (variances === null)
            throw new DomainError(`kernel: ${name} (${place}) has no variances`);
          const means = groups === null ? variances : groupMeans(variances, { groups, frame });
          const counted = shares && rowsOf(frame, pixels, shares);
          return means.map((mean, row) => {
            const square = eps + (counted === null ? mean : mean / (counted[row] || 1));
            return square === 0 ? 0 : 1 / Math.sqrt(square);
          });
        },
      } as const;
      const node = addNode(graph, { name, width, pixels, operation });
      return [{ ...signal, node, label: `${name}'s output` }];
    },
  };
}

/** Of each pixel's group the share that counts, examples × pixels; 1 where nothing does, whose variances are 0. */
function countedShares(mask: Mask | null, groups: Int32Array): Mask | null {
  if (mask === null) return null;
  const sizes = groupSums(groups, () => 1);
  const sharesOf = (side: Float64Array) => {
    const shares = new Float64Array(side.length);
    for (let start = 0; start < side.length; start += groups.length) {
      const counts = groupSums(groups, (pixel) => side[start + pixel] as number);
      const ofPixels = counts.map((count, pixel) =>
        count === 0 ? 1 : count / (sizes[pixel] as number),
      );
      shares.set(ofPixels, start);
    }
    return shares;
  };
  const first = sharesOf(mask[0]);
  return [first, mask[1] === mask[0] ? first : sharesOf(mask[1])];
}

/** 1/√x, and 0 of 0. */
function inverseRoots(x: NDArray): NDArray {
  const positive = greater(x, 0);
  return where(positive, pow(where(positive, x, 1), -0.5), 0);
}

/** Means over the pixels of a group, [n, pixels]. */
function meansOf(variances: NDArray, groups: Int32Array): NDArray {
  const { length } = groups;
  const sizes = groupSums(groups, () => 1);
  const average = Float64Array.from({ length: length ** 2 }, (_, pair) => {
    const [i, j] = [Math.floor(pair / length), pair % length];
    return groups[i] === groups[j] ? 1 / (sizes[i] as number) : 0;
  });
  const matrix = new NDArray(average, [length, length], "float64");
  return matmul(variances, matrix.astype(variances.dtype));
}

/** Which pixels are averaged with each other: a number for each; null when each stays alone. */
function pixelGroups(shape: readonly number[], axes: readonly number[]): Int32Array | null {
  if (!shape.some((_, axis) => axes.includes(axis))) return null;
  const pixels = shape.reduce((product, length) => product * length, 1);
  return Int32Array.from({ length: pixels }, (_, pixel) => {
    let [group, rest, stride] = [0, pixel, 1];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] as number;
      if (!axes.includes(axis)) group += (rest % length) * stride;
      if (!axes.includes(axis)) stride *= length;
      rest = Math.floor(rest / length);
    }
    return group;
  });
}

function groupMeans(
  variances: Float64Array,
  { groups, frame }: { groups: Int32Array; frame: Frame },
): Float64Array {
  const means = new Float64Array(frameLength(frame, groups.length)).fill(1);
  const sizes = groupSums(groups, () => 1);
  for (const { count, startOf } of pixelStarts(frame, groups.length)) {
    for (let example = 0; example < count; example++) {
      const sums = groupSums(groups, (pixel) => variances[startOf(pixel) + example] as number);
      sums.forEach((sum, pixel) => {
        means[startOf(pixel) + example] = sum / (sizes[pixel] as number);
      });
    }
  }
  return means;
}

/** For each pixel the sum over its group. */
function groupSums(groups: Int32Array, valueOf: (pixel: number) => number): Float64Array {
  const sums = new Float64Array(groups.length);
  groups.forEach((group, pixel) => {
    sums[group] = (sums[group] as number) + valueOf(pixel);
  });
  return Float64Array.from(groups, (group) => sums[group] as number);
}
