// P A = L U with partial pivoting, by halves of the columns (Toledo 1997): all but narrow panels are
// products.
import { across, along, multiplyBlocks, part, type Block, type Packed } from "./block-product.js";
import { solveTriangle } from "./block-triangle.js";
import { wasm } from "./loader.js";
import { checkInterrupt } from "../platform/interrupt.js";

/** Columns of a panel. */
const PANEL = 24;

/**
 * In place: U on and above the diagonal, L below it. Row j was exchanged with row j + pivots[j], in order; `pivots` is the address of min(rows, columns) int32.
 */
export function eliminate(
  a: Block,
  rows: number,
  columns: number,
  pivots: number,
  packed: Packed,
): void {
  const { exports } = wasm();
  const steps = Math.min(rows, columns);
  if (columns <= PANEL) {
    checkInterrupt();
    exports.eliminatePanel(a.at, a.stride, rows, columns, pivots);
    return;
  }
  const left = Math.min(PANEL * Math.ceil(columns / PANEL / 2), steps);
  const right = columns - left;
  eliminate(a, rows, left, pivots, packed);
  const [upper, lower] = [part(a, 0, left), part(a, left, left)];
  exports.exchangeRows(upper.at, a.stride, right, pivots, left);
  const triangle = { block: a, transposed: false, shape: "lower", diagonal: "unit" } as const;
  solveTriangle(triangle, left, upper, right, packed);
  const rest = rows - left;
  if (rest === 0) return;
  const factors = part(a, left, 0);
  const product = { m: rest, n: right, k: left, a: across(factors), b: along(upper), c: lower };
  multiplyBlocks({ ...product, effect: "subtract" }, packed);
  const later = pivots + 4 * left;
  eliminate(lower, rest, right, later, packed);
  exports.exchangeRows(factors.at, a.stride, left, later, steps - left);
}
