import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { formatShape, stridesOf } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import type { PixelMatrix, SharedWeights } from "../kernel/graph.js";
import { mixedMask } from "../kernel/mask.js";
import { pixelMatrixMap } from "../kernel/pixel-maps.js";
import { pixelsOf } from "../kernel/signal.js";
import { unravel } from "../kernel/window.js";
import { checkOptions } from "../options.js";
import type { NoParams } from "./activation.js";
import { makeLayer, type Layer } from "./layer.js";
import { mixPixels } from "./mix-pixels.js";
import { channelsOf } from "./window-options.js";

export interface DotGeneralOptions {
  /** The constant, as left factor … */
  readonly lhs?: ArrayInput;
  /** … or as right factor. */
  readonly rhs?: ArrayInput;
  /** Axes to contract and axes to go along with, [[lhs, rhs], [lhs, rhs]]; those of x count from its examples. */
  readonly dimensionNumbers: readonly [AxisPairs, AxisPairs];
}

type AxisPairs = readonly [lhs: readonly number[], rhs: readonly number[]];

/**
 * The product with a constant over spatial axes, as `lax.dot_general` pairs them, channels staying last:
 * axes are [examples, …paired axes, …free axes of lhs, …free axes of rhs, channels]. Kernels: K′ = R K Rᵀ.
 *
 * @throws {@link DomainError} without exactly one constant, or (by use) for axes of examples or channels;
 *   {@link ShapeError} for lengths that differ.
 * @example
 * ```ts
 * // The two halves of a row of four pixels, summed.
 * stax.dotGeneral({ rhs: [[1, 0], [1, 0], [0, 1], [0, 1]], dimensionNumbers: [[[1], [0]], [[], []]] });
 * ```
 */
export function dotGeneral(options: DotGeneralOptions): Layer<NoParams> {
  const caller = "stax.dotGeneral";
  checkOptions(caller, options, ["lhs", "rhs", "dimensionNumbers"]);
  const { lhs, rhs, dimensionNumbers } = options;
  const constant = lhs ?? rhs;
  if (constant === undefined || (lhs !== undefined && rhs !== undefined)) {
    throw new DomainError(`${caller}: give one of lhs and rhs; the other factor is the input`);
  }
  if (!isPairs(dimensionNumbers)) {
    throw new DomainError(
      `${caller}: dimensionNumbers = ${JSON.stringify(dimensionNumbers)}; give [[lhs, rhs], [lhs, rhs]], the axes to contract and those to go along with, e.g. [[[1], [0]], [[], []]]`,
    );
  }
  const first = lhs !== undefined;
  const [contracted, along] = dimensionNumbers.map(([left, right]) =>
    first ? { x: right, constant: left } : { x: left, constant: right },
  ) as [Pairing, Pairing];
  const value = asArray(constant);
  if (!value.data.every((one) => Number.isFinite(one))) {
    throw new DomainError(
      `${caller}: ${first ? "lhs" : "rhs"} of shape ${formatShape(value.shape)} holds NaN or infinities; weights are finite`,
    );
  }
  const factor = { value, first, contracted, along };
  const productOf = (shape: Shape) => product(caller, shape, factor);
  return makeLayer<NoParams>(
    {
      init: (_key, inputShape) => {
        const { shape } = productOf(inputShape.slice(1, -1));
        return {
          outputShape: [inputShape[0] as number, ...shape, channelsOf(inputShape)],
          params: [],
        };
      },
      apply: (_params, input) => {
        const array = asArray(input);
        const x = astype(array, realDtype(array.dtype));
        const { shape, matrix } = productOf(x.shape.slice(1, -1));
        return mixPixels(x, matrix, shape);
      },
    },
    [
      pixelMatrixMap(
        { name: "dotGeneral", axes: null },
        ({ shape }) => productOf(shape).matrix,
        (before) => {
          const { shape, matrix } = productOf(before.shape);
          return { shape, mask: mixedMask(before.mask, pixelsOf(before.shape), matrix) };
        },
      ),
    ],
  );
}

/** Two pairs of lists, the lists of a pair of one length. */
function isPairs(pairs: unknown): boolean {
  const isPair = (pair: unknown): boolean =>
    Array.isArray(pair) &&
    pair.length === 2 &&
    pair.every((axes) => Array.isArray(axes)) &&
    (pair as unknown[][])[0]?.length === (pair as unknown[][])[1]?.length;
  return Array.isArray(pairs) && pairs.length === 2 && pairs.every(isPair);
}

