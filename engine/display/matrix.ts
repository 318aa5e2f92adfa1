import type { ArrayInput } from "../array/create.js";
import { emitDisplay } from "./display.js";
import { matrixDisplay, type MatrixOptions } from "./matrix/bundle.js";
import type { NamedMatrices } from "./matrix/stack.js";
import { MIME } from "./payload.js";

/**
 * Shows a matrix (n₁, n₂) of any dtype, or its rows, as a heat map: zoom and pan, hover for values, a
 * choice of colour scales and of orders of rows and columns. Stored in the notebook are block means of
 * at most 512² with the exact range, mean and symmetry of the whole; NaN and ±∞ are marked. While the
 * kernel lives, zooming shows every entry of matrices up to 20,000², and rank and condition are found when
 * they are asked for, up to 4096² entries (8192² of symmetric matrices).
 *
 * Several matrices by name stand side by side; a stack (steps, n₁, n₂) gets a slider; four axes
 * (n₁, n₂, o₁, o₂) become facets.
 *
 * @throws {@link ShapeError} for other shapes, for named matrices of different shapes, for labels that
 * are not one a row or column, and for blocks whose lengths do not add up; {@link DomainError} for a
 * `difference` of anything but two matrices.
 * @example
 * ```ts
 * show.matrix(random.normal(random.key(0), [30, 40]), { title: "Weights" });
 * show.matrix(random.normal(random.key(1), [5, 8, 8]), { slider: { name: "epoch" } });
 * ```
 */
export function matrix(values: ArrayInput | NamedMatrices, options: MatrixOptions = {}): void {
  const request = { caller: "show.matrix", mime: MIME.matrix, title: "Matrix" } as const;
  emitDisplay(matrixDisplay(request, values, options));
}
