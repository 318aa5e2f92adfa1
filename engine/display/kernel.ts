import type { ArrayInput } from "../array/create.js";
import { emitDisplay } from "./display.js";
import { matrixDisplay, type MatrixOptions } from "./matrix/bundle.js";
import type { NamedMatrices } from "./matrix/stack.js";
import { MIME } from "./payload.js";

/** What stands around kernel matrices. */
export type KernelOptions = MatrixOptions;

/**
 * Shows kernel matrices as heat maps, as {@link matrix} does, with what is asked of a kernel: whether it
 * is symmetric and positive semidefinite, its rank and its condition number: at once up to 1024 rows, when it
 * is asked for up to 8192, while the kernel lives.
 *
 * Give one matrix (n₁, n₂), several by name to stand side by side (`{ nngp, ntk }`, with `difference`
 * also the second minus the first), a stack (steps, n₁, n₂) for a slider over depth or time, or a kernel
 * with its output axes (n₁, n₂, o₁, o₂) as facets.
 *
 * @throws {@link ShapeError} for other shapes, for named matrices of different shapes, for labels that
 * are not one a row, and for blocks whose lengths do not add up; {@link DomainError} for a `difference`
 * of anything but two matrices.
 * @example
 * ```ts
 * const x = random.normal(random.key(0), [100, 8]);
 * show.kernel(gram(x), { title: "Gram matrix", blocks: { train: 80, test: 20 } });
 * show.kernel([[1, 0.5], [0.5, 1]], { labels: ["cat", "dog"] });
 * show.kernel({ linear: gram(x), squared: gram(x).mul(gram(x)) }, { difference: true });
 * ```
 */
export function kernel(matrix: ArrayInput | NamedMatrices, options: KernelOptions = {}): void {
  const request = { caller: "show.kernel", mime: MIME.kernel, title: "Kernel matrix" } as const;
  emitDisplay(matrixDisplay(request, matrix, options));
}
