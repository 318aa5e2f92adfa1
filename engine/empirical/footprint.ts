import { isFloat } from "../array/dtype.js";
import { sizeOf } from "../array/ndarray.js";
import type { Equation, Program } from "../core/program.js";

/** What a linear program costs for one example and one tangent or cotangent. */
export interface Footprint {
  readonly flops: number;
  /** Numbers of the longest intermediate value, and of all. */
  readonly widest: number;
  readonly all: number;
}

export function footprintOf({ equations }: Program): Footprint {
  const sizes = equations.flatMap(({ outputs }) => outputs.map(({ shape }) => sizeOf(shape)));
  return {
    flops: equations.reduce((sum, equation) => sum + flopsOf(equation), 0),
    widest: sizes.reduce((widest, size) => Math.max(widest, size), 1),
    all: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** The way back costs as much as the way there. */
export function flopsOf({ primitive, inputs, outputs, params }: Equation): number {
  const counted = primitive.flops?.(inputs, params);
  if (counted !== undefined) return counted;
  return outputs.reduce((sum, { shape, dtype }) => sum + (isFloat(dtype) ? sizeOf(shape) : 0), 0);
}
