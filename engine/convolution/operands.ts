import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { spatialAxes } from "./options.js";

/** Two operands of one float dtype. */
export interface FloatPair {
  readonly x: NDArray<FloatDtype>;
  readonly w: NDArray<FloatDtype>;
  readonly axes: 1 | 2;
}

/**
 * Images and a kernel, or a cotangent, in the float dtype that both promote to.
 *
 * @throws {@link ShapeError} unless both have the axes of a 1-d or of a 2-d convolution.
 */
export function floatPair(caller: string, images: ArrayInput, kernel: ArrayInput): FloatPair {
  const [x, w] = [asArray(images), asArray(kernel)];
  const axes = spatialAxes(caller, x.shape);
  if (w.ndim !== x.ndim) {
    throw new ShapeError(
      `${caller}: the kernel has the shape ${formatShape(w.shape)} beside x ${formatShape(x.shape)}; it must be [${axes === 1 ? "" : "height, "}width, channels/groups, filters]`,
    );
  }
  const dtype = realDtype(promote(x.dtype, w.dtype));
  return { x: astype(x, dtype), w: astype(w, dtype), axes };
}

/** A shape with a height: 1-d images are rows of pixels, 1-d kernels rows of taps. */
export function withHeight(shape: Shape, kind: "images" | "kernel"): Shape {
  if (shape.length === 4) return shape;
  return kind === "images" ? shape.toSpliced(1, 0, 1) : [1, ...shape];
}

/** The inverse of withHeight. */
export function withoutHeight(shape: Shape, kind: "images" | "kernel", axes: 1 | 2): Shape {
  return axes === 2 ? shape : shape.toSpliced(kind === "images" ? 1 : 0, 1);
}
