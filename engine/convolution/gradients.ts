import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { formatShape, sameShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { geometryOf, type ConvGeometry } from "./geometry.js";
import { floatPair, withHeight, withoutHeight } from "./operands.js";
import { convWindow, type ConvOptions } from "./options.js";
import { inputGradient, kernelGradient } from "./trilinear.js";

type Options = ConvOptions & { readonly padding?: Exclude<ConvOptions["padding"], "CIRCULAR"> };

/**
 * The adjoint of `conv` in its images: ⟨g, conv(x, w)⟩ = ⟨convInputGradient(g, w), x⟩.
 *
 * @param g - A cotangent of the shape of `conv(x, w, options)`.
 * @param xShape - Of the images.
 * @returns Of that shape.
 * @throws {@link ShapeError} when the shapes are not those of a convolution.
 * @example
 * ```ts
 * convInputGradient(ones([1, 2, 1]), [[[1]], [[10]]], [1, 3, 1]).reshape([-1]); // array([ 1., 11., 10.])
 * ```
 */
export function convInputGradient(
  g: ArrayInput,
  w: ArrayInput,
  xShape: Shape,
  options: Options = {},
): NDArray<FloatDtype> {
  const { x: cotangent, w: kernel, axes } = floatPair("convInputGradient", g, w);
  const geometry = geometryFor("convInputGradient", xShape, kernel.shape, options);
  checkCotangent("convInputGradient", cotangent, geometry, axes);
  const g4 = reshape(cotangent, withHeight(cotangent.shape, "images"));
  const w4 = reshape(kernel, withHeight(kernel.shape, "kernel"));
  return reshape(inputGradient(g4, w4, geometry), xShape) as NDArray<FloatDtype>;
}

/**
 * The adjoint of `conv` in its kernel: ⟨g, conv(x, w)⟩ = ⟨convKernelGradient(x, g), w⟩, summed over the
 * images.
 *
 * @param g - A cotangent of the shape of `conv(x, w, options)`.
 * @param wShape - Of the kernel.
 * @returns Of that shape.
 * @throws {@link ShapeError} when the shapes are not those of a convolution.
 * @example
 * ```ts
 * convKernelGradient([[[1], [2], [3]]], ones([1, 2, 1]), [2, 1, 1]).reshape([-1]); // array([3., 5.])
 * ```
 */
export function convKernelGradient(
  x: ArrayInput,
  g: ArrayInput,
  wShape: Shape,
  options: Options = {},
): NDArray<FloatDtype> {
  const { x: images, w: cotangent, axes } = floatPair("convKernelGradient", x, g);
  const geometry = geometryFor("convKernelGradient", images.shape, wShape, options);
  checkCotangent("convKernelGradient", cotangent, geometry, axes);
  const x4 = reshape(images, withHeight(images.shape, "images"));
  const g4 = reshape(cotangent, withHeight(cotangent.shape, "images"));
  return reshape(kernelGradient(x4, g4, geometry), wShape) as NDArray<FloatDtype>;
}

function geometryFor(caller: string, x: Shape, w: Shape, options: ConvOptions): ConvGeometry {
  if (options.padding === "CIRCULAR") {
    throw new DomainError(
      `${caller}: pad periodically first; a circular padding has its own adjoint`,
    );
  }
  const axes = x.length - 2;
  const spatial = { input: x.slice(1, 1 + axes), kernel: w.slice(0, axes) };
  const window = convWindow(caller, spatial, options);
  return geometryOf(caller, withHeight(x, "images"), withHeight(w, "kernel"), window);
}

function checkCotangent(caller: string, g: NDArray, geometry: ConvGeometry, axes: 1 | 2): void {
  const { images, output, filters } = geometry;
  const shape = withoutHeight([images, ...output, filters], "images", axes);
  if (sameShape(g.shape, shape)) return;
  throw new ShapeError(
    `${caller}: the cotangent has the shape ${formatShape(g.shape)}; this convolution's is ${formatShape(shape)}`,
  );
}
