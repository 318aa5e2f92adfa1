/** Payloads as `show.kernel` and `show.matrix` make them. */
import type { ArrayInput } from "../../../engine/array/create.js";
import { matrixPayload, type MatrixOptions } from "../../../engine/display/matrix/bundle.js";
import { stackOf, type NamedMatrices } from "../../../engine/display/matrix/stack.js";
import { MIME, type MatrixPayload } from "../../../engine/display/payload.js";

export function kernelPayload(
  kernel: ArrayInput | NamedMatrices,
  options: MatrixOptions = {},
): MatrixPayload {
  const request = { caller: "test", mime: MIME.kernel, title: "Kernel matrix" } as const;
  return matrixPayload(request, stackOf("test", kernel, options), options);
}

/** As `show.matrix` makes it: without eigenvalues. */
export function matrixPayloadOf(
  matrix: ArrayInput | NamedMatrices,
  options: MatrixOptions = {},
): MatrixPayload {
  const request = { caller: "test", mime: MIME.matrix, title: "Matrix" } as const;
  return matrixPayload(request, stackOf("test", matrix, options), options);
}
