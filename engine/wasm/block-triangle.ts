// T X = B in place, T a triangle in the arena: by halves, so that nearly all of it are products
// (Elmroth et al. 2004).
import { elementAt, multiplyBlocks, part, type Block, type Packed } from "./block-product.js";
import type { BlockOperand } from "./block-product-tasks.js";
import { wasm } from "./loader.js";
import { checkInterrupt } from "../platform/interrupt.js";

export interface Triangle {
  readonly block: Block;
  /** The triangle is that of the block transposed. */
  readonly transposed: boolean;
  readonly shape: "lower" | "upper";
  /** Its diagonal counts as ones, whatever is stored there. */
  readonly diagonal: "unit" | "stored";
}

/** From this order on products pay. */
const SMALL = 24;

export function solveTriangle(
  triangle: Triangle,
  n: number,
  b: Block,
  columns: number,
  packed: Packed,
): void {
  if (n <= SMALL) {
    substitute(triangle, n, b, columns);
    return;
  }
  checkInterrupt();
  const half = SMALL * Math.ceil(n / SMALL / 2);
  const rest = n - half;
  const solve = (from: number, length: number): void =>
    solveTriangle(corner(triangle, from), length, part(b, from, 0), columns, packed);
  const [first, second] = triangle.shape === "lower" ? [0, half] : [half, 0];
  const [k, m] = triangle.shape === "lower" ? [half, rest] : [rest, half];
  solve(first, k);
  const a = beside(triangle, second, first);
  const [from, c] = [part(b, first, 0), part(b, second, 0)];
  const right: BlockOperand = { ...from, direction: "along" };
  multiplyBlocks({ m, n: columns, k, a, b: right, c, effect: "subtract" }, packed);
  solve(second, m);
}

function corner(triangle: Triangle, from: number): Triangle {
  return { ...triangle, block: part(triangle.block, from, from) };
}

/** What lies in T's rows from `row` on and columns from `column` on. */
function beside({ block, transposed }: Triangle, row: number, column: number): BlockOperand {
  return transposed
    ? { ...part(block, column, row), direction: "along" }
    : { ...part(block, row, column), direction: "across" };
}

function substitute(
  { block, transposed, shape, diagonal }: Triangle,
  n: number,
  b: Block,
  columns: number,
): void {
  const { substituteLower, substituteUpper } = wasm().exports;
  const [rowStride, columnStride] = transposed ? [8, block.stride] : [block.stride, 8];
  const apply = shape === "lower" ? substituteLower : substituteUpper;
  const isUnit = Number(diagonal === "unit");
  const at = elementAt(block, 0, 0);
  apply(at, rowStride, columnStride, n, isUnit, b.at, b.stride, columns);
}
