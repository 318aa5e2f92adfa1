import { NDArray } from "../array/ndarray.js";
import { asWritten } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { DomainError } from "../errors.js";
import { checkFlag } from "../options.js";
import type { FloatArray } from "./float-array.js";

/** How much is added to the diagonal of a train-train kernel. */
export interface Regularisation {
  /** 0 unless given. Observation noise, or a remedy for singular kernels. */
  readonly diagReg?: number;
  /** Take `diagReg` as it is. Otherwise (the default) it counts in means of the diagonal. */
  readonly diagRegAbsoluteScale?: boolean;
}

/**
 * Before anything is computed.
 *
 * @throws {@link DomainError} for a negative or non-finite `diagReg`, and for a scale that is no truth value.
 */
export function checkRegularisation(regularisation: Regularisation): void {
  const { diagReg = 0, diagRegAbsoluteScale = false } = regularisation;
  checkFlag("predict", { diagRegAbsoluteScale });
  if (typeof diagReg === "number" && diagReg >= 0 && Number.isFinite(diagReg)) return;
  throw new DomainError(`predict: diagReg = ${asWritten(diagReg)}; use a finite number from 0`);
}

/**
 * K + λ I, where λ = diagReg · tr(K)/n, or diagReg itself on the absolute scale (the convention of
 * neural-tangents).
 *
 * @throws {@link DomainError} for a negative or non-finite `diagReg`.
 */
export function regularise(kernel: FloatArray, regularisation: Regularisation): FloatArray {
  const shift = shiftOf(kernel, regularisation);
  if (shift === 0) return kernel;
  const out = allocate(kernel.dtype, kernel.size, "anything");
  out.set(kernel.data);
  const n = kernel.shape[0] ?? 0;
  for (let i = 0; i < n; i++) out[i * (n + 1)] = (out[i * (n + 1)] as number) + shift;
  return new NDArray(out, kernel.shape, kernel.dtype);
}

function shiftOf(kernel: FloatArray, regularisation: Regularisation): number {
  checkRegularisation(regularisation);
  const { diagReg = 0, diagRegAbsoluteScale = false } = regularisation;
  return diagRegAbsoluteScale ? diagReg : diagReg * meanDiagonal(kernel);
}

/** tr(K)/n */
export function meanDiagonal(kernel: FloatArray): number {
  const n = kernel.shape[0] ?? 0;
  let trace = 0;
  for (let i = 0; i < n; i++) trace += kernel.data[i * (n + 1)] as number;
  return trace / n;
}