/** Axes of the input (examples are axis 0) and of the constant that belong together. */
interface Pairing {
  readonly x: readonly number[];
  readonly constant: readonly number[];
}

interface Factor {
  readonly value: NDArray;
  readonly first: boolean;
  readonly contracted: Pairing;
  readonly along: Pairing;
}

function product(
  caller: string,
  pixels: Shape,
  { value, first, contracted, along }: Factor,
): { shape: Shape; matrix: PixelMatrix & { readonly weights: SharedWeights } } {
  const used = [...contracted.x, ...along.x];
  checkAxes(caller, pixels, { value, used, constant: [...contracted.constant, ...along.constant] });
  const freeOfX = pixels.flatMap((_, axis) => (used.includes(axis + 1) ? [] : [axis]));
  const usedOfConstant = [...contracted.constant, ...along.constant];
  const freeOfConstant = value.shape.flatMap((_, k) => (usedOfConstant.includes(k) ? [] : [k]));
  const lengthOf = (axis: number) => pixels[axis] as number;
  const sizes = {
    along: along.x.map((axis) => lengthOf(axis - 1)),
    x: freeOfX.map(lengthOf),
    constant: freeOfConstant.map((axis) => value.shape[axis] as number),
    contracted: contracted.x.map((axis) => lengthOf(axis - 1)),
  };
  const parts = first
    ? (["along", "constant", "x"] as const)
    : (["along", "x", "constant"] as const);
  const shape = parts.flatMap((part) => sizes[part]);
  const [strides, constantStrides] = [stridesOf(pixels), stridesOf(value.shape)];
  const terms = countOf(sizes.contracted);
  const offset = (position: readonly number[], axes: readonly number[], own: readonly number[]) =>
    axes.reduce((sum, axis, k) => sum + (position[k] as number) * (own[axis] as number), 0);
  const rows = Array.from({ length: countOf(shape) }, (_, output) => {
    const position = unravel(output, shape);
    const cut = {
      along: position.slice(0, along.x.length),
      x: [] as number[],
      constant: [] as number[],
    };
    let at = along.x.length;
    for (const part of parts.slice(1) as ("x" | "constant")[]) {
      cut[part] = position.slice(at, at + sizes[part].length);
      at += sizes[part].length;
    }
    return Array.from({ length: terms }, (_unused, term) => {
      const inner = unravel(term, sizes.contracted);
      const pixel =
        offset(
          cut.along,
          along.x.map((axis) => axis - 1),
          strides,
        ) +
        offset(cut.x, freeOfX, strides) +
        offset(
          inner,
          contracted.x.map((axis) => axis - 1),
          strides,
        );
      const weight =
        offset(cut.along, along.constant, constantStrides) +
        offset(cut.constant, freeOfConstant, constantStrides) +
        offset(inner, contracted.constant, constantStrides);
      return { pixel, weight: value.data[weight] as number };
    });
  });
  const support = rows.map((row) => Int32Array.from(row, ({ pixel }) => pixel));
  const values = rows.map((row) => Float64Array.from(row, ({ weight }) => weight));
  return { shape, matrix: { support, weights: { kind: "shared", values } } };
}

function countOf(shape: Shape): number {
  return shape.reduce((count, length) => count * length, 1);
}

function checkAxes(
  caller: string,
  pixels: Shape,
  {
    value,
    used,
    constant,
  }: { value: NDArray; used: readonly number[]; constant: readonly number[] },
): void {
  const outside = used.find((axis) => !(axis >= 1 && axis <= pixels.length));
  if (outside !== undefined) {
    throw new DomainError(
      `${caller}: axis ${outside} of x is none of its pixels (axes 1 to ${pixels.length}); examples and channels stay`,
    );
  }
  for (const [axes, of] of [
    [used, "x"],
    [constant, "the constant"],
  ] as const) {
    const twice = axes.find((axis, k) => axes.indexOf(axis) !== k);
    if (twice === undefined) continue;
    throw new DomainError(`${caller}: axis ${twice} of ${of} is named twice; name it once`);
  }
  used.forEach((axis, k) => {
    const [own, other] = [pixels[axis - 1], value.shape[constant[k] ?? -1]];
    if (own !== other) {
      throw new ShapeError(
        `${caller}: axis ${axis} of x has length ${own ?? 0} and axis ${String(constant[k])} of the constant of shape ${formatShape(value.shape)} ${String(other)}; they must agree`,
      );
    }
  });
}
