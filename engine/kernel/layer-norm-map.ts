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
  const { length } = groups;
  const sharesOf = (side: Float64Array) =>
    Float64Array.from(side, (_, at) => {
      const start = at - (at % length);
      const of = (value: number) => value === groups[at % length];
      const size = groups.reduce((n, group) => n + Number(of(group)), 0);
      const count = groups.reduce(
        (n, group, pixel) => n + Number(of(group)) * (side[start + pixel] as number),
        0,
      );
      return count === 0 ? 1 : count / size;
    });
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
  const sizes = groups.map((group) => groups.reduce((n, other) => n + Number(other === group), 0));
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
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  for (const { count, startOf } of pixelStarts(frame, groups.length)) {
    for (let example = 0; example < count; example++) {
      const sums = new Map<number, number>();
      groups.forEach((group, pixel) => {
        const variance = variances[startOf(pixel) + example] as number;
        sums.set(group, (sums.get(group) ?? 0) + variance);
      });
      groups.forEach((group, pixel) => {
        means[startOf(pixel) + example] = (sums.get(group) ?? 0) / (sizes.get(group) ?? 1);
      });
    }
  }
  return means;
}
