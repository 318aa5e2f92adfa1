import { asArray } from "../array/create.js";
import type { Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import type { PixelMatrix } from "../kernel/graph.js";
import { pickedMask } from "../kernel/mask.js";
import { pixelMatrixMap } from "../kernel/pixel-maps.js";
import { pixelsOf } from "../kernel/signal.js";
import { unravel } from "../kernel/window.js";
import { checkOptions } from "../options.js";
import type { NoParams } from "./activation.js";
import { makeLayer, type Layer } from "./layer.js";
import { mixPixels } from "./mix-pixels.js";
import { channelsOf, spatialOf } from "./window-options.js";

export type ResizeMethod = "nearest" | "linear" | "cubic" | "lanczos3" | "lanczos5";

export interface ImageResizeOptions {
  /** Default `"linear"`. */
  readonly method?: ResizeMethod;
  /** Widen the kernel where images shrink, so that every pixel counts. Default true. */
  readonly antialias?: boolean;
}

/**
 * Images resized to the spatial `shape`, with half-pixel centres, as `jax.image.resize` does:
 * `"nearest"` takes pixel ⌊(i + ½)·in/out⌋; the others weigh by a kernel of the distance, normalised to
 * sum 1 (triangle; Keys 1981 with a = −½; Lanczos windows of radius 3 and 5). Kernels: K′ = R K Rᵀ.
 *
 * @throws {@link DomainError} for a shape or method that is not possible.
 * @example
 * ```ts
 * stax.imageResize([8, 8], { method: "linear" });
 * ```
 */
export function imageResize(shape: Shape, options: ImageResizeOptions = {}): Layer<NoParams> {
  const caller = "stax.imageResize";
  checkOptions(caller, options, ["method", "antialias"]);
  const { method = "linear", antialias = true } = options;
  if (!isShape(shape)) {
    throw new DomainError(
      `${caller}: shape = ${JSON.stringify(shape)}; give positive lengths, e.g. [8, 8]`,
    );
  }
  if (!Object.hasOwn(KERNELS, method) && method !== "nearest") {
    throw new DomainError(
      `${caller}: method = "${method}"; use "nearest", ${Object.keys(KERNELS)
        .map((name) => `"${name}"`)
        .join(", ")}`,
    );
  }
  const matrixOf = (input: Shape) => resizeMatrix(input, shape, { method, antialias });
  return makeLayer<NoParams>(
    {
      init: (_key, inputShape) => {
        spatialOf(caller, inputShape, shape.length);
        return {
          outputShape: [inputShape[0] as number, ...shape, channelsOf(inputShape)],
          params: [],
        };
      },
      apply: (_params, input) => {
        const array = asArray(input);
        const x = astype(array, realDtype(array.dtype));
        return mixPixels(x, matrixOf(spatialOf(caller, x.shape, shape.length)), shape);
      },
    },
    [
      pixelMatrixMap(
        { name: "imageResize", axes: shape.length },
        (signal) => matrixOf(spatialOf(caller, [1, ...signal.shape, 1], shape.length)),
        ({ shape: input, mask }) => {
          // Whether a pixel counts is what the nearest says, whatever the method weighs.
          const nearest = resizeMatrix(input, shape, { method: "nearest", antialias: false });
          const owners = Int32Array.from(nearest.support, ([pixel]) => pixel as number);
          return { shape, mask: pickedMask(mask, pixelsOf(input), owners) };
        },
      ),
    ],
  );
}

function isShape(shape: unknown): boolean {
  if (!Array.isArray(shape) || shape.length === 0) return false;
  return shape.every((length: unknown) => Number.isInteger(length) && Number(length) > 0);
}

/** Weights by the distance in pixels. */
const KERNELS: Readonly<Record<Exclude<ResizeMethod, "nearest">, (x: number) => number>> = {
  linear: (x) => Math.max(0, 1 - x),
  cubic: (x) =>
    x >= 2 ? 0 : x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1,
  lanczos3: (x) => lanczos(3, x),
  lanczos5: (x) => lanczos(5, x),
};

function lanczos(radius: number, x: number): number {
  if (x > radius) return 0;
  if (x <= 1e-3) return 1;
  const angle = Math.PI * x;
  return (radius * Math.sin(angle) * Math.sin(angle / radius)) / (angle * angle);
}

interface Method {
  readonly method: ResizeMethod;
  readonly antialias: boolean;
}

type Row = readonly { readonly pixel: number; readonly weight: number }[];

/** The outer product of the weights along all axes. */
function resizeMatrix(input: Shape, output: Shape, method: Method): PixelMatrix {
  const axes = output.map((length, axis) => axisRows(input[axis] as number, length, method));
  const pixels = output.reduce((product, length) => product * length, 1);
  const rows = Array.from({ length: pixels }, (_, pixel) =>
    unravel(pixel, output).reduce<Row>(
      (row, position, axis) =>
        row.flatMap((outer) =>
          (axes[axis]?.[position] ?? []).map((inner) => ({
            pixel: outer.pixel * (input[axis] as number) + inner.pixel,
            weight: outer.weight * inner.weight,
          })),
        ),
      [{ pixel: 0, weight: 1 }],
    ),
  );
  return {
    support: rows.map((row) => Int32Array.from(row, ({ pixel }) => pixel)),
    weights: {
      kind: "shared",
      values: rows.map((row) => Float64Array.from(row, ({ weight }) => weight)),
    },
  };
}

function axisRows(input: number, output: number, { method, antialias }: Method): Row[] {
  const ratio = input / output;
  return Array.from({ length: output }, (_, i): Row => {
    const centre = (i + 0.5) * ratio - 0.5;
    if (method === "nearest") return [{ pixel: Math.floor((i + 0.5) * ratio), weight: 1 }];
    const width = antialias ? Math.max(ratio, 1) : 1;
    const weights = Float64Array.from({ length: input }, (_unused, pixel) =>
      KERNELS[method](Math.abs(centre - pixel) / width),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return Array.from(weights, (weight, pixel) => ({ pixel, weight: weight / total })).filter(
      ({ weight }) => weight !== 0,
    );
  });
}
